"""What paper cannot draw is told at its place, before Typst sees it."""

from __future__ import annotations

import pytest

from katern.messages import messages_of
from katern.print import lint
from katern.print.markup import parse

DUTCH = messages_of("nl")


@pytest.fixture
def item(library):
    def make(body):
        return library({"docs/a.md": f"---\ntitle: A\n---\n{body}"}).items["docs/a.md"]

    return make


def told(findings):
    return [(finding.code, finding.line, finding.column) for finding in findings]


@pytest.mark.parametrize("tag", ["form", "canvas", "object", "embed", "select", "textarea", "math", "map"])
def test_an_element_without_a_form_on_paper(item, tag):
    body = f"Tekst.\n\n<{tag}></{tag}>\n"
    assert told(lint.constructs(item(body), parse(body))) == [("print.unsupported", 6, 1)]


def test_the_boxes_of_tasks_and_tabs_are_no_forms(item):
    html = '<ul><li class="task-list-item"><input></li></ul><div class="tabbed-set"><input></div>'
    assert told(lint.constructs(item(""), parse(html))) == []


def test_what_stands_in_a_refused_element_is_told_once(item):
    body = "<form><input><select></select></form>\n"
    assert told(lint.constructs(item(body), parse(body))) == [("print.unsupported", 4, 1)]


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
