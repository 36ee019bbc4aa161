"""A booklet of one's own, made in the browser by Typst's WebAssembly: what is chosen is in it, and nothing of the trainer."""

from __future__ import annotations

import functools
import os
import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Locator, Page, expect

from ...matterhorn import faults
from .conftest import Reader, katern

pytestmark = pytest.mark.browser
WCAG = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}}

CHECKOUT = Path(__file__).parents[3]
LOGO = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 10"><rect width="20" height="10" fill="#c00"/></svg>'
PLACE = 'Wijkteam #1 [x] "Noord" \\ $a$'


@dataclass
class Made:
    """A booklet that the browser made, and its name."""

    name: str
    pdf: Reader


class _Quiet(SimpleHTTPRequestHandler):
    """Serves a site and says nothing."""

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def served(copied: Callable[[str], Path]) -> Iterator[str]:
    """A site whose readers may put booklets together."""
    root = copied("booklets")
    config = root / "mkdocs.yml"
    config.write_text(
        config.read_text(encoding="utf-8").replace("  - katern:\n", "  - katern:\n      own_booklets: true\n"),
        encoding="utf-8",
    )
    kept = CHECKOUT / ".cache/katern/assets"
    if not kept.is_dir() and shutil.which("npm") is None:
        reason = "npm is not there: apt-get install npm"
        pytest.fail(reason) if os.environ.get("CI") == "true" else pytest.skip(reason)
    if kept.is_dir():  # what is there need not be fetched once more: its hash is compared
        shutil.copytree(kept, root / ".cache/katern/assets")
    for command in (["assets"], ["build"]):
        done = katern(*command, cwd=root)
        assert done.returncode == 0, done.stdout + done.stderr
    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Quiet, directory=str(root / "site")))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


@pytest.fixture
def toolkit(browser: Browser, served: str) -> Callable[..., Any]:
    """Opens the page of the toolkit; afterwards, nothing was asked of others and nothing was complained of."""

    @contextmanager
    def opened(width: int = 1200, **options: Any) -> Iterator[Page]:
        complaints: list[str] = []
        context = browser.new_context(viewport={"width": width, "height": 800}, locale="nl-NL", **options)
        context.on("console", lambda said: complaints.append(said.text) if said.type in ("error", "warning") else None)
        context.on("request", lambda request: complaints.append(request.url) if not _own(request.url) else None)
        page = context.new_page()
        page.goto(f"{served}toolkits/oefenen/")
        yield page
        context.close()
        assert complaints == []

    def _own(url: str) -> bool:
        return url.startswith((served, "blob:", "data:"))

    return opened


def form_of(page: Page, edition: str) -> Locator:
    one = page.locator(".own__one").filter(has_text=edition)
    one.locator("summary").click()
    return one.locator(".own__form")


def make(page: Page, form: Locator) -> Made:
    form.get_by_role("button", name="Maak het boekje").click()
    link = form.locator(".own__said a")
    expect(link).to_be_focused(timeout=120_000)
    with page.expect_download() as download:
        link.click()
    return Made(download.value.suggested_filename, Reader(Path(download.value.path())))


def test_a_booklet_of_chosen_chapters_with_date_place_and_logo(toolkit):
    with toolkit() as page:
        form = form_of(page, "Voor deelnemers")
        assert [one.strip() for one in form.locator(".own__chapter").all_inner_texts()] == [
            "In het kort",
            "Werkvorm",
            "Werkblad",
        ]
        form.get_by_label("Werkblad").uncheck()
        form.get_by_label("Datum").fill("2026-12-01")
        form.get_by_label("Plaats of groep").fill(PLACE)
        form.get_by_label("Logo").set_input_files({"name": "logo.svg", "mimeType": "image/svg+xml", "buffer": LOGO})
        found = Axe().run(page, context={"include": [[".own"]]}, options=WCAG).response["violations"]
        assert [node["html"] for one in found for node in one["nodes"]] == []
        made = make(page, form)
        wrong = faults(made.pdf.path)
    assert made.name == "oefenen-deelnemer-eigen.pdf"
    assert f"{PLACE}, 1 december 2026" in made.pdf.text
    for there in (
        "Luister twee minuten.",
        "Dit zien alleen deelnemers staan.",
        "Begin met de werkvorm (p.",
        "Een lezer koos deze onderdelen",
        "proef.example/nu/toolkits/oefenen",
    ):
        assert there in made.pdf.text, there
    for gone in ("Wat hoorde je?", "paarse olifanten", "ananassap", "begeleider"):
        assert gone not in made.pdf.text, gone
    # what sets it in a browser cannot be asked for more, which stands beside the form
    assert wrong == ["07-001: the title is not shown", "06-002: does not say PDF/UA-1"]
    assert str(made.pdf.pdf.Root.Lang) == "nl-NL"
    assert {"H1", "H2", "P", "L", "TOC"} <= set(made.pdf.tags)
    described = [str(element.Alt) for element in made.pdf.elements() if "/Alt" in element]
    assert "Logo van wie dit boekje samenstelde" in described


def test_a_trainer_chooses_cards_and_gets_the_sources_of_what_is_chosen(toolkit):
    with toolkit(width=360) as page:
        form = form_of(page, "Voor de trainer")
        form.get_by_role("button", name="Niets").click()
        form.get_by_role("button", name="Maak het boekje").click()
        expect(form.get_by_role("status")).to_have_text("Kies ten minste één onderdeel.")
        form.get_by_label("Kaarten").check()
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
        made = make(page, form)
    assert "Vraag 10: wat zou jij doen?" in made.pdf.text
    # the source of the cards, and not that of the exercise
    assert "Een boek over proeven" in made.pdf.text
    assert "bron.example" not in made.pdf.text
    assert "paarse olifanten" not in made.pdf.text


def test_without_scripts_the_ready_files_stand_there_alone(toolkit):
    with toolkit(java_script_enabled=False) as page:
        expect(page.get_by_role("link", name="Voor deelnemers").first).to_be_visible()
        expect(page.locator(".own")).to_be_hidden()


def test_nothing_of_it_is_fetched_before_somebody_asks(toolkit):
    asked: list[str] = []
    with toolkit() as page:
        page.on("request", lambda request: asked.append(request.url.rpartition("/")[2]))
        page.reload()
        form_of(page, "Voor deelnemers").get_by_label("Werkblad").wait_for()
    assert "own.js" in asked
    assert "oefenen-deelnemer-eigen.json" in asked
    assert not [name for name in asked if name.startswith("typst-") or name in ("tools.json", "worker.js")]


def test_a_picture_that_is_none_is_told(toolkit):
    with toolkit() as page:
        form = form_of(page, "Voor deelnemers")
        form.get_by_label("Logo").set_input_files(
            {"name": "logo.png", "mimeType": "image/png", "buffer": b"geen plaatje"}
        )
        form.get_by_role("button", name="Maak het boekje").click()
        expect(form.get_by_role("status")).to_contain_text("Probeer het zonder logo", timeout=120_000)
        expect(form.get_by_role("button", name="Maak het boekje")).to_be_enabled()
