"""The pages of paper in an e-book: which block begins each, and what a reader's program is told."""

from __future__ import annotations

import pytest

from katern.print.markup import parse, serialise
from katern.print.pagelist import asking, beginnings, into_book, name_blocks, page_list, told_in


def named(html: str) -> str:
    root = parse(html)
    name_blocks(root)
    return serialise(root)


def test_headings_paragraphs_and_entries_get_names_but_not_in_notes_and_tables():
    assert named("<h1>A</h1><p> b <em>c</em></p><ul><li>d</li><li><p>e</p></li></ul>") == (
        '<div><h1 id="katern-block-0">A</h1><p><span id="katern-block-1"></span>b <em>c</em></p>'
        '<ul><li><span id="katern-block-2"></span>d</li><li><p><span id="katern-block-4"></span>e</p></li></ul></div>'
    )
    for html in ("<aside><p>noot</p></aside>", "<table><tr><td><p>cel</p></td></tr></table>"):
        assert "katern-block" not in named(html)


def test_a_heading_keeps_the_name_that_it_has():
    assert named('<h2 id="p1-x">A</h2>') == '<div><h2 id="p1-x">A</h2></div>'


def test_a_document_is_asked_for_the_page_of_each_name_once():
    asked = asking('#heading(level: 1)[A]#label("a")\n\n#anchor("katern-block-1");tekst #anchor("katern-block-1");')
    assert asked.startswith('("a", "katern-block-1",).filter(')
    assert asking('#heading(level: 1)[A]#label("a")') == ""


@pytest.mark.parametrize(
    ("told", "begin"),
    [
        ([], {}),
        ([["a", 3], ["b", 3], ["c", 4], ["d", 6]], {"a": 3, "c": 4, "d": 6}),
        ([["a", 3], ["b", 2], ["c", 3]], {"a": 3}),
    ],
)
def test_a_page_begins_at_its_first_block(told, begin):
    assert beginnings(told) == begin


def test_pages_begin_before_headings_behind_those_of_chapters_and_within_paragraphs():
    root = parse(
        '<h1 id="katern-block-0">A</h1><p><span id="katern-block-1"></span>b</p><h2 id="p0-c">C</h2>'
        '<p><span id="katern-block-2"></span>d</p>'
    )
    into_book(root, {"katern-block-0": 3, "p0-c": 4, "katern-block-2": 5})
    assert serialise(root) == (
        '<div><h1>A</h1><div class="katern-page" id="page-3"></div><p>b</p><div class="katern-page" id="page-4"></div>'
        '<h2 id="p0-c">C</h2><p><span class="katern-page" id="page-5"></span>d</p></div>'
    )


def test_a_file_tells_pages_and_is_called_after_its_chapter():
    text = '<title>ch1</title><h1 id="a"><em>B</em> &amp;\n c</h1><p><span id="page-4" class="katern-page"></span>d</p>'
    assert told_in(text, "p.", "Boek") == (
        '<title>B &amp; c</title><h1 id="a"><em>B</em> &amp;\n c</h1><p>'
        '<span epub:type="pagebreak" role="doc-pagebreak" id="page-4" aria-label="p. 4"></span>d</p>'
    )
    assert told_in("<title>ch2</title><p>d</p>", "p.", "Boek & co") == "<title>Boek &amp; co</title><p>d</p>"


def test_the_list_leads_to_each_page_in_order():
    files = {
        "text/b.xhtml": '<div id="page-10" class="katern-page">\n</div>',
        "text/a.xhtml": '<span id="page-9" class="katern-page"></span>',
    }
    listed = page_list(files, "Bladzijden")
    assert listed.index('<a href="text/a.xhtml#page-9">9</a>') < listed.index('<a href="text/b.xhtml#page-10">10</a>')
    assert page_list({"text/a.xhtml": "<p>x</p>"}, "Bladzijden") == ""
