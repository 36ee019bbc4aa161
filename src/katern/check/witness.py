"""An independent witness of our link check: linkchecker crawls the built site over HTTP, with anchors.

Of profiles of areas, which are thousands and alike, it sees a sample that the site's commit draws: another one for each
commit, the same for the same; so it does of the anchors of a page, since it reads the page anew for each of them. It asks for each page once. A page of a built site repeats its menu, so the server leaves out a link that another page
has already offered: linkchecker takes a second for every few hundred links, and sees every address all the same.
"""

from __future__ import annotations

import hashlib
import http.server
import re
import threading
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit
from xml.etree import ElementTree

from katern.check.built import AREA, BuiltPage, BuiltSite
from katern.check.linkchecker import run_linkchecker
from katern.check.site import absolute, broken_references
from katern.finding import Finding, Position, said

_KINDS = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css",
    ".js": "text/javascript",
    ".json": "application/json",
    ".svg": "image/svg+xml",
    ".xml": "application/xml",
}
# profiles of areas that the witness sees
SAMPLE = 40
# anchors of a page that it looks for
ANCHORS = 12
_LINK = re.compile(r"<a\b[^>]*?\shref=\"(?P<href>[^\"]*)\"", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Testimony:
    """What the witness says: addresses on the site, with anchor where it is that that lacks, and how many it looked at."""

    broken: frozenset[str]
    looked_at: int


def disagreements(folder: Path, name: str, commit: str = "") -> Iterator[Finding]:
    """site.link: an address that only one of the two, the witness and our own check, calls broken."""
    site = sampled(BuiltSite.read(folder), commit)
    ours = own_testimony(site)
    theirs = crawl(site, passed_over(site, commit, ours)).broken
    for address in sorted(ours ^ theirs):
        who = "linkchecker" if address in theirs else "katern check --site"
        what = said("site.link", "only-one-says-so", who=who, address=address or "/")
        yield Finding.error(Position(f"{name}/index.html"), what)


def sampled(site: BuiltSite, commit: str) -> BuiltSite:
    """The site without profiles of areas, but for a sample of them drawn by the commit."""
    areas = [page for page in site.pages.values() if AREA.search(page.text)]
    kept = sorted(areas, key=lambda page: hashlib.sha256(f"{commit} {page.path}".encode()).digest())[:SAMPLE]
    left_out = {page.path for page in areas} - {page.path for page in kept}
    pages: dict[str, BuiltPage] = {path: page for path, page in site.pages.items() if path not in left_out}
    return BuiltSite(site.folder, pages, site.files)


def passed_over(site: BuiltSite, commit: str, broken: Iterable[str]) -> frozenset[str]:
    """The addresses within pages that the witness is not shown: beyond a sample of each page's, and never one of the broken."""
    within: dict[str, set[str]] = {}
    for page in site.pages.values():
        for match in _LINK.finditer(page.text):
            whole = absolute(page.address, match["href"])
            if "#" in whole and not urlsplit(match["href"]).scheme:
                within.setdefault(whole.partition("#")[0], set()).add(whole)
    found = set[str]()
    for addresses in within.values():
        drawn = sorted(addresses, key=lambda one: hashlib.sha256(f"{commit} {one}".encode()).digest())
        found.update(drawn[ANCHORS:])
    return frozenset(found - set(broken))


def own_testimony(site: BuiltSite) -> frozenset[str]:
    """The broken addresses that our own check finds, in the same form."""
    found = set()
    for page, _, address, what in broken_references(site):
        if page.path != "404.html":
            whole = absolute(page.address, address)
            found.add(whole if what == "anchor" else whole.partition("#")[0])
    return frozenset(found)


def crawl(site: BuiltSite, hidden: Collection[str] = ()) -> Testimony:
    """Serve the site on loopback but for links to some addresses, let linkchecker go through it from the front page, and hear what it says."""
    server = _serve(site, hidden)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    base = f"http://127.0.0.1:{server.server_address[1]}"
    try:
        return _hear(run_linkchecker("witness.ini", start=f"{base}/"), base)
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def _hear(elements: Iterable[ElementTree.Element], base: str) -> Testimony:
    broken, count = set(), 0
    for element in elements:
        url = element.findtext("realurl") or ""
        if not url.startswith(base):
            continue
        count += 1
        written = element.findtext("url") or ""
        valid = element.find("valid")
        anchor = any((warning.text or "").startswith("Anchor `") for warning in element.iter("warning"))
        if valid is None or not (valid.get("result") or "").startswith("200"):
            broken.add(unquote(urlsplit(url).path).lstrip("/"))
        elif anchor:
            fragment = urlsplit(url).fragment or urlsplit(written).fragment
            broken.add(f"{unquote(urlsplit(url).path).lstrip('/')}#{unquote(fragment)}")
    return Testimony(frozenset(broken), count)


def _serve(site: BuiltSite, hidden: Collection[str]) -> http.server.ThreadingHTTPServer:
    pages = dict(_thinned(site, hidden))

    class Handler(http.server.BaseHTTPRequestHandler):
        def log_message(self, format: str, *arguments: object) -> None:
            """Say nothing."""

        def do_GET(self) -> None:
            path = unquote(urlsplit(self.path).path).lstrip("/")
            name = f"{path}index.html" if not path or path.endswith("/") else path
            body = pages.get(name)
            if body is None and name in site.files:
                body = (site.folder / name).read_bytes()
            self.send_response(404 if body is None else 200)
            # linkchecker asks at full speed where a server says that it expects it
            self.send_header("LinkChecker", "yes")
            self.send_header("Content-Type", _KINDS.get(Path(name).suffix, "application/octet-stream"))
            self.send_header("Content-Length", str(len(body or b"")))
            self.end_headers()
            self.wfile.write(body or b"")

    return http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)


def _is_left_out(site: BuiltSite, address: str) -> bool:
    """Whether an address is that of a page that the witness does not see."""
    path = address.partition("#")[0]
    name = f"{path}index.html" if not path or path.endswith("/") else path
    return name.endswith(".html") and name in site.files and name not in site.pages


def _thinned(site: BuiltSite, hidden: Collection[str]) -> Iterator[tuple[str, bytes]]:
    """Each page as it is, with the links left out that a page before it has, and those that are hidden."""
    offered: set[str] = set()
    for page in [site.pages["index.html"], *site.pages.values()]:

        def once(match: re.Match[str], here: str = page.address) -> str:
            whole = absolute(here, match["href"])
            if whole in offered or whole in hidden or urlsplit(match["href"]).scheme or _is_left_out(site, whole):
                return match.group().replace("href=", "data-href=")
            offered.add(whole)
            return match.group()

        if page.path == "index.html" and "index.html" in offered:
            continue
        offered.add(page.path if page.path == "index.html" else "")
        yield page.path, _LINK.sub(once, page.text).encode()
