"""One entry of a bibliography: as written, as plain text and as what pandoc makes of it."""

from __future__ import annotations

import datetime
import hashlib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType
from typing import Any
from urllib.parse import urlsplit

from katern.bibliography.dates import issued
from katern.bibliography.languages import language_tag
from katern.bibliography.prepared import is_address
from katern.bibliography.values import Value, read_values
from katern.bibliography.verbatim import VERBATIM
from katern.finding import Position

_GROUPS = {
    "report": ("report", "techreport", "manual", "booklet"),
    "article": ("article", "suppperiodical", "review", "inproceedings", "conference", "incollection", "inbook", "suppbook", "inreference"),
    "book": ("book", "mvbook", "collection", "mvcollection", "proceedings", "mvproceedings", "reference", "bookinbook", "periodical"),
    "thesis": ("thesis", "phdthesis", "mastersthesis"),
    "online": ("online", "www", "electronic"),
}  # fmt: skip
_GROUP_OF = {kind: group for group, kinds in _GROUPS.items() for kind in kinds}

# repositories that `eprinttype` names: where their papers stand
_EPRINTS = {
    "arxiv": "https://arxiv.org/abs/", "hal": "https://hal.science/", "hdl": "https://hdl.handle.net/",
    "pubmed": "https://pubmed.ncbi.nlm.nih.gov/", "pmid": "https://pubmed.ncbi.nlm.nih.gov/",
    "pmcid": "https://www.ncbi.nlm.nih.gov/pmc/articles/", "jstor": "https://www.jstor.org/stable/",
    "googlebooks": "https://books.google.com/books?id=", "ssrn": "https://ssrn.com/abstract=",
}  # fmt: skip
_DOI = re.compile(r"10\.\d{4,9}(?:\.\d+)*/\S+|\b10/[a-z0-9]+\b", re.IGNORECASE)
_BEFORE_DOI = re.compile(
    r"(?:(?:https?://)?[^\s/]+\.[a-z]{2,}(?::\d+)?/(?:\S+?/)??(?=10[./])|(?:info:|doi|https?)\s*:?\s*(?:/\s*)*)+",
    re.IGNORECASE,
)
_WRAPPED = re.compile(r"(?:\\(?:url|href|path|nolinkurl)\s*)?\{([^{}]*)\}(?:\{.*\})?|<([^<>]*)>")
_SIGNS = {
    "textunderscore": "_",
    "textasciitilde": "~",
    "sim": "~",
    "string": "",
    "slash": "/",
    "textless": "<",
    "textgreater": ">",
}
_LETTERS = re.compile(
    r"\{?\$?\\(textunderscore|textasciitilde|sim|string|slash|textless|textgreater)(?![A-Za-z])\s?(?:\{\})?\$?\}?"
)
_ESCAPED = re.compile(r"\{\\?([_%&#$~-])\}|\\([_%&#$~{}])(?:\{\})?")
_ADDRESS = re.compile(r"https?://[^\s{}]+")
_YEAR = re.compile(r"\d{4}")
_SPACE = re.compile(r"\s+")


# what DOIs begin with of publishers that publish nothing that must be paid for by who reads it: PLOS, Frontiers, MDPI, eLife, PeerJ
_ALL_OPEN = ("10.1371/", "10.3389/", "10.3390/", "10.7554/", "10.7717/")

# how much of a source somebody saw who cites it, from most to least
SEEN = ("full", "part", "abstract", "summary", "announcement", "news", "headline")
# what somebody saw who saw no outcome
THIN = ("announcement", "news", "headline")


@dataclass(frozen=True)
class Source:
    """An entry of a bibliography.

    `written` holds its fields as they stand there, without outer braces and with string macros filled in;
    `position` is that of its `@`, `field_positions` those of its fields' names; `read` says what its fields mean.
    """

    key: str
    kind: str
    written: Mapping[str, str]
    position: Position = field(compare=False)
    field_positions: Mapping[str, Position] = field(compare=False, default_factory=lambda: MappingProxyType({}))

    read: Callable[[], Value] | None = field(compare=False, repr=False, default=None)

    @cached_property
    def value(self) -> Value:
        """What pandoc's reader makes of the entry."""
        return self.read() if self.read else read_values([(self.kind, self.written)])[0]

    @cached_property
    def digest(self) -> str:
        """Of all that it says, with its places."""
        places = [(name, at.path, at.line, at.column) for name, at in self.field_positions.items()]
        at = self.position.path, self.position.line, self.position.column
        # of texts and numbers alone, which Python writes so that no two are written alike
        said = (self.key, self.kind, list(self.written.items()), at, places, self.value.item)
        return hashlib.sha256(repr(said).encode("utf-8", "surrogatepass")).hexdigest()

    @cached_property
    def fields(self) -> Mapping[str, str]:
        """The fields as plain text: LaTeX decoded, except in addresses and identifiers."""
        decoded = self.value.plain
        return MappingProxyType(
            {
                name: address(text)
                if name in VERBATIM
                else decoded[name]
                if name in decoded
                else _SPACE.sub(" ", text).strip()
                for name, text in self.written.items()
            }
        )

    @cached_property
    def issued(self) -> dict[str, Any] | None:
        """When it came out, as CSL-JSON has dates; None where nothing is said of it."""
        return issued(
            {name: _unbraced(self.written[name]) for name in ("date", "year", "month", "day") if name in self.written}
        )

    @property
    def title(self) -> str:
        """Title and subtitle; the key where it has none."""
        title, subtitle = self.fields.get("title", ""), self.fields.get("subtitle", "")
        if title and subtitle:
            return f"{title}{' ' if title[-1] in '?!' else ': '}{subtitle}"
        return title or subtitle or self.key

    @property
    def kind_group(self) -> str:
        """What readers call its kind: report, article, book, thesis, online or misc."""
        return _GROUP_OF.get(self.kind, "misc")

    @property
    def year(self) -> int | None:
        """The year of publication, where one is given."""
        date = self.issued or {}
        if "date-parts" in date:
            return int(date["date-parts"][0][0]) or None
        match = _YEAR.search(date.get("literal", ""))
        return int(match[0]) if match else None

    @property
    def language(self) -> str:
        """The source's language (BCP 47), or nothing where none is given."""
        return language_tag(
            self.written.get("langid") or self.written.get("language") or self.written.get("hyphenation") or ""
        )

    @property
    def keywords(self) -> tuple[str, ...]:
        """Its keywords, in the order written."""
        words = re.split(r"[,;]", self.verbatim("keywords"))
        return tuple(dict.fromkeys(word.strip() for word in words if word.strip()))

    @property
    def seen(self) -> str:
        """How much of it somebody saw who cites it: one of `SEEN`; nothing where nobody said so."""
        written = self.fields.get("seen", "").casefold()
        return written if written in SEEN else ""

    @property
    def annotation(self) -> str:
        """Why this source matters, for readers."""
        return self.fields.get("annotation") or self.fields.get("annote") or ""

    @cached_property
    def url(self) -> str:
        """Where to find it: its URL, else that of its DOI or of its place in a repository; nothing that is no web address."""
        written = self.verbatim("url") or self._published_at
        try:
            scheme = urlsplit(written).scheme.lower()
        except ValueError:
            scheme = ""
        if scheme in ("http", "https"):
            return written
        return f"https://doi.org/{self.doi}" if self.doi else self.eprint

    @property
    def _published_at(self) -> str:
        """The address in `howpublished`, where old BibTeX styles have it."""
        text = self.written.get("howpublished", "")
        found = _ADDRESS.search(address(text.strip("{}.") + "}")) if is_address("howpublished", text) else None
        return found[0] if found else ""

    @property
    def eprint(self) -> str:
        """The address of its copy in a repository such as arXiv, HAL or PubMed."""
        number = self.verbatim("eprint")
        kind = (self.verbatim("eprinttype") or self.verbatim("archiveprefix")).casefold()
        if not number or kind not in _EPRINTS:
            return ""
        return _EPRINTS[kind] + re.sub(rf"^{kind}:\s*", "", number, flags=re.IGNORECASE)

    def verbatim(self, name: str) -> str:
        """A field that holds an address, an identifier or a key."""
        return address(self.written[name]) if name in self.written else ""

    @property
    def is_open(self) -> bool:
        """Whether anybody can read it: its field `access` says so, or it stands where everything can be read."""
        said = self.fields.get("access", "").casefold()
        return said == "open" if said else bool(self.eprint) or self.doi.startswith(_ALL_OPEN)

    @property
    def archive(self) -> str:
        """The address of a copy in a web archive, from the field `archive`; other values of that field name a collection."""
        written = self.verbatim("archive")
        return written if written.startswith(("https://", "http://")) else ""

    @property
    def archive_date(self) -> str:
        """The day of that copy (ISO 8601): the field `archivedate`, or the moment in the archive's own address."""
        stamp = re.search(r"/(\d{4})(\d{2})(\d{2})\d{0,6}[a-z_]*/", self.archive)
        return self.verbatim("archivedate") or ("-".join(stamp.groups()) if stamp else "")

    @property
    def archive_day(self) -> datetime.date | None:
        """The same day as a date, where it is a whole one."""
        try:
            return datetime.date.fromisoformat(self.archive_date)
        except ValueError:
            return None

    @property
    def doi(self) -> str:
        """The bare DOI, whatever resolver stands before it."""
        written = self.verbatim("doi")
        before = _BEFORE_DOI.match(written)
        rest = written[before.end() :] if before else written
        found = _DOI.match(rest)
        return found[0] if found else rest


def address(text: str) -> str:
    """A verbatim field: white space folded, and what reference managers write around and in addresses undone."""
    text = " ".join(text.split())
    if "\\" not in text and "{" not in text and "<" not in text:
        return text
    whole = _WRAPPED.fullmatch(text)
    if whole:
        text = whole[1] or whole[2]
    text = _LETTERS.sub(lambda match: _SIGNS[match[1]], text)
    return _ESCAPED.sub(lambda match: match[1] or match[2], text)


def _unbraced(text: str) -> str:
    return text.replace("{", "").replace("}", "").strip()
