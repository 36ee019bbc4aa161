from __future__ import annotations

from types import SimpleNamespace

from mkdocs.structure.toc import get_toc

from katern.drawing.page import Heading
from katern.site.pages import SitePage, escaped_meta


def test_reading_keeps_the_headings_of_a_page_in_order_with_their_levels():
    inner = {"level": 3, "id": "b", "name": "B &amp; c", "children": []}
    toc = get_toc([{"level": 2, "id": "a", "name": "A", "children": [inner]}, {"level": 2, "id": "d", "name": "D", "children": []}])
    page = SimpleNamespace(toc=toc, file=SimpleNamespace(src_uri="x.md"), url="x/", title="X", content="<p>x</p>")
    read = SitePage(page, None).read()
    assert read.contents == (Heading(2, "a", "A"), Heading(3, "b", "B &amp; c"), Heading(2, "d", "D"))
    assert (read.address, read.url, read.title, read.body) == ("x.md", "x/", "X", "<p>x</p>")


def test_the_theme_gets_titles_and_descriptions_that_are_safe_to_print(library):
    item = library({"docs/a.md": '---\ntitle: "A <b> & \\"c\\""\ndescription: "D <i>"\norder: 3\n---\n'}).items["docs/a.md"]
    assert escaped_meta(item) == {"title": "A &lt;b&gt; &amp; &quot;c&quot;", "description": "D &lt;i&gt;", "order": 3}


def test_the_title_of_a_page_may_come_from_its_heading(library):
    item = library({"docs/a.md": "# Kop & staart\n"}).items["docs/a.md"]
    assert escaped_meta(item) == {"title": "Kop &amp; staart"}
