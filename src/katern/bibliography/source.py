"""One entry of a bibliography, as written and as plain text."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType
from urllib.parse import urlsplit

from katern.bibliography.latex import plain
from katern.finding import Position

# fields that hold addresses and identifiers: biblatex reads them verbatim, and LaTeX decoding would cut them at `%`
VERBATIM = frozenset(("url", "doi", "archive", "file", "eprint", "urlraw", "pdf", "isbn", "issn", "keywords", "crossref", "xdata"))

_GROUPS = {
    "report": ("report", "techreport", "manual", "booklet"),
    "article": ("article", "suppperiodical", "review", "inproceedings", "conference", "incollection", "inbook", "suppbook", "inreference"),
    "book": ("book", "mvbook", "collection", "mvcollection", "proceedings", "mvproceedings", "reference", "bookinbook", "periodical"),
    "thesis": ("thesis", "phdthesis", "mastersthesis"),
    "online": ("online", "www", "electronic"),
}  # fmt: skip
_GROUP_OF = {kind: group for group, kinds in _GROUPS.items() for kind in kinds}

# biblatex's names of languages: BCP 47
_LANGUAGES = {
    "dutch": "nl", "flemish": "nl-BE", "english": "en", "american": "en-US", "usenglish": "en-US", "british": "en-GB",
    "ukenglish": "en-GB", "german": "de", "ngerman": "de", "austrian": "de-AT", "naustrian": "de-AT", "french": "fr",
    "spanish": "es", "italian": "it", "portuguese": "pt", "turkish": "tr", "polish": "pl", "danish": "da",
    "swedish": "sv", "norwegian": "nb", "norsk": "nb", "arabic": "ar", "nederlands": "nl", "engels": "en",
}  # fmt: skip
_TAG = re.compile(r"[a-z]{2,3}(?:-[a-z0-9]{2,8})*", re.IGNORECASE)
_YEAR = re.compile(r"\d{4}")


@dataclass(frozen=True)
class Source:
    """An entry of a `.bib` file.

    `written` holds its fields as they stand there, without outer braces and with string macros filled in;
    `position` is that of its `@`, `field_positions` those of its fields' names.
    """

    key: str
    kind: str
    written: Mapping[str, str]
    position: Position = field(compare=False)
    field_positions: Mapping[str, Position] = field(compare=False, default_factory=lambda: MappingProxyType({}))

    @cached_property
    def fields(self) -> Mapping[str, str]:
        """The fields as plain text: LaTeX decoded, except in addresses and identifiers."""
        return MappingProxyType({name: address(text) if name in VERBATIM else plain(text) for name, text in self.written.items()})

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
        match = _YEAR.search(self.fields.get("date") or self.fields.get("year") or "")
        return int(match[0]) if match else None

    @property
    def language(self) -> str:
        """The source's language (BCP 47), or nothing where none is given."""
        written = self.fields.get("langid") or self.fields.get("language") or ""
        known = _LANGUAGES.get(written.casefold())
        return known or (written if _TAG.fullmatch(written) else "")

    @property
    def keywords(self) -> tuple[str, ...]:
        """Its keywords, in the order written."""
        words = re.split(r"[,;]", self.fields.get("keywords", ""))
        return tuple(dict.fromkeys(word.strip() for word in words if word.strip()))

    @property
    def annotation(self) -> str:
        """Why this source matters, for readers."""
        return self.fields.get("annotation") or self.fields.get("annote") or ""

    @property
    def url(self) -> str:
        """Where to find it: its URL, else that of its DOI; nothing that is no web address."""
        written = self.fields.get("url", "")
        try:
            scheme = urlsplit(written).scheme.lower()
        except ValueError:
            scheme = ""
        if scheme in ("http", "https"):
            return written
        return f"https://doi.org/{self.doi}" if self.doi else ""

    @property
    def archive(self) -> str:
        """The address of a copy in a web archive, from the field `archive`; other values of that field name a collection."""
        written = self.fields.get("archive", "")
        return written if written.startswith(("https://", "http://")) else ""

    @property
    def archive_date(self) -> str:
        """The day of that copy (ISO 8601): the field `archivedate`, or the moment in the archive's own address."""
        stamp = re.search(r"/(\d{4})(\d{2})(\d{2})\d{0,6}[a-z_]*/", self.archive)
        return self.fields.get("archivedate") or ("-".join(stamp.groups()) if stamp else "")

    @property
    def archive_day(self) -> datetime.date | None:
        """The same day as a date, where it is a whole one."""
        try:
            return datetime.date.fromisoformat(self.archive_date)
        except ValueError:
            return None

    @property
    def doi(self) -> str:
        """The bare DOI."""
        return re.sub(r"^(?:https?://(?:dx\.)?doi\.org/|doi:\s*)", "", self.fields.get("doi", ""), flags=re.IGNORECASE)


def address(text: str) -> str:
    """A verbatim field: white space folded, and the escapes undone that reference managers write in addresses."""
    return re.sub(r"\\([_%&#$~{}])", r"\1", " ".join(text.split()))
