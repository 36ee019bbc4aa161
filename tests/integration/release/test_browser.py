"""A reader with a browser in the tree of three versions, served by nginx: the root script at work."""

from __future__ import annotations

import contextlib
import functools
import shutil
import threading
from collections.abc import Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from .conftest import Repository
from .server import nginx

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def address(three_versions: tuple[Repository, Path], tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with nginx(three_versions[1], tmp_path_factory.mktemp("browser") / "conf") as found:
        yield found


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A new page; what it complains of fails the test, a missing page aside."""
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on(
        "console",
        lambda message: errors.append(message.text) if message.type == "error" and "404" not in message.text else None,
    )
    yield page
    context.close()
    assert errors == []


def notice(page: Page) -> str:
    found = page.locator(".version")
    expect(found).to_be_visible()
    return " ".join(found.inner_text().split())


def test_an_old_version_leads_to_the_same_page(page: Page, address: str) -> None:
    page.goto(f"{address}2025.1/dossiers/opvoeding/wat-werkt/#doen")
    assert notice(page) == (
        "Je leest versie 2025.1. De nieuwste versie is 2025.10. Lees deze pagina in versie 2025.10 Wat is er veranderd?"
    )
    assert (
        page.get_attribute('link[rel="canonical"]', "href")
        == "https://proef.example/2025.10/dossiers/opvoeding/wat-werkt/"
    )
    assert page.get_attribute('meta[name="robots"]', "content") == "noindex"
    page.click(".version a")
    page.wait_for_url(f"{address}2025.10/dossiers/opvoeding/wat-werkt/#doen")
    expect(page.locator(".version")).to_have_count(0)


def test_a_page_that_moved_twice_is_found(page: Page, address: str) -> None:
    page.goto(f"{address}2025.1/dossiers/opvoeding/meedoen/")
    assert "Deze pagina heet nu “In de wijk”." in notice(page)
    page.click(".version a")
    page.wait_for_url(f"{address}2025.10/dossiers/opvoeding/in-de-wijk/")


def test_a_page_that_moved_once_is_found_from_the_version_between(page: Page, address: str) -> None:
    page.goto(f"{address}2025.2/dossiers/opvoeding/buurt/")
    assert "Deze pagina heet nu “In de wijk”." in notice(page)


def test_a_page_that_was_withdrawn_says_so(page: Page, address: str) -> None:
    page.goto(f"{address}2025.1/vragen/hoe/")
    assert "Deze pagina is ingetrokken en wordt niet meer bijgewerkt. Opvoeding" in notice(page)


def test_a_page_that_is_gone_says_so(page: Page, address: str) -> None:
    page.goto(f"{address}2025.1/vragen/weg/")
    assert "Deze pagina staat niet meer in versie 2025.10." in notice(page)


def test_the_newest_version_shows_nothing(page: Page, address: str) -> None:
    with page.expect_response("**/pages.json"):
        page.goto(f"{address}2025.10/dossiers/opvoeding/")
    page.wait_for_load_state("networkidle")
    expect(page.locator(".version")).to_have_count(0)


@pytest.mark.parametrize("path", ["actueel/dossiers/opvoeding/?a=1#kernboodschappen", "?a=1#x"])
def test_an_alias_and_the_root_keep_question_and_fragment(page: Page, address: str, path: str) -> None:
    page.goto(address + path)
    page.wait_for_url(
        address + path.replace("actueel/", "2025.10/") if path.startswith("a") else f"{address}2025.10/{path}"
    )


@contextlib.contextmanager
def plain_server(tree: Path) -> Iterator[str]:
    """A server that sends files and knows nothing else."""

    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(tree))) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/"
        finally:
            server.shutdown()
            thread.join()


def test_the_pages_of_an_alias_do_so_on_any_server(
    page: Page, address: str, three_versions: tuple[Repository, Path]
) -> None:
    with plain_server(three_versions[1]) as plain:
        page.goto(f"{plain}actueel/dossiers/opvoeding/?a=1#kernboodschappen")
        page.wait_for_url(f"{plain}2025.10/dossiers/opvoeding/?a=1#kernboodschappen")
        page.wait_for_load_state("networkidle")
        page.goto("about:blank")


def test_one_file_decides_where_all_addresses_lead(
    page: Page, tree_of_three: Path, repository: Repository, tmp_path: Path
) -> None:
    """Storage that was cut off holds entry points of two states; those of before and of after lead the same way."""
    before, mixed = tmp_path / "before", tmp_path / "mixed"
    shutil.copytree(tree_of_three, before)
    repository.katern("release", "--alias", "actueel=2025.1", "--alias", "nieuw=2025.1", "--to", str(tree_of_three))
    shutil.copytree(tree_of_three, mixed)
    shutil.copytree(before / "actueel", mixed / "actueel", dirs_exist_ok=True)
    moved = "dossiers/opvoeding/in-de-wijk/"  # not in 2025.1
    for state, leads in (
        (
            before,
            {"": "2025.10/", "actueel/": "2025.10/", f"actueel/{moved}": f"2025.10/{moved}", "nieuw/": "404.html"},
        ),
        (
            tree_of_three,
            {"": "2025.1/", "actueel/": "2025.1/", "nieuw/dossiers/opvoeding/": "2025.1/dossiers/opvoeding/"},
        ),
    ):
        shutil.copyfile(state / "pages.json", mixed / "pages.json")
        with plain_server(mixed) as plain:
            for path, to in leads.items():
                page.goto(plain + path)
                page.wait_for_url(plain + to)
                page.wait_for_load_state("networkidle")
            page.goto("about:blank")


def test_an_address_that_moved_is_mended_by_the_error_page(page: Page, address: str) -> None:
    page.goto(f"{address}dossiers/opvoeding/wat-werkt/")
    page.wait_for_url(f"{address}2025.10/dossiers/opvoeding/wat-werkt/")


def test_the_error_page_searches_with_the_words_of_the_address(page: Page, address: str) -> None:
    page.goto(f"{address}2025.10/dossiers/samen-koken/")
    assert page.input_value("#niet-gevonden") == "samen koken"
    page.click(".not-found button")
    page.wait_for_url("**/?q=samen+koken")
    assert page.input_value("#search-words") == "samen koken"


def test_the_selector_of_material_keeps_the_page(page: Page, address: str) -> None:
    page.goto(f"{address}2025.10/dossiers/opvoeding/wat-werkt/")
    page.hover(".md-version")
    assert page.locator(".md-version__link").all_inner_texts() == ["2025.10", "2025.2", "2025.1"]
    page.click(".md-version__link >> text=2025.1 >> nth=-1")
    page.wait_for_url("**/dossiers/opvoeding/wat-werkt/")


def test_a_withdrawn_version_says_why(page: Page, tree_of_three: Path, repository: Repository, tmp_path: Path) -> None:
    repository.katern("release", "2025.2", "--withdraw", "--why", "een fout nummer", "--to", str(tree_of_three))
    with nginx(tree_of_three, tmp_path / "conf") as address:
        page.goto(f"{address}2025.2/")
        assert "Versie 2025.2 is ingetrokken: een fout nummer" in notice(page)


def test_a_version_that_readers_were_led_back_from_says_which_one_applies(
    page: Page, tree_of_three: Path, repository: Repository, tmp_path: Path
) -> None:
    repository.katern("release", "--alias", "actueel=2025.1", "--to", str(tree_of_three))
    with nginx(tree_of_three, tmp_path / "conf") as there:
        page.goto(there)
        page.wait_for_url(f"{there}2025.1/")
        expect(page.locator(".version")).to_have_count(0)
        page.goto(f"{there}2025.10/dossiers/opvoeding/wat-werkt/")
        assert notice(page) == ("Je leest versie 2025.10. Nu geldt versie 2025.1. Lees deze pagina in versie 2025.1")
        assert page.get_attribute('meta[name="robots"]', "content") == "noindex"
        page.goto(f"{there}2025.10/dossiers/opvoeding/in-de-wijk/")
        assert notice(page).startswith(
            "Je leest versie 2025.10. Nu geldt versie 2025.1. Deze pagina staat nog niet in de vastgestelde versie."
        )


@pytest.mark.parametrize("scheme", ["default", "slate"])
def test_the_notice_can_be_read_by_everybody(page: Page, address: str, scheme: str) -> None:
    page.goto(f"{address}2025.1/dossiers/opvoeding/meedoen/")
    notice(page)
    page.evaluate("scheme => document.body.setAttribute('data-md-color-scheme', scheme)", scheme)
    page.wait_for_load_state("networkidle")
    results = Axe().run(page, context=".version")
    assert results.response["violations"] == []


def test_nothing_is_asked_of_another_server(page: Page, address: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{address}2025.1/dossiers/opvoeding/meedoen/")
    notice(page)
    page.wait_for_load_state("networkidle")
    assert [url for url in asked if not url.startswith(address)] == []
