"""The preview in a browser: its panel, what a broken file shows, and a page that renews itself where the reader was."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.browser import axe
from tests.browser.tabs import DESKTOP, Tabs, Visit
from tests.conftest import written
from tests.integration.preview.server import Server, serving

LONG = "\n\n".join(f"## Deel {number}\n\n" + "Een zin over samen leven. " * 60 for number in range(12))
PALETTE = "palette: [{scheme: default, toggle: {icon: material/weather-night, name: Donker}}, {scheme: slate, toggle: {icon: material/weather-sunny, name: Licht}}]"
FILES = {
    "mkdocs.yml": f"site_name: Proef\ntheme: {{name: material, language: nl, font: false, {PALETTE}}}\nextra_css: [eigen.css]\nplugins: [search, katern]\n",
    "docs/index.md": f"---\ntitle: Begin\n---\n\n![Een plaat](plaat.svg)\n\n{LONG}\n",
    "docs/a.md": "---\ntitle: Een\n---\n\nEen bron die er niet is [@weg2020], en [een link](nergens.md).\n",
    "docs/goed.md": "---\ntitle: Goed\n---\n\nHier klopt alles.\n",
    "docs/eigen.css": "p { color: rgb(1, 2, 3); }\n",
    "docs/plaat.svg": '<svg xmlns="http://www.w3.org/2000/svg" width="20" height="20"/>\n',
    "docs/_data/programme.yml": "themes:\n  - id: a\n    title: A\n    lines: [{number: 1, slug: taal, title: Taal, ambition: Spreken}]\n",
    "dossiers/taal/index.md": "---\ntitle: Taal\ndescription: Over taal.\nline: taal\nquestion: Wat?\nkey_messages: [a, b, c]\n---\n\nOver taal.\n",
}  # fmt: skip
PANEL = "katern-preview summary.toggle"
WIDTHS = (360, 768, 1440)


@dataclass
class Author:
    """Somebody with an editor and a browser."""

    server: Server
    visit: Visit

    def open(self, path: str = "/") -> Page:
        """Open a page, once its stream of news is open."""
        page = self.visit.page
        with page.expect_response(lambda answer: "/_katern/changes" in answer.url):
            page.goto(f"http://127.0.0.1:{self.server.port}{path}")
        return page

    def save(self, path: str, text: str) -> None:
        """Save a file."""
        self.server.write(path, text)


def _did_no_harm(visit: Visit) -> None:
    """No request may leave the preview and nothing may fail."""
    # the browser's own viewer of booklets is no place elsewhere
    own = (visit.address, "data:", "blob:", "chrome:", "chrome-extension:")
    assert [url for url in visit.requests if not url.startswith(own)] == []
    assert visit.thrown == []


@contextmanager
def _previewing(browser: Browser, root: Path) -> Iterator[tuple[Server, Tabs]]:
    with serving(written(root, FILES)) as server:
        yield server, Tabs(browser, f"http://127.0.0.1:{server.port}/", "eigen.css")


@pytest.fixture
def author(browser: Browser, tmp_path: Path) -> Iterator[Author]:
    """Who changes files, with a preview and a browser of his own."""
    with _previewing(browser, tmp_path / "site") as (server, tabs):
        made = Author(server, tabs.new(viewport=DESKTOP))
        yield made
        made.visit.context.close()
        _did_no_harm(made.visit)


@pytest.fixture(scope="module")
def shown(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Server, Tabs]]:
    """The preview of a site that nobody changes."""
    with _previewing(browser, tmp_path_factory.mktemp("shown") / "site") as (server, tabs):
        yield server, tabs
        tabs.close()


@pytest.fixture
def reader(shown: tuple[Server, Tabs]) -> Iterator[Callable[..., Author]]:
    """Starts somebody who looks and changes nothing."""
    server, tabs = shown
    lent: list[Visit] = []

    def start(viewport: dict[str, int] = DESKTOP, **media: Any) -> Author:
        lent.append(tabs.get(viewport, media))
        return Author(server, lent[-1])

    yield start
    for visit in lent:
        _did_no_harm(visit)
        tabs.give_back(visit)


def violations(page: Page) -> list[str]:
    """What axe finds wrong in the panel."""
    return axe.violations(page, "katern-preview")


# --- the panel


def test_the_panel_lists_the_findings_of_the_page_and_counts_the_others(reader):
    page = reader().open("/a/")
    expect(page.locator(PANEL)).to_have_text("2 fouten")
    page.locator(PANEL).click()
    findings = page.locator("katern-preview section > .findings > li")
    expect(findings).to_have_count(2)
    expect(findings.first).to_contain_text("docs/a.md:5:26")
    expect(findings.first).to_contain_text("cite.missing")
    page = reader().open("/goed/")
    expect(page.locator(PANEL)).to_have_text("Elders 2 fouten")
    page.locator(PANEL).click()
    page.get_by_text("Elders op de site: 2 fouten").click()
    page.get_by_role("link", name="docs/a.md").click()
    expect(page).to_have_url(re.compile(r"/a/$"))


def test_the_panel_opens_and_closes_by_key_and_button_and_stays_as_it_was_left(reader):
    page = reader().open("/a/")
    content = page.locator("katern-preview section")
    expect(content).to_be_hidden()
    page.keyboard.press("Alt+K")
    expect(content).to_be_visible()
    expect(content).to_be_focused()
    page.keyboard.press("Escape")
    expect(content).to_be_hidden()
    expect(page.locator(PANEL)).to_be_focused()
    page.keyboard.press("Enter")
    expect(content).to_be_visible()
    page.reload()
    expect(content).to_be_visible()
    page.get_by_role("button", name="Sluiten").click()
    expect(content).to_be_hidden()
    page.reload()
    expect(content).to_be_hidden()


def test_escape_elsewhere_is_not_ours(reader):
    page = reader().open("/a/")
    page.locator(PANEL).click()
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("Escape")
    expect(page.locator("katern-preview section")).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", ["/a/", "/goed/", "/nergens/", "/_katern/booklets/"])
def test_the_panel_meets_wcag_open_and_closed(scheme, path, reader):
    page = reader(color_scheme=scheme).open(path)
    assert violations(page) == []
    page.keyboard.press("Alt+K")
    assert violations(page) == []


def test_the_panel_follows_the_scheme_of_the_page(reader):
    page = reader(color_scheme="light").open("/a/")
    host = page.locator("katern-preview")
    expect(host).to_have_attribute("data-scheme", "light")
    page.get_by_role("button", name="Donker", exact=True).click()
    expect(host).to_have_attribute("data-scheme", "dark")
    page.keyboard.press("Alt+K")
    assert violations(page) == []


@pytest.mark.parametrize("width", WIDTHS)
def test_the_panel_fits_its_window(width, reader):
    page = reader(viewport={"width": width, "height": 700}).open("/a/")
    page.keyboard.press("Alt+K")
    for part in (page.locator(PANEL), page.locator("katern-preview section")):
        box = part.bounding_box()
        assert box["x"] >= 0
        assert box["y"] >= 0
        assert box["x"] + box["width"] <= width
        assert box["y"] + box["height"] <= 700
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    assert min(page.locator(PANEL).bounding_box()[side] for side in ("width", "height")) >= 24


def test_the_panel_is_not_printed(reader):
    page = reader().open("/a/")
    page.emulate_media(media="print")
    expect(page.locator(PANEL)).to_be_hidden()


# --- what changes


def test_a_saved_page_comes_by_itself_and_the_reader_stays_where_he_was(author):
    page = author.open("/")
    page.locator("#deel-8").scroll_into_view_if_needed()
    page.evaluate("scrollBy(0, 200)")
    before = page.locator("#deel-8").bounding_box()["y"]
    longer = FILES["docs/index.md"].replace("## Deel 0", "## Deel 0\n\n" + "Een heel nieuw stuk. " * 200)
    author.save("docs/index.md", longer)
    expect(page.get_by_text("Een heel nieuw stuk.").first).to_be_attached(timeout=120_000)
    page.wait_for_load_state("load")
    for _ in range(100):
        if abs(page.locator("#deel-8").bounding_box()["y"] - before) < 3:
            break
        page.wait_for_timeout(100)
    assert page.locator("#deel-8").bounding_box()["y"] == pytest.approx(before, abs=3)


def test_a_page_that_did_not_change_is_not_loaded_again(author):
    page = author.open("/goed/")
    page.evaluate("window.hier = true")
    author.save("docs/a.md", "---\ntitle: Een\n---\n\nNu klopt het.\n")
    expect(page.locator(PANEL)).to_have_text("Geen bevindingen", timeout=120_000)
    assert page.evaluate("window.hier") is True


def test_a_style_comes_without_loading_the_page_again(author):
    page = author.open("/goed/")
    text = page.get_by_text("Hier klopt alles.")
    expect(text).to_have_css("color", "rgb(1, 2, 3)")
    page.evaluate("window.hier = true")
    author.save("docs/eigen.css", "p { color: rgb(4, 5, 6); }\n")
    expect(text).to_have_css("color", "rgb(4, 5, 6)", timeout=120_000)
    assert page.evaluate("window.hier") is True


def test_a_picture_of_the_page_comes_by_itself(author):
    page = author.open("/")
    expect(page.get_by_alt_text("Een plaat")).to_have_js_property("naturalWidth", 20)
    author.save("docs/plaat.svg", FILES["docs/plaat.svg"].replace('"20"', '"50"'))
    expect(page.get_by_alt_text("Een plaat")).to_have_js_property("naturalWidth", 50, timeout=120_000)


def test_a_broken_file_opens_the_panel_and_keeps_the_page(author):
    page = author.open("/goed/")
    author.save("docs/goed.md", "---\ntitle: [\n---\n\nWeg.\n")
    kept = page.get_by_text("U ziet de laatste goede versie van deze pagina.")
    expect(kept).to_be_visible(timeout=120_000)
    expect(page.get_by_text("Hier klopt alles.")).to_be_visible()
    expect(page.locator("katern-preview .findings li").first).to_contain_text("docs/goed.md:3:1")
    assert violations(page) == []
    page.keyboard.press("Alt+K")
    page.reload()
    expect(page.locator(PANEL)).to_be_visible()
    expect(kept).to_be_hidden()
    author.save("docs/goed.md", FILES["docs/goed.md"].replace("alles", "alles weer"))
    expect(page.get_by_text("Hier klopt alles weer.")).to_be_visible(timeout=120_000)
    expect(page.locator(PANEL)).to_have_text("Elders 2 fouten")


def test_settings_that_cannot_be_read_are_told_in_the_page(author):
    page = author.open("/goed/")
    author.save("mkdocs.yml", FILES["mkdocs.yml"] + "nav: [\n")
    expect(page.get_by_role("heading", name="De site is niet ververst")).to_be_visible(timeout=120_000)
    author.save("mkdocs.yml", FILES["mkdocs.yml"])
    expect(page.locator(PANEL)).to_have_text("Elders 2 fouten", timeout=120_000)


def test_a_page_that_is_made_later_comes_by_itself(author):
    page = author.open("/nieuw/")
    expect(page.get_by_role("heading", name="Deze pagina is er niet")).to_be_visible()
    author.save("docs/nieuw.md", "---\ntitle: Nieuw\n---\n\nDaar is hij.\n")
    expect(page.get_by_text("Daar is hij.")).to_be_visible(timeout=120_000)


def test_a_preview_that_stopped_says_so(author):
    page = author.open("/goed/")
    author.server.stop()
    expect(page.locator("katern-preview")).to_have_attribute("data-away", "", timeout=120_000)
    expect(page.locator("katern-preview [role=status]")).to_have_text(
        "De voorvertoning staat stil. Start katern serve opnieuw."
    )


def test_booklets_are_listed_and_shown(reader):
    page = reader().open("/goed/")
    page.keyboard.press("Alt+K")
    page.get_by_role("link", name="Boekjes bekijken").click()
    expect(page.get_by_role("heading", name="Taal")).to_be_visible()
    page.get_by_role("link", name="Boekje", exact=True).click()
    expect(page.locator("iframe")).to_have_attribute("src", re.compile(r"^/boekjes/taal-boekje\.pdf\?"))
