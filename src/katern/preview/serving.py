"""Running a preview: one process that serves, watches and makes, until somebody stops it."""

from __future__ import annotations

import signal
import socket
import threading
import webbrowser
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

from werkzeug.serving import BaseWSGIServer, WSGIRequestHandler, make_server

from katern.preview.booklets import Booklets
from katern.preview.folder import room
from katern.preview.hosts import Address, BadAddress, listening
from katern.preview.pages import Pages
from katern.preview.renewing import Load, Renewing
from katern.preview.screen import Screen
from katern.preview.web import App
from katern.saying import said
from katern.site.settings import SiteSettings
from katern.words.preview import preview_words


def serve(load: Load, site: SiteSettings, written: str, tell: Callable[[str], None], open_browser: bool = False) -> None:  # fmt: skip
    """Show a site at an address, as written by a person, until the process is told to stop.

    `load` reads the settings of the site anew. Raises BadAddress for an address that cannot be served at.
    """
    words = preview_words(site.language)
    with _bound(written) as (door, address), room(site) as folder:
        base = base_of(site.url)
        where = f"http://{address.shown}{base}"
        screen = Screen()
        app = App(screen, Pages(folder, base, words, Booklets()), base, address, words)
        renewing = Renewing(load, site, folder, screen, words, tell)
        tell(words.terminal.begin(address=where))
        if open_browser:
            webbrowser.open(where)
        _run(app, door, address, screen, renewing)


def base_of(url: str) -> str:
    """The path at which a site stands on its server."""
    path = urlsplit(url).path.strip("/")
    return f"/{path}/" if path else "/"


@contextmanager
def _bound(written: str) -> Iterator[tuple[socket.socket, Address]]:
    """A socket at an address, and the address with its true port."""
    asked = Address.read(written)
    if asked is None:
        raise BadAddress(said("preview", "bad-address", address=written))
    try:
        door = listening(asked)
    except OSError as problem:
        reason = problem.strerror or str(problem)
        raise BadAddress(said("preview", "taken", address=written, reason=reason)) from problem
    with door:
        yield door, Address(asked.host, door.getsockname()[1])


def _run(app: App, door: socket.socket, address: Address, screen: Screen, renewing: Renewing) -> None:
    server = make_server(address.host, address.port, app, threaded=True, request_handler=_Quiet, fd=door.fileno())
    threads = [threading.Thread(target=work, daemon=True) for work in (server.serve_forever, renewing.run)]
    with _until_stopped() as stopped:
        for thread in threads:
            thread.start()
        stopped()
    screen.close()
    renewing.stop()
    server.shutdown()
    server.server_close()
    for thread in threads:
        thread.join(timeout=10)


@contextmanager
def _until_stopped() -> Iterator[Callable[[], None]]:
    """Gives what waits for Ctrl-C, or for a system that ends the process."""
    stop = threading.Event()

    def end(number: int, frame: Any) -> None:
        stop.set()

    before = {number: signal.signal(number, end) for number in (signal.SIGINT, signal.SIGTERM)}

    def wait() -> None:
        while not stop.wait(1.0):  # a wait without end hears no signal on every system
            pass

    try:
        yield wait
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


class _Quiet(WSGIRequestHandler):
    """Says nothing of requests; a browser that leaves is no mistake."""

    server: BaseWSGIServer

    def log(self, type: str, message: str, *args: Any) -> None:
        """The server's call."""
