"""The real site in a real browser: served on this machine, looked at with Debian's Chromium."""

from __future__ import annotations

import functools
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

DESKTOP = {"width": 1440, "height": 900}
PHONE = {"width": 360, "height": 740}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


class _Quiet(SimpleHTTPRequestHandler):
    """Serves the site as a web server does: unknown addresses get its 404 page."""

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """The site's own page for what is not there."""
        body = Path(self.directory, "404.html").read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


@dataclass
class Visit:
    """A browser's visit to the site: what it asked for and what it complained about."""

    address: str
    context: BrowserContext
    page: Page
    requests: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def open(self, path: str = "") -> Page:
        """Open a page of the site and wait until it stands still."""
        self.page.goto(self.address + path, wait_until="load")
        return self.page

    def outside(self) -> list[str]:
        """Requests that left the site."""
        return [url for url in self.requests if not url.startswith((self.address, "data:", "blob:", "file:"))]


@contextmanager
def _serving(folder: Path) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Quiet, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture(scope="session")
def serving() -> Callable[[Path], AbstractContextManager[str]]:
    """Serves a built site as long as a test asks."""
    return _serving


@pytest.fixture(scope="session")
def address(kis: Any) -> Iterator[str]:
    """Where the built site is served."""
    with _serving(kis.site) as served:
        yield served


@contextmanager
def _visiting(browser: Browser, address: str) -> Iterator[Callable[..., Visit]]:
    visits: list[Visit] = []

    def start(viewport: dict[str, int] = DESKTOP, **options: Any) -> Visit:
        context = browser.new_context(viewport=viewport, locale="nl-NL", **options)  # type: ignore[arg-type]
        made = Visit(address, context, context.new_page())
        context.on("request", lambda request: made.requests.append(request.url))
        context.on("console", lambda message: made.errors.append(message.text) if message.type == "error" else None)
        context.on("weberror", lambda error: made.errors.append(str(error.error)))
        visits.append(made)
        return made

    yield start
    for made in visits:
        made.context.close()
    assert [url for made in visits for url in made.outside()] == []
    assert [error for made in visits for error in made.errors] == []


@pytest.fixture
def visit(browser: Browser, address: str) -> Iterator[Callable[..., Visit]]:
    """Starts a visit; when the test ends, none may have left the site or met an error."""
    with _visiting(browser, address) as start:
        yield start


@pytest.fixture(scope="module")
def opened(request: pytest.FixtureRequest, browser: Browser, address: str) -> Iterator[Page]:
    """The page of this address as tests one after another look at it: on a wide window in light, before anybody touches it."""
    with _visiting(browser, address) as start:
        yield start(color_scheme="light").open(request.param)
