"""A built site, read once: of each page its ids, its links, what it fetches, and what is wrong with its HTML."""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

from katern.finding import Said, said

_TOKEN = re.compile(
    r"<!--.*?-->|<!\[CDATA\[.*?\]\]>|<(?P<close>/?)(?P<tag>[a-zA-Z][^\s/>]*)(?P<attributes>(?:[^>\"']|\"[^\"]*\"|'[^']*')*)>",
    re.DOTALL,
)
_ATTRIBUTE = re.compile(
    r"(?P<name>[^\s=/\"'>]+)(?:\s*=\s*(?:\"(?P<double>[^\"]*)\"|'(?P<single>[^']*)'|(?P<bare>[^\s\"'>]+)))?"
)
# a profile of an area, which the list of its monitor finds
AREA = re.compile(r'<div class="monitor" data-area="(?P<area>[\w-]+)" data-finder="(?P<finder>[^"]+)">')
_RAW = ("script", "style", "textarea", "title")
_VOID = frozenset(
    (
        "area",
        "base",
        "br",
        "col",
        "embed",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "source",
        "track",
        "wbr",
        "path",
        "rect",
        "circle",
        "use",
        "line",
        "polygon",
        "polyline",
        "ellipse",
    )
)
# elements whose end may be left out
_LOOSE = frozenset(
    (
        "p",
        "li",
        "dt",
        "dd",
        "tr",
        "td",
        "th",
        "thead",
        "tbody",
        "tfoot",
        "option",
        "optgroup",
        "colgroup",
        "rb",
        "rt",
        "rp",
    )
)
# attributes that make a browser fetch something at once, by tag
_FETCHES = {
    "script": ("src",), "img": ("src", "srcset"), "iframe": ("src",), "video": ("src", "poster"), "audio": ("src",),
    "source": ("src", "srcset"), "track": ("src",), "embed": ("src",), "object": ("data",), "input": ("src",),
}  # fmt: skip
_FETCHED_RELATIONS = frozenset(
    (
        "stylesheet",
        "icon",
        "preload",
        "modulepreload",
        "prefetch",
        "preconnect",
        "dns-prefetch",
        "manifest",
        "apple-touch-icon",
    )
)


@dataclass(frozen=True, slots=True)
class Reference:
    """An address in a page as written, and its offset; `fetched` is whether a browser asks for it unbidden."""

    address: str
    start: int
    tag: str
    fetched: bool = False


# what authors change pages with is no page for readers
_TOOL = '<meta name="generator" content="Sveltia CMS">'


@dataclass(frozen=True, slots=True)
class Flaw:
    """Something wrong in a page's HTML, with its offset."""

    said: Said
    start: int


@dataclass(slots=True)
class BuiltPage:
    """One HTML file: `path` is relative to the site."""

    path: str
    text: str
    ids: set[str] = field(default_factory=set)
    references: list[Reference] = field(default_factory=list)
    flaws: list[Flaw] = field(default_factory=list)
    language: str = ""
    title: str = ""
    headings: int = 0
    mail: bool = False
    redirect: bool = False

    @property
    def address(self) -> str:
        """Its address on the site: without `index.html`."""
        return self.path.removesuffix("index.html")

    def place(self, start: int) -> tuple[int, int]:
        """Line and column of an offset."""
        return self.text.count("\n", 0, start) + 1, start - self.text.rfind("\n", 0, start)


@dataclass(frozen=True, slots=True)
class BuiltSite:
    """All pages of a built site, in order of path, and the names of all its files."""

    folder: Path
    pages: Mapping[str, BuiltPage]
    files: frozenset[str]

    @classmethod
    def read(cls, folder: Path) -> BuiltSite:
        """Read every file's name and every page."""
        files = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
        pages = {}
        for name in files:
            if name.endswith(".html"):
                text = (folder / name).read_text(encoding="utf-8", errors="replace")
                if _TOOL not in text:
                    pages[name] = read_page(name, text)
        return cls(folder, pages, frozenset(files))

    def target(self, page: BuiltPage, address: str) -> tuple[str, str] | None:
        """The file and the anchor that an address in a page leads to; None for one outside the site.

        The file is empty where there is none.
        """
        try:
            parts = urlsplit(address)
        except ValueError:
            return "", ""
        if parts.scheme or parts.netloc:
            return None
        path = unquote(urlsplit(urljoin(f"/{page.path}", parts.path or page.path.rpartition("/")[2])).path).lstrip("/")
        return self._file(path), unquote(parts.fragment)

    def _file(self, path: str) -> str:
        names = (path,) if path and not path.endswith("/") else (f"{path}index.html",)
        # a server sends `a` on to `a/`
        return next((name for name in (*names, f"{path}/index.html".lstrip("/")) if name in self.files), "")


def read_page(path: str, text: str) -> BuiltPage:
    """Read one page in one pass over its tags."""
    page = BuiltPage(path, text)
    _Reader(page).read()
    return page


class _Reader:
    """Goes over the tags and keeps the open ones."""

    def __init__(self, page: BuiltPage) -> None:
        self.page = page
        self.open: list[tuple[str, int]] = []
        # elements already told to be unclosed, whose late end is no news
        self.told: Counter[str] = Counter()

    def read(self) -> None:
        page, text = self.page, self.page.text
        if not text.lstrip("\ufeff \r\n\t").lower().startswith("<!doctype html"):
            page.flaws.append(Flaw(said("site.html", "no-doctype"), 0))
        position = 0
        while match := _TOKEN.search(text, position):
            position = match.end()
            tag = (match["tag"] or "").lower()
            if not tag:
                continue
            if match["close"]:
                self._close(tag, match.start())
                continue
            self._start(tag, match)
            if tag in _RAW:
                end = re.compile(rf"</{tag}\s*>", re.IGNORECASE).search(text, position)
                if tag == "title" and not any(name == "svg" for name, _ in self.open):
                    page.title = page.title or html.unescape(text[position : end.start() if end else len(text)]).strip()
                position = end.end() if end else len(text)
            elif tag not in _VOID and not match["attributes"].rstrip().endswith("/"):
                self.open.append((tag, match.start()))
        for tag, start in self.open:
            if tag not in _LOOSE and tag not in ("html", "body", "head"):
                page.flaws.append(Flaw(said("site.html", "unclosed", tag=tag), start))

    def _start(self, tag: str, match: re.Match[str]) -> None:
        page, base = self.page, match.start("attributes")
        values: dict[str, str] = {}
        places: dict[str, int] = {}
        for found in _ATTRIBUTE.finditer(match["attributes"]):
            name = found["name"].lower()
            if name in values:
                page.flaws.append(Flaw(said("site.html", "attribute-twice", tag=tag, attribute=name), match.start()))
                continue
            values[name] = html.unescape(found["double"] or found["single"] or found["bare"] or "")
            places[name] = base + found.start()
        self._identity(tag, values, match.start())
        self._references(tag, values, places)
        if tag == "html":
            page.language = values.get("lang", "")
        elif tag == "h1":
            page.headings += 1
        elif tag == "img" and "alt" not in values:
            page.flaws.append(Flaw(said("site.html", "no-alt"), match.start()))
        elif tag == "meta" and values.get("http-equiv", "").lower() == "refresh":
            page.redirect = True
        elif tag == "meta" and values.get("name") == "katern":
            page.mail = values.get("content") == "mail"

    def _identity(self, tag: str, values: dict[str, str], start: int) -> None:
        page = self.page
        identity = values.get("id", "")
        if identity:
            if identity in page.ids:
                page.flaws.append(Flaw(said("site.html", "id-twice", id=identity), start))
            page.ids.add(identity)
        if tag == "a" and values.get("name"):
            page.ids.add(values["name"])

    def _references(self, tag: str, values: dict[str, str], places: dict[str, int]) -> None:
        page = self.page
        for name in _FETCHES.get(tag, ()):
            for written in _candidates(name, values.get(name, "")):
                page.references.append(Reference(written, places[name], tag, True))
        if tag in ("a", "area") and "href" in values:
            page.references.append(Reference(values["href"], places["href"], tag))
        elif tag == "link" and "href" in values:
            fetched = bool(_FETCHED_RELATIONS & set(values.get("rel", "").lower().split()))
            page.references.append(Reference(values["href"], places["href"], tag, fetched))

    def _close(self, tag: str, start: int) -> None:
        names = [name for name, _ in self.open]
        if tag not in names:
            if self.told[tag]:
                self.told[tag] -= 1
            elif tag not in _VOID and tag != "p":
                self.page.flaws.append(Flaw(said("site.html", "closes-nothing", tag=tag), start))
            return
        while self.open:
            name, at = self.open.pop()
            if name == tag:
                return
            if name not in _LOOSE:
                self.told[name] += 1
                self.page.flaws.append(Flaw(said("site.html", "unclosed", tag=name), at))


def _candidates(name: str, written: str) -> Iterator[str]:
    if name == "srcset":
        yield from (part.split()[0] for part in written.split(",") if part.split())
    elif written:
        yield written


def style_addresses(css: str) -> Iterator[tuple[str, int]]:
    """The addresses that a stylesheet fetches, with their offsets."""
    for match in re.finditer(r"url\(\s*[\"']?(?P<url>[^\"')]+)|@import\s+[\"'](?P<import>[^\"']+)", css):
        group = "url" if match["url"] else "import"
        yield match[group].strip(), match.start(group)
