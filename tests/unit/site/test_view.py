from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace

import pytest

from katern.drawing.audiences import Audiences
from katern.drawing.page import Page
from katern.site.navigation import Navigation
from katern.site.view import View
from katern.words import words_of

BODY = '<h1 class="x" data-katern="citation">A</h1>'
TOOLKIT = "---\ntitle: T\ndescription: D\ngoal: G\nsetting: []\nduration: 1\nnot_for: N\nsensitive: true\naudience: [ouders]\n---\n"


@pytest.fixture
def view(library):
    loaded = library(
        {
            "docs/a.md": "# A",
            "docs/vragen/index.md": "# Vragen",
            "docs/vragen/bang.md": "---\ntitle: B\nsensitive: true\n---\n",
            "docs/_data/vocabulary.yml": "audiences: [{id: ouders, label: O, i_am: Ik ben ouder}, {id: geen, label: G, i_am: Ik}]\n",
            "toolkits/x/index.md": TOOLKIT,
            "toolkits/x/deel.md": "---\ntitle: D\npart: guide\n---\n",
        }
    )
    items = loaded.by_address()
    drawn = {
        address: Page(item, address, loaded.layout.url(address), "T", BODY, sources="<section>S</section>")
        for address, item in items.items()
    }
    drawn["toolkits/index.md"] = Page(None, "toolkits/index.md", "toolkits/", "Toolkits", BODY)
    drawn["dossiers/index.md"] = Page(None, "dossiers/index.md", "dossiers/", "Dossiers", BODY)
    drawn["doelgroepen/ouders.md"] = Page(None, "doelgroepen/ouders.md", "doelgroepen/ouders/", "O", BODY)
    build = SimpleNamespace(
        sensitive_urls=frozenset(["bronnen/eer2020/"]),
        library=loaded,
        noticing=loaded,
        outlines=drawn,
        drawn=drawn,
        navigation=Navigation(),
        catalogue=SimpleNamespace(urls={"vries2020": "bronnen/vries2020/"}),
        release=None,
        audiences=Audiences(loaded, words_of("nl")),
    )

    def view(address, url=None, site_url="", **options):
        build.site = SimpleNamespace(words={}, exit="https://weg.example/", url=site_url)
        return View(build, address, loaded.layout.url(address) if address and url is None else url, **options)

    return view


@pytest.mark.parametrize(
    ("address", "exit"),
    [
        ("a.md", ""),
        ("toolkits/x/index.md", "https://weg.example/"),
        ("toolkits/x/deel.md", "https://weg.example/"),
        ("weg.md", ""),
        ("", ""),
    ],
)
def test_a_sensitive_item_and_its_parts_have_a_way_out_and_a_neutral_title(address, exit, view):
    assert (view(address).exit, view(address).neutral) == (exit, bool(exit))


@pytest.mark.parametrize(
    ("address", "exit"),
    [
        ("toolkits/index.md", "https://weg.example/"),
        ("vragen/index.md", "https://weg.example/"),
        ("doelgroepen/ouders.md", "https://weg.example/"),
        ("dossiers/index.md", ""),
    ],
)
def test_a_list_of_sensitive_items_has_a_way_out_and_its_own_title(address, exit, view):
    assert (view(address).exit, view(address).neutral) == (exit, False)


@pytest.mark.parametrize(("url", "exit"), [("bronnen/eer2020/", "https://weg.example/"), ("bronnen/vries2020/", "")])
def test_a_source_that_sensitive_pages_cite_has_a_way_out_and_a_neutral_title(url, exit, view):
    source = view("bronnen/index.md", url)
    assert (source.exit, source.neutral) == (exit, bool(exit))


def test_a_page_that_others_draw_brings_its_heading_where_they_say_so(view):
    assert view("weg.md", heading=True).has_heading is True
    assert view("weg.md").has_heading is False
    assert view("").has_heading is False
    assert view("a.md").has_heading is True


def test_a_source_has_no_item_of_its_own_where_it_stands_in_the_menu(view):
    at_a_sensitive_page = view("toolkits/x/index.md", url="bronnen/vries2020/")
    assert (at_a_sensitive_page.exit, at_a_sensitive_page.neutral) == ("", False)


def test_a_template_gets_the_parts_of_a_page_without_what_print_knows(view):
    assert view("a.md").text == '<h1 class="x">A</h1>'
    assert view("a.md").sources == "<section>S</section>"
    assert (view("weg.md").text, view("").sources) == ("", "")


@pytest.mark.parametrize(
    ("site_url", "base"),
    [
        ("", "/"),
        ("https://a.example/", "/"),
        ("https://a.example", "/"),
        ("https://a.example/b/c/", "/b/c/"),
        ("https://a.example/b", "/b/"),
    ],
)
def test_a_template_that_is_no_page_starts_from_the_root_of_the_server(site_url, base, view):
    assert view("", site_url=site_url).base == base


def test_a_page_finds_the_root_and_other_items(view):
    here = view("a.md", url="over/a/")
    assert here.base == "../../"
    assert here.url(here.library.items["toolkits/x/index.md"]) == "../../toolkits/x/"


def test_no_entry_of_the_menu_is_current_where_there_is_no_page(view):
    assert view("").section == "404.html"
    assert view("index.md", url="").section == ""


def test_the_sitemap_gets_the_pages_of_sources(view):
    assert view("").source_urls == ["bronnen/vries2020/"]


@pytest.mark.parametrize(
    ("body", "needed"),
    [
        ('<div class="annotate">1</div>', True),
        ('<pre class="mermaid"><code>x</code></pre>', True),
        ("<p>annotate mermaid</p>", False),
        ('<div class="tabbed-set">x</div>', False),
    ],
)
def test_a_page_needs_the_script_of_the_theme_for_what_only_that_draws(view, body, needed):
    page = view("a.md")
    page._build.site.theme_script = False
    page._build.drawn["a.md"] = replace(page._build.drawn["a.md"], body=body)
    assert page.theme_script is needed
    page._build.site.theme_script = True
    assert page.theme_script
