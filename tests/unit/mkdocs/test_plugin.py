from __future__ import annotations

from katern.mkdocs.plugin import escaped_meta


def test_the_theme_gets_titles_and_descriptions_that_are_safe_to_print(library):
    item = library({"docs/a.md": '---\ntitle: "A <b> & \\"c\\""\ndescription: "D <i>"\norder: 3\n---\n'}).items[
        "docs/a.md"
    ]
    assert escaped_meta(item) == {"title": "A &lt;b&gt; &amp; &quot;c&quot;", "description": "D &lt;i&gt;", "order": 3}


def test_the_title_of_a_page_may_come_from_its_heading(library):
    item = library({"docs/a.md": "# Kop & staart\n"}).items["docs/a.md"]
    assert escaped_meta(item) == {"title": "Kop &amp; staart"}
