"""The real site in a real browser: served on this machine, looked at with Debian's Chromium."""

from __future__ import annotations

import functools
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page
from tests.browser.tabs import DESKTOP, MEDIA, Tabs, Visit


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


class _Quiet(SimpleHTTPRequestHandler):
    """Serves the site as a web server does: unknown addresses get its 404 page."""

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""

    def do_GET(self) -> None:
        """A file; and no icon where the browser looks for one by itself, which it does beside a file that is no page."""
        if self.path == "/favicon.ico":
            self.send_response(204)
            self.end_headers()
        else:
            super().do_GET()

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """The site's own page for what is not there."""
        body = Path(self.directory, "404.html").read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


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


@pytest.fixture(scope="session")
def tabs(browser: Browser, address: str) -> Iterator[Tabs]:
    """The tabs in which the site is visited."""
    made = Tabs(browser, address, "assets/katern/monitor.js")
    yield made
    made.close()


@contextmanager
def _visiting(tabs: Tabs) -> Iterator[Callable[..., Visit]]:
    alone: list[Visit] = []
    lent: list[Visit] = []

    def start(viewport: dict[str, int] = DESKTOP, *, new: bool = False, **options: Any) -> Visit:
        if new or not options.keys() <= MEDIA.keys():
            alone.append(tabs.new(viewport=viewport, **options))
            return alone[-1]
        lent.append(tabs.get(viewport, options))
        return lent[-1]

    yield start
    for made in alone:
        made.context.close()
    outside = [url for made in alone + lent for url in made.outside()]
    errors = [error for made in alone + lent for error in made.errors + made.thrown]
    for made in lent:
        tabs.give_back(made)
    assert outside == []
    assert errors == []


@pytest.fixture
def visit(tabs: Tabs) -> Iterator[Callable[..., Visit]]:
    """Starts a visit; when the test ends, none may have left the site or met an error.

    A test that sets more than the size of the window and its colours, or that listens to the browser, asks for a `new` tab.
    """
    with _visiting(tabs) as start:
        yield start


@pytest.fixture(scope="module")
def opened(request: pytest.FixtureRequest, tabs: Tabs) -> Iterator[Page]:
    """The page of this address as tests one after another look at it: on a wide window in light, before anybody touches it."""
    with _visiting(tabs) as start:
        yield start(color_scheme="light").open(request.param)
