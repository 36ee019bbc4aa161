from __future__ import annotations

from katern.reading.text import Entry
from katern.site.pages import escaped_meta, table_of_contents


def test_the_theme_gets_the_headings_of_a_page_in_order_with_their_levels():
    inner = Entry(3, "b", "B &amp; c")
    contents = table_of_contents([Entry(2, "a", "A", (inner,)), Entry(2, "d", "D")])
    first, last = contents
    assert [(one.title, one.url, one.level) for one in (first, *first.children, last)] == [
        ("A", "#a", 2), ("B &amp; c", "#b", 3), ("D", "#d", 2),
    ]  # fmt: skip


def test_the_theme_gets_titles_and_descriptions_that_are_safe_to_print(library):
    item = library({"docs/a.md": '---\ntitle: "A <b> & \\"c\\""\ndescription: "D <i>"\norder: 3\n---\n'}).items["docs/a.md"]
    assert escaped_meta(item) == {"title": "A &lt;b&gt; &amp; &quot;c&quot;", "description": "D &lt;i&gt;", "order": 3}


def test_the_title_of_a_page_may_come_from_its_heading(library):
    item = library({"docs/a.md": "# Kop & staart\n"}).items["docs/a.md"]
    assert escaped_meta(item) == {"title": "Kop &amp; staart"}
