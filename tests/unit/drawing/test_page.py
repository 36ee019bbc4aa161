from __future__ import annotations

import pytest

from katern.drawing.page import Page, assemble, minutes_to_read


@pytest.mark.parametrize(
    ("url", "base"),
    [("", "./"), ("over/", "../"), ("dossiers/taal/x/", "../../../"), ("404.html", "./"), ("a/b.html", "../")],
)
def test_the_way_to_the_root_ends_in_a_slash(url, base):
    assert Page(None, "a.md", url, "A").base == base


@pytest.mark.parametrize(("words", "minutes"), [(0, 1), (100, 1), (299, 1), (301, 2), (1000, 5)])
def test_reading_time_is_in_whole_minutes(words, minutes):
    assert minutes_to_read("<p>" + "<b>woord</b> " * words + "</p>") == minutes


def test_the_parts_of_a_page_stand_in_their_order_without_what_print_knows():
    body = '<p data-katern="citation" class="citation">b</p>'
    page = Page(None, "a.md", "a/", "A", body, head="<h1>h</h1>", tail="t", sources="s", downloads="d", changes="c")
    assert assemble(page) == '<h1>h</h1><p class="citation">b</p>ts'


@pytest.mark.parametrize(
    ("head", "body", "own", "has"),
    [
        ("<h1>A</h1>", "x", False, True),
        ("", "<h1>A</h1>", True, True),
        ("", '<h1 id="a">A</h1>', True, True),
        ("", "<h2>A</h2>", False, False),
        ("<header><p>a</p></header>", "<h1>A</h1>", True, True),
    ],
)
def test_a_page_brings_its_own_heading_or_not(head, body, own, has):
    page = Page(None, "a.md", "a/", "A", body, head=head)
    assert (page.own_heading, page.has_heading) == (own, has)
