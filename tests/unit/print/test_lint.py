"""What paper cannot draw is told at its place, before Typst sees it."""

from __future__ import annotations

import pytest

from katern.messages import messages_of
from katern.print import lint
from katern.print.markup import parse
from katern.print.typst.writer import write

DUTCH = messages_of("nl")


@pytest.fixture
def item(library):
    def make(body):
        return library({"docs/a.md": f"---\ntitle: A\n---\n{body}"}).items["docs/a.md"]

    return make


def page(item, body):
    """The elements that the pass did not know of a page, and the items of the document."""
    root = parse(f'<div {lint.PART}="0">{body}</div>')
    return write(root).unknown, [item(body)]


def told(findings):
    return [(finding.code, finding.line, finding.column) for finding in findings]


@pytest.mark.parametrize("tag", ["form", "canvas", "object", "embed", "select", "textarea", "map", "button", "x-y"])
def test_an_element_without_a_form_on_paper_is_told_at_its_place(item, tag):
    body = f"Tekst.\n\n<{tag}></{tag}>\n\nEn <{tag}></{tag}>\n"
    assert told(lint.constructs(*page(item, body))) == [("print.unsupported", 6, 1), ("print.unsupported", 8, 4)]


def test_what_stands_in_a_refused_element_is_told_once(item):
    assert told(lint.constructs(*page(item, "<form><input><select></select></form>\n"))) == [
        ("print.unsupported", 4, 1)
    ]


def test_what_the_engine_adds_has_no_place_of_an_author(item):
    assert told(lint.constructs(write(parse("<form></form>")).unknown, [item("")])) == []


@pytest.mark.parametrize(
    ("levels", "jumps"),
    [("123", []), ("13", ["3"]), ("1232", []), ("124", ["4"]), ("1412", ["4"]), ("123123", [])],
)
def test_a_heading_may_go_one_level_down_and_any_up(item, levels, jumps):
    html = "".join(f"<h{level}>Kop {level}</h{level}>" for level in levels)
    body = "\n\n".join(f"{'#' * int(level)} Kop {level}" for level in levels)
    findings = list(lint.headings(item(body), parse(html)))
    assert [DUTCH.tell(finding).message.split("'")[1][-1] for finding in findings] == jumps
    assert {finding.code for finding in findings} <= {"text.heading-jump"}
