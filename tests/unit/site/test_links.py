from __future__ import annotations

from pathlib import Path

import markdown
import pytest
from katern.site.links import FileLinkExtension, site_link

from katern.layout import Layout

LAYOUT = Layout(Path())


@pytest.mark.parametrize(
    ("path", "link", "expected"),
    [
        ("docs/index.md", "../dossiers/taal/index.md", "dossiers/taal/index.md"),
        ("docs/index.md", "../dossiers/taal/index.md#kop", "dossiers/taal/index.md#kop"),
        ("docs/over/a.md", "../../toolkits/x/index.md", "../toolkits/x/index.md"),
        ("dossiers/taal/a.md", "../../docs/begrippen.md", "../../begrippen.md"),
        ("dossiers/taal/a.md", "../../toolkits/x/b.md", "../../toolkits/x/b.md"),
        ("dossiers/taal/a.md", "b.md", "b.md"),
        ("dossiers/taal/a.md", "beelden/x y.png", "beelden/x%20y.png"),
        ("dossiers/taal/a.md", "beelden/x%20y.png", "beelden/x%20y.png"),
        ("docs/a.md", "één.md", "%C3%A9%C3%A9n.md"),
        ("docs/a.md", "b.md?x=1#y", "b.md?x=1#y"),
        ("docs/a.md", "#kop", "#kop"),
        ("docs/a.md", "https://elders.example/a.md", "https://elders.example/a.md"),
        ("docs/a.md", "//elders.example/a.md", "//elders.example/a.md"),
        ("docs/a.md", "mailto:a@b.example", "mailto:a@b.example"),
        ("docs/a.md", "/van-de-wortel.md", "/van-de-wortel.md"),
        ("docs/a.md", "../README.md", "../README.md"),
        ("docs/a.md", "http://[", "http://["),
    ],
)
def test_a_link_between_files_becomes_one_between_addresses(path, link, expected):
    assert site_link(LAYOUT, path, link) == expected


def test_links_and_pictures_of_a_page_are_rewritten():
    extension = FileLinkExtension(LAYOUT)
    extension.path = "docs/index.md"
    html = markdown.markdown("[x](../dossiers/a/index.md) ![y](../toolkits/b/c.png) `[z](../dossiers/a/index.md)`", extensions=[extension])
    assert html == (
        '<p><a href="dossiers/a/index.md">x</a> <img alt="y" src="toolkits/b/c.png" /> <code>[z](../dossiers/a/index.md)</code></p>'
    )
