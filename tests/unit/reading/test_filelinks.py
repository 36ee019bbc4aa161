from __future__ import annotations

from pathlib import Path

import markdown
import pytest

from katern.layout import Layout
from katern.reading.filelinks import FileLinkExtension, site_link

LAYOUT = Layout(Path())
# each page a file, not a folder
FILES = Layout(Path(), directory_urls=False)


@pytest.mark.parametrize(
    ("path", "link", "expected", "as_file"),
    [
        ("docs/index.md", "../dossiers/taal/index.md", "dossiers/taal/", "dossiers/taal/index.html"),
        ("docs/index.md", "../dossiers/taal/index.md#kop", "dossiers/taal/#kop", "dossiers/taal/index.html#kop"),
        ("docs/over/a.md", "../../toolkits/x/index.md", "../../toolkits/x/", "../toolkits/x/index.html"),
        ("dossiers/taal/a.md", "../../docs/begrippen.md", "../../../begrippen/", "../../begrippen.html"),
        ("dossiers/taal/a.md", "../../toolkits/x/b.md", "../../../toolkits/x/b/", "../../toolkits/x/b.html"),
        ("dossiers/taal/a.md", "../../docs/index.md", "../../../", "../../index.html"),
        ("dossiers/taal/a.md", "b.md", "../b/", "b.html"),
        ("dossiers/taal/a.md", "a.md", "./", "a.html"),
        ("dossiers/taal/a.md", "index.md", "../", "index.html"),
        ("dossiers/taal/index.md", "a.md", "a/", "a.html"),
        ("docs/README.md", "over/README.md", "over/", "over/index.html"),
        ("dossiers/taal/a.md", "beelden/x y.png", "../beelden/x%20y.png", "beelden/x%20y.png"),
        ("dossiers/taal/a.md", "beelden/x%20y.png", "../beelden/x%20y.png", "beelden/x%20y.png"),
        ("docs/a.md", "één.md", "../%C3%A9%C3%A9n/", "%C3%A9%C3%A9n.html"),
        ("docs/a.md", "b.md?x=1#y", "../b/?x=1#y", "b.html?x=1#y"),
        ("docs/a.md", "#kop", "#kop", "#kop"),
        ("docs/a.md", "https://elders.example/a.md", "https://elders.example/a.md", "https://elders.example/a.md"),
        ("docs/a.md", "//elders.example/a.md", "//elders.example/a.md", "//elders.example/a.md"),
        ("docs/a.md", "mailto:a@b.example", "mailto:a@b.example", "mailto:a@b.example"),
        ("docs/a.md", "/van-de-wortel.md", "/van-de-wortel.md", "/van-de-wortel.md"),
        ("docs/a.md", "../README.md", "../README.md", "../README.md"),
        ("docs/a.md", "http://[", "http://[", "http://["),
    ],
)
def test_a_link_between_files_becomes_one_between_pages(path, link, expected, as_file):
    assert site_link(LAYOUT, path, link) == expected
    assert site_link(FILES, path, link) == as_file


def test_links_and_pictures_of_a_page_are_rewritten_and_what_was_written_is_kept():
    extension = FileLinkExtension(LAYOUT, "docs/index.md")
    html = markdown.markdown(
        "[x](../dossiers/a/index.md) ![y](../toolkits/b/c.png) `[z](../dossiers/a/index.md)`", extensions=[extension]
    )
    assert html == (
        '<p><a href="dossiers/a/">x</a> <img alt="y" src="toolkits/b/c.png" /> <code>[z](../dossiers/a/index.md)</code></p>'
    )
    assert sorted(extension.written.values()) == ["../dossiers/a/index.md", "../toolkits/b/c.png"]
