"""The preview over HTTP: the files of the site as a web server gives them, each page with its panel, and news of changes."""

from __future__ import annotations

import hashlib
import io
import json
import secrets
import sys
import traceback
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import quote

from werkzeug.exceptions import HTTPException
from werkzeug.utils import send_file
from werkzeug.wrappers import Request, Response

from katern.preview import panel
from katern.preview.filetypes import type_of
from katern.preview.hosts import Address
from katern.preview.pages import LISTING, OWN, Pages, Seen
from katern.preview.panel import Place
from katern.preview.screen import Screen, Shown
from katern.words.preview import PreviewWords

_ASSETS = Path(__file__).with_name("assets")
_FILES = tuple(f"{OWN}{path.name}" for path in sorted(_ASSETS.iterdir()))
_HTML = "text/html; charset=utf-8"
# seconds: of a first build that somebody waits for, and between signs of life
_PATIENCE = 600.0
_PULSE = 15.0
# where no file stands
_OUTSIDE = ".."
# what pages ask for anew at each visit, or only hold for other programs
_NO_PART = (".html", ".xml", ".gz")
_SEARCH = "search/"


def _is_part(path: str) -> bool:
    """Whether a page that stands open may show a file."""
    return not path.endswith(_NO_PART) and not path.startswith(_SEARCH)


class App:
    """Answers requests (WSGI). `base` is the path at which the site stands, with `/` at both its ends."""

    def __init__(self, screen: Screen, pages: Pages, base: str, address: Address, words: PreviewWords) -> None:
        self._screen = screen
        self._pages = pages
        self._base = base
        self._address = address
        self._words = words
        # tells pages that an earlier server gave from our own
        self._session = secrets.token_hex(4)

    def __call__(self, environ: Any, start: Any) -> Iterable[bytes]:
        """The server's call."""
        request = Request(environ)
        try:
            response: Any = self._answer(request)
        except HTTPException as problem:  # a range beyond the end of a file
            response = problem.get_response(environ)
        except Exception as problem:  # a mistake of ours in one page must not end the others
            traceback.print_exception(problem, file=sys.stderr)
            response = _sentence(self._words.trouble.own(problem=f"{type(problem).__name__}: {problem}"), 500)
        response.headers["X-Content-Type-Options"] = "nosniff"
        response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
        answer: Iterable[bytes] = response(environ, start)
        return answer

    def _answer(self, request: Request) -> Response:
        if request.method not in ("GET", "HEAD"):
            return _sentence(self._words.refused.method, 405, {"Allow": "GET, HEAD"})
        host = request.headers.get("Host", "")
        if not self._address.answers_to(host):
            address = f"http://{self._address.shown}{self._base}"
            return _sentence(self._words.refused.host(host=host[:100], address=address), 403)
        if request.path in ("/", self._base.rstrip("/")) and self._base != "/":
            return _to(self._base)
        inside = request.path.startswith(self._base)
        url = request.path.removeprefix(self._base) if inside else _OUTSIDE + request.path
        if url == f"{OWN}changes":
            return self._changes(request)
        if url in _FILES:
            return _file(request, _ASSETS / url.removeprefix(OWN))
        return self._of_site(request, url)

    def _of_site(self, request: Request, url: str) -> Response:
        """A file of the site, a booklet, or a page; who comes too early waits for the first build."""
        shown = self._screen.after(0, _PATIENCE) or Shown()
        path = self._pages.file(url)
        if path is not None and path.suffix != ".html":
            return _file(request, path)
        if path is None and url and not url.endswith("/"):
            if self._pages.file(f"{url}/") or f"{url}/" == LISTING:
                return _to(quote(f"{self._base}{url}/"), request.query_string.decode("ascii", "ignore"))
            booklet = self._pages.booklet(url, shown)
            if booklet is not None:
                return _bytes(request, url, booklet)
        return self._page(url, shown)

    def _page(self, url: str, shown: Shown) -> Response:
        seen = self._pages.at(page_url(url), shown)
        place = Place(page_url(url), self._base, seen.mark, f"{self._session}.{shown.number}")
        drawn = panel.panel(shown, place, self._words, seen.findings)
        whole = panel.with_panel(seen.html, drawn, place, self._words)
        return Response(whole, seen.status, {"Cache-Control": "no-store"}, content_type=_HTML)

    # --- news

    def _changes(self, request: Request) -> Response:
        """A stream of events for one page: its mark, its panel, and other files that changed."""
        asked = {name: request.args.get(name, "") for name in ("path", "mark", "since")}
        url = page_url(asked["path"].removeprefix(self._base))
        events = () if request.method == "HEAD" else self._events(url, asked["mark"], asked["since"])
        headers = {"Cache-Control": "no-store"}
        return Response(events, 200, headers, content_type="text/event-stream; charset=utf-8")

    def _events(self, url: str, mark: str, since: str) -> Iterator[bytes]:
        """Until the page must be fetched anew, the browser leaves or the preview ends."""
        session, _, number = since.partition(".")
        other = bool(session) and session != self._session
        last = int(number) if number.isdigit() and not other else self._screen.now.number
        sent = ""
        yield b"retry: 1000\n\n"
        with self._screen.viewing(url):
            shown: Shown | None = self._screen.now
            while shown is not None:
                seen = self._pages.at(url, shown)
                yield _event("page", {"mark": "" if other else seen.mark, "since": f"{self._session}.{shown.number}"})
                if other or (mark and seen.mark != mark):
                    return
                mark = seen.mark
                files = [path for path in shown.changed_since(last) if _is_part(path)]
                if files:
                    yield _event("files", files)
                drawn = self._panel(url, seen, shown)
                if drawn != sent:
                    yield _event("panel", drawn)
                sent, last = drawn, shown.number
                shown = self._screen.after(last, _PULSE)

    def _panel(self, url: str, seen: Seen, shown: Shown) -> str:
        return panel.panel(shown, Place(url, self._base), self._words, seen.findings)


def page_url(url: str) -> str:
    """The one URL of a page, of those that lead to it."""
    return url.removesuffix("index.html") if url == "index.html" or url.endswith("/index.html") else url


def _event(name: str, content: object) -> bytes:
    return f"event: {name}\ndata: {json.dumps(content)}\n\n".encode()


def _file(request: Request, path: Path) -> Response:
    return _typed(send_file(path, request.environ, mimetype=type_of(path.name), conditional=True), path.name)


def _bytes(request: Request, name: str, content: bytes) -> Response:
    mark = hashlib.sha256(content).hexdigest()[:16]
    found = send_file(io.BytesIO(content), request.environ, mimetype=type_of(name), conditional=True, etag=mark)
    return _typed(found, name)


def _typed(response: Response, name: str) -> Response:
    response.content_type = type_of(name)
    return response


def _sentence(text: str, status: int, headers: Mapping[str, str] | None = None) -> Response:
    return Response(f"{text}\n", status, headers, content_type="text/plain; charset=utf-8")


def _to(address: str, query: str = "") -> Response:
    return Response("", 302, {"Location": f"{address}?{query}" if query else address, "Cache-Control": "no-store"})
