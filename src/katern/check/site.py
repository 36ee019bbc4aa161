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

from katern.check.built import BuiltPage, BuiltSite, style_addresses
from katern.errors import KaternError
from katern.finding import Finding, Position
from katern.reading.inline import blank
from katern.reading.text import BLANK

# bytes that a first visit may cost, compressed, without pictures
HEAVIEST_PAGE = 250_000
_LEFT_OVER = re.compile(
    r"\{\{.{0,60}?\}\}|\{%.{0,60}?%\}|\[[^\[\]<>]{0,40}@[a-zà-ÿ]+\d{4}[^\[\]<>]{0,40}\]|&lt;(?:built-in|bound) method|\x00|\x01|object at 0x[0-9a-f]+"
)
_CODE = re.compile(r"<(script|style|pre|code|textarea)\b.*?</\1\s*>|<!--.*?-->", re.DOTALL | re.IGNORECASE)
_ERROR_PAGE = "404.html"
_FONTS_HINT = "zet font: false onder theme: in mkdocs.yml, en noem de lettertypen onder katern: fonts:"


class NoBuiltSite(KaternError):
    """The folder holds no built site."""


def built_site(folder: Path, name: str) -> Iterator[Finding]:
    """Everything that is wrong with the site in a folder, which findings call by this name."""
    if not (folder / "index.html").is_file():
        raise NoBuiltSite(f"in {name}/ staat geen gebouwde site; bouw haar eerst met katern build")
    site = BuiltSite.read(folder)
    for rule in (html, links, external_requests, sizes, search_count):
        yield from _gathered(rule(site, name))


def _gathered(findings: Iterator[Finding]) -> Iterator[Finding]:
    """What a template does wrong on every page, once: at the first page, with the number of others."""
    places: dict[tuple[str, str], dict[str, Finding]] = {}
    for finding in findings:
        places.setdefault((finding.code, finding.message), {}).setdefault(finding.path, finding)
    for found in places.values():
        first, *others = found.values()
        also = (
            f", en op {len(others)} andere pagina's"
            if len(others) > 1
            else f", en in {others[0].path}"
            if others
            else ""
        )
        yield replace(first, message=first.message + also)


def html(site: BuiltSite, name: str) -> Iterator[Finding]:
    """site.html: HTML that a browser has to guess at, and marks of the engine that no reader should see."""
    for page in site.pages.values():
        for flaw in page.flaws:
            yield _at(name, page, flaw.start, "site.html", flaw.message)
        if not page.language and not page.redirect:
            yield _at(name, page, 0, "site.html", "de pagina zegt niet in welke taal zij is (<html lang>)")
        if not page.title:
            yield _at(name, page, 0, "site.html", "de pagina heeft geen titel (<title>)")
        if page.headings != 1 and not page.redirect and page.path != _ERROR_PAGE:
            yield _at(
                name, page, 0, "site.html", f"de pagina heeft {page.headings} hoofdkoppen (<h1>) in plaats van één"
            )
        plain = _CODE.sub(lambda match: blank(match.group()).replace(BLANK, " "), page.text)
        left = _LEFT_OVER.search(plain)
        if left:
            yield _at(name, page, left.start(), "site.html", f"hier staat nog {left.group()[:60]!r}")


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
        message = (
            f"'{address}' wijst naar een plek die de pagina niet heeft"
            if what == "anchor"
            else f"'{address}' wijst naar niets op de site"
        )
        yield _at(name, page, start, "site.link", message)


def external_requests(site: BuiltSite, name: str) -> Iterator[Finding]:
    """site.external-request: something that a page fetches from elsewhere, so that others see who reads what."""
    for page in site.pages.values():
        for reference in page.references:
            if reference.fetched and _elsewhere(reference.address):
                message = f"de pagina haalt {reference.address} van elders"
                hint = _FONTS_HINT if "//fonts.g" in reference.address else "zet een kopie op de eigen site"
                yield replace(_at(name, page, reference.start, "site.external-request", message), hint=hint)
    for file in sorted(site.files):
        if file.endswith(".css"):
            text = (site.folder / file).read_text(encoding="utf-8", errors="replace")
            for address, start in style_addresses(text):
                if _elsewhere(address):
                    yield _finding(
                        "site.external-request",
                        f"{name}/{file}",
                        text,
                        start,
                        f"het opmaakblad haalt {address} van elders",
                    )


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
            finding = _at(
                name,
                page,
                0,
                "site.size",
                f"de pagina weegt {total // 1000} kB zonder afbeeldingen; {HEAVIEST_PAGE // 1000} kB is genoeg",
            )
            yield Finding.warning(
                finding.code,
                Position(finding.path, 1, 1),
                finding.message,
                "verdeel de pagina, of laat een script of lettertype weg",
            )


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
        yield Finding.error("site.search-count", at, "de zoekindex is niet te lezen", "bouw de site opnieuw")
        return
    pages = {
        page.address
        for page in site.pages.values()
        if page.path != _ERROR_PAGE and not page.redirect and "/assets/" not in f"/{page.path}"
    }
    for problem, addresses in (
        ("niet te vinden met zoeken", pages - found),
        ("in de zoekindex en niet op de site", found - pages),
    ):
        if addresses:
            shown = ", ".join(address or "de voorpagina" for address in sorted(addresses)[:3])
            message = f"{problem} ({len(addresses)}): {shown}{' …' if len(addresses) > 3 else ''}"
            yield Finding.error("site.search-count", at, message, "geef de pagina tekst, of bouw de site opnieuw")


def _elsewhere(address: str) -> bool:
    try:
        parts = urlsplit(address.strip())
    except ValueError:
        return False
    return bool(parts.netloc) and parts.scheme in ("", "http", "https", "ws", "wss")


def _at(name: str, page: BuiltPage, start: int, code: str, message: str) -> Finding:
    line, column = page.place(start)
    return Finding.error(code, Position(posixpath.join(name, page.path), line, column), message)


def _finding(code: str, path: str, text: str, start: int, message: str) -> Finding:
    line = text.count("\n", 0, start) + 1
    return Finding.error(code, Position(path, line, start - text.rfind("\n", 0, start)), message)
