"""Who made an element: Markdown, whose elements carry a mark, or an author, whose elements never do."""

from __future__ import annotations

import re

import markdown
import pytest

from katern.reading.blocks import BlockExtension
from katern.reading.marks import NAME, MarkExtension, marked, pattern, without_marks

EXTENSIONS = [
    "abbr", "admonition", "attr_list", "def_list", "footnotes", "md_in_html", "tables", "toc", "pymdownx.details",
    "pymdownx.superfences", "pymdownx.tabbed", "pymdownx.tasklist",
]  # fmt: skip
SETTINGS = {
    "toc": {"permalink": "¶"},
    "pymdownx.tabbed": {"alternate_style": True},
    "pymdownx.tasklist": {"custom_checkbox": True},
}


def read(text: str, **toc: object) -> str:
    made = [*EXTENSIONS, BlockExtension({"done": "Gedaan"}), MarkExtension()]
    return markdown.markdown(text, extensions=made, extension_configs={**SETTINGS, "toc": {**SETTINGS["toc"], **toc}})


def roles(html: str) -> list[tuple[str, str]]:
    return re.findall(r'<([a-z0-9]+)[^>]*? data-katern="([^"]*)"', html)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("## Kop", [("a", "permalink")]),
        ("## Kop {#plek .notice}", [("a", "permalink")]),
        ("## [Link](#x)", [("a", "permalink")]),
        ('!!! tip "T"\n    a', [("div", "box tip"), ("p", "box-title")]),
        ('!!! trainer "T"\n    a', [("details", "box trainer"), ("summary", "box-title")]),
        ('??? tip "T"\n    a', [("details", "box tip"), ("summary", "box-title")]),
        ('!!! write 4 "T"\n    a', [("div", "box write 4"), ("p", "box-title"), ("div", "lines")]),
        ('!!! card "T"\n    a', [("div", "box card"), ("p", "box-title")]),
        ("- [x] a\n- b", [("li", "task")]),
        ('=== "A"\n    a', [("div", "tabs"), ("div", "tab-labels"), ("div", "tab")]),
        ("a[^1]\n\n[^1]: n", [("a", "note-mark"), ("div", "notes"), ("a", "note-back")]),
    ],
)
def test_what_markdown_makes_carries_its_role(text, found):
    assert roles(read(text)) == found


def test_a_permalink_in_front_is_known_too():
    assert roles(read("## Kop", permalink_leading=True)) == [("a", "permalink")]


@pytest.mark.parametrize(
    "name", ["headerlink", "footnote-ref", "footnote-backref", "footnote", "admonition", "task-list-item", "tabbed-set"]
)
@pytest.mark.parametrize(
    "form",
    [
        '<div class="{0}">a</div>',
        '<div class="{0}" markdown="1">a</div>',
        '<details class="{0}" markdown="1"><summary>a</summary></details>',
        '<ul markdown="1"><li class="{0}" markdown="1">a</li></ul>',
        'x <a class="{0}" href="#x">a</a>',
        "[a](#x){{.{0}}}",
        "a\n{{: .{0} }}",
        "- a\n{{: .{0} }}",
        "# a {{.{0}}}",
        '<h2 markdown="1">b <a class="{0}">a</a></h2>',
    ],
)
def test_a_class_of_an_author_gives_no_role(name, form):
    assert {role for _, role in roles(read(form.format(name)))} <= {"permalink"}


@pytest.mark.parametrize(
    "written",
    [
        '<p data-katern="citation">a</p>',
        "<p data-katern=citation>a</p>",
        "<p DATA-Katern='citation'>a</p>",
        '<p title="x>y" data-katern="citation">a</p>',
        '<p\ndata-katern="citation">a</p>',
        '<p/data-katern="citation">a</p>',
        'a <b data-katern="citation">b</b>',
        'a <b title=">" data-katern="citation" class="x">b</b>',
        "a\n{: data-katern=citation }",
        "[a](x){ data-katern=citation }",
        '<div markdown="1" data-katern="citation">a</div>',
        '<div markdown="1"><p data-katern="citation">a</p></div>',
        '<div data-katern-x="citation">a</div>',
        '<p " data-katern="citation">a</p>',
    ],
)
def test_a_mark_that_an_author_writes_gets_another_name(written):
    html = read(written)
    assert NAME not in html.lower()
    assert "data-author" in html.lower()
    assert "citation" in html


def test_an_author_may_write_about_marks():
    html = read('`<p data-katern="citation">`\n\n```\n<p data-katern="x">\n```\n\ndata-katern="y"')
    assert html.count("data-katern") == 3
    assert without_marks(html) == html


def test_readers_get_no_marks():
    html = f'{marked("span", "citation")} class="c">a</span><div class="admonition" title="a &gt; b" data-katern="box tip" id="x">b</div>'
    assert without_marks(html) == '<span class="c">a</span><div class="admonition" title="a &gt; b" id="x">b</div>'


def test_an_element_with_a_role_is_found_wherever_its_mark_stands():
    for html in ('<a data-katern="permalink" href="#x">', '<a class="x" data-katern="permalink" href="#x">'):
        assert re.fullmatch(pattern("a", "permalink"), html)
    assert re.search(pattern("a", "permalink"), '<abbr data-katern="permalink">') is None
