from __future__ import annotations

from types import SimpleNamespace

import pytest

from katern.site.catalogue import FRAME
from katern.site.navigation import Navigation
from katern.site.view import View

TOOLKIT = "---\ntitle: T\ndescription: D\ngoal: G\nsetting: []\nduration: 1\nnot_for: N\nsensitive: true\n---\n"


@pytest.fixture
def view(library):
    loaded = library({"docs/a.md": "# A", "toolkits/x/index.md": TOOLKIT, "toolkits/x/deel.md": "---\ntitle: D\npart: guide\n---\n"})
    items = loaded.by_address()
    plugin = SimpleNamespace(
        library=loaded,
        words={},
        pages={address: SimpleNamespace(item=item) for address, item in items.items()},
        config=SimpleNamespace(exit="https://weg.example/"),
        navigation=Navigation(),
        catalogue=SimpleNamespace(urls={"vries2020": "bronnen/vries2020/"}),
    )

    def view(address, url="", content="", **options):
        page = SimpleNamespace(file=SimpleNamespace(src_uri=address), url=url, content=content) if address else None
        return View(plugin, page, **options)

    return view


@pytest.mark.parametrize(
    ("address", "exit"),
    [("a.md", ""), ("toolkits/x/index.md", "https://weg.example/"), ("toolkits/x/deel.md", "https://weg.example/"), ("weg.md", ""), (None, "")],
)
def test_a_sensitive_item_and_its_parts_have_a_way_out_and_a_neutral_title(address, exit, view):
    assert (view(address).exit, view(address).neutral) == (exit, bool(exit))


@pytest.mark.parametrize(
    ("content", "has"), [("<h1>A</h1>", True), ('<h1 id="a">A</h1>', True), ("<h2>A</h2>", False), (FRAME["content"], True), (None, False)]
)
def test_a_page_brings_its_own_heading_or_not(content, has, view):
    assert view("a.md", content=content).has_heading is has


@pytest.mark.parametrize(
    ("site_url", "base"), [(None, "/"), ("https://a.example/", "/"), ("https://a.example", "/"), ("https://a.example/b/c/", "/b/c/"), ("https://a.example/b", "/b/")]
)
def test_a_template_that_is_no_page_starts_from_the_root_of_the_server(site_url, base, view):
    assert view(None, site_url=site_url).base == base


def test_a_page_finds_the_root_and_other_items(view):
    here = view("a.md", url="over/a/")
    assert here.base == "../../"
    assert here.url(here.library.items["toolkits/x/index.md"]) == "../../toolkits/x/"


def test_no_entry_of_the_menu_is_current_where_there_is_no_page(view):
    assert view(None).section == "404.html"
    assert view("index.md").section == ""


def test_the_sitemap_gets_the_pages_of_sources(view):
    assert view(None).source_urls == ["bronnen/vries2020/"]
