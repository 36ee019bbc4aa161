"""Rules on the built site: HTML, links, what a page fetches and weighs, and whether search holds every page."""

from __future__ import annotations

import gzip
import json
import posixpath
import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

from katern.check.built import AREA, BuiltPage, BuiltSite, style_addresses
from katern.errors import KaternError
from katern.finding import Finding, Position, Said, first_of, said
from katern.reading.inline import blank
from katern.reading.text import BLANK

# bytes that a first visit may cost, compressed, without pictures
HEAVIEST_PAGE = 250_000
_LEFT_OVER = re.compile(
    r"\{\{.{0,60}?\}\}|\{%.{0,60}?%\}|\[[^\[\]<>]{0,40}@[a-zà-ÿ]+\d{4}[^\[\]<>]{0,40}\]|&lt;(?:built-in|bound) method|\x00|\x01|object at 0x[0-9a-f]+"
)
_CODE = re.compile(r"<(script|style|pre|code|textarea)\b.*?</\1\s*>|<!--.*?-->", re.DOTALL | re.IGNORECASE)
_ERROR_PAGE = "404.html"


class NoBuiltSite(KaternError):
    """The folder holds no built site."""


def built_site(folder: Path, name: str) -> Iterator[Finding]:
    """Everything that is wrong with the site in a folder, which findings call by this name."""
    if not (folder / "index.html").is_file():
        raise NoBuiltSite(said("checking", "no-site", folder=name))
    site = BuiltSite.read(folder)
    for rule in (html, links, external_requests, sizes, search_count):
        yield from _gathered(rule(site, name))


def _gathered(findings: Iterator[Finding]) -> Iterator[Finding]:
    """What a template does wrong on every page, once: at the first page, with the number of others."""
    places: dict[Said, dict[str, Finding]] = {}
    for finding in findings:
        places.setdefault(finding.said, {}).setdefault(finding.path, finding)
    for found in places.values():
        first, *others = found.values()
        if len(others) > 1:
            yield replace(first, said=said("every", "also-on-others", what=first.said, count=len(others)))
        elif others:
            yield replace(first, said=said("every", "also-in", what=first.said, page=others[0].path))
        else:
            yield first


def html(site: BuiltSite, name: str) -> Iterator[Finding]:
    """site.html: HTML that a browser has to guess at, and marks of the engine that no reader should see."""
    for page in site.pages.values():
        for flaw in page.flaws:
            yield _at(name, page, flaw.start, flaw.said)
        if not page.language and not page.redirect:
            yield _at(name, page, 0, said("site.html", "no-language"))
        if not page.title:
            yield _at(name, page, 0, said("site.html", "no-title"))
        if page.headings != 1 and not page.redirect and not page.mail and page.path != _ERROR_PAGE:
            yield _at(name, page, 0, said("site.html", "main-headings", count=page.headings))
        plain = _CODE.sub(lambda match: blank(match.group()).replace(BLANK, " "), page.text)
        code = "".join(match.group() for match in _CODE.finditer(page.text))
        marks = _LEFT_OVER.finditer(plain)
        left = next((mark for mark in marks if mark.group() not in code or not _in_menu(plain, mark.start())), None)
        if left:
            yield _at(name, page, left.start(), said("site.html", "left-over", text=repr(left.group()[:60])))


def _in_menu(text: str, start: int) -> bool:
    """Whether something stands in a menu or list of contents, which repeat headings without the marks of their code."""
    return text.rfind("<nav", 0, start) > text.rfind("</nav>", 0, start)


def absolute(page: str, address: str) -> str:
    """An address in the page at `page`, as it is from the root of the site."""
    joined = urlsplit(urljoin(f"http://site/{page}", address))
    return unquote(joined.path).lstrip("/") + (f"#{unquote(joined.fragment)}" if joined.fragment else "")


def broken_references(site: BuiltSite) -> Iterator[tuple[BuiltPage, int, str, str]]:
    """Each link within the site that leads nowhere: page, offset, address, and what is missing: `page` or `anchor`."""
    for page in site.pages.values():
        for reference in page.references:
            # the error page is shown at any depth, so its links start at the root of the domain
            if page.path == _ERROR_PAGE and reference.address.startswith("/"):
                continue
            target = site.target(page, reference.address)
            if target is None:
                continue
            file, anchor = target
            if not file:
                yield page, reference.start, reference.address, "page"
            elif anchor and file in site.pages and anchor not in site.pages[file].ids and anchor != "top":
                yield page, reference.start, reference.address, "anchor"


def links(site: BuiltSite, name: str) -> Iterator[Finding]:
    """site.link: a link, picture or download that leads nowhere within the site."""
    for page, start, written, what in broken_references(site):
        address = f"/{absolute(page.address, written)}"
        broken = (
            said("site.link", "no-anchor", address=address)
            if what == "anchor"
            else said("site.link", "no-page", address=address)
        )
        yield _at(name, page, start, broken)


def external_requests(site: BuiltSite, name: str) -> Iterator[Finding]:
    """site.external-request: something that a page fetches from elsewhere, so that others see who reads what."""
    for page in site.pages.values():
        for reference in page.references:
            if reference.fetched and _elsewhere(reference.address):
                what = said("site.external-request", "page", address=reference.address)
                advice = said("site.external-request", "own-fonts") if "//fonts.g" in reference.address else None
                yield _at(name, page, reference.start, what, advice)
    for file in sorted(site.files):
        if file.endswith(".css"):
            text = (site.folder / file).read_text(encoding="utf-8", errors="replace")
            for address, start in style_addresses(text):
                if _elsewhere(address):
                    line, column = text.count("\n", 0, start) + 1, start - text.rfind("\n", 0, start)
                    what = said("site.external-request", "style", address=address)
                    yield Finding.error(Position(f"{name}/{file}", line, column), what)


def sizes(site: BuiltSite, name: str) -> Iterator[Finding]:
    """site.size: a page that is heavy on a first visit: itself, its styles and scripts, compressed."""

    @cache
    def weight(file: str) -> int:
        return compressed((site.folder / file).read_bytes())

    for page in site.pages.values():
        files = set()
        for reference in page.references:
            target = site.target(page, reference.address) if reference.fetched else None
            if target and target[0].endswith((".css", ".js")):
                files.add(target[0])
        total = compressed(page.text.encode()) + sum(weight(file) for file in sorted(files))
        if total > HEAVIEST_PAGE:
            heavy = said("site.size", "heavy", weight=total // 1000, enough=HEAVIEST_PAGE // 1000)
            yield Finding.warning(Position(posixpath.join(name, page.path)), heavy)


def compressed(content: bytes) -> int:
    """How many bytes go over the wire."""
    return len(gzip.compress(content, 6, mtime=0))


def search_count(site: BuiltSite, name: str) -> Iterator[Finding]:
    """site.search-count: pages that the search index lacks, or that it holds and the site does not."""
    path = "search/search_index.json"
    if path not in site.files:
        return
    text = (site.folder / path).read_text(encoding="utf-8")
    at = Position(f"{name}/{path}")
    try:
        found = {
            unquote(entry["location"].partition("#")[0]).removesuffix("index.html")
            for entry in json.loads(text)["docs"]
        }
    except (ValueError, KeyError, TypeError, AttributeError):
        yield Finding.error(at, said("site.search-count", "unreadable"))
        return
    pages = {
        page.address
        for page in site.pages.values()
        if page.path != _ERROR_PAGE and not (page.redirect or page.mail) and "/assets/" not in f"/{page.path}"
    }
    if unseen := pages - found - found_by_area(site):
        what = said("site.search-count", "not-in-the-index", count=len(unseen), pages=_named(unseen))
        yield Finding.error(at, what)
    if unknown := found - pages:
        what = said("site.search-count", "not-on-the-site", count=len(unknown), pages=_named(unknown))
        yield Finding.error(at, what)


def found_by_area(site: BuiltSite) -> set[str]:
    """The addresses of profiles of areas that the finder of their monitor holds: readers find them there by name or code."""
    codes: dict[str, frozenset[str]] = {}
    found = set()
    for page in site.pages.values():
        marked = AREA.search(page.text)
        if marked is None:
            continue
        folder = absolute(page.address, marked["finder"])
        if folder not in codes:
            codes[folder] = frozenset(_codes(site, folder))
        if marked["area"] in codes[folder]:
            found.add(page.address)
    return found


def _codes(site: BuiltSite, folder: str) -> Iterator[str]:
    for name in sorted(site.files):
        if name.startswith(folder) and name.endswith(".json"):
            for row in json.loads((site.folder / name).read_text(encoding="utf-8")):
                yield "-".join((row[1], *row[3:]))


def _named(addresses: set[str]) -> tuple[str | Said, ...]:
    return first_of([address or said("site.search-count", "front-page") for address in sorted(addresses)], 3)


def _elsewhere(address: str) -> bool:
    try:
        parts = urlsplit(address.strip())
    except ValueError:
        return False
    return bool(parts.netloc) and parts.scheme in ("", "http", "https", "ws", "wss")


def _at(name: str, page: BuiltPage, start: int, what: Said, advice: Said | None = None) -> Finding:
    line, column = page.place(start)
    return Finding.error(Position(posixpath.join(name, page.path), line, column), what, advice)
