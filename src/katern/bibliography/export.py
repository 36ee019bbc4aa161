"""Sources in the formats that reference managers read: BibTeX, RIS and CSL-JSON."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any

from katern.bibliography.csl import csl_item
from katern.bibliography.cslfields import entry_of
from katern.bibliography.source import Source

# CSL type: RIS type
_RIS_TYPES = {
    "article-journal": "JOUR", "article-magazine": "MGZN", "article-newspaper": "NEWS", "book": "BOOK", "chapter": "CHAP",
    "paper-conference": "CPAPER", "report": "RPRT", "thesis": "THES", "webpage": "ELEC", "manuscript": "UNPB",
    "dataset": "DATA", "software": "COMP", "legislation": "STAT", "legal_case": "CASE", "pamphlet": "PAMP",
    "motion_picture": "VIDEO", "song": "SOUND", "graphic": "ART", "entry-encyclopedia": "ENCYC", "standard": "STAND",
    "review": "JOUR", "speech": "SLIDE", "patent": "PAT", "personal_communication": "PCOMM", "periodical": "JFULL",
}  # fmt: skip


_MARK = re.compile(r"</?(?:i|b|sc|sup|sub|span)\b[^<>]*>")

FORMATS = ("bib", "ris", "json")


class Exports:
    """Sources in all formats, each source written once however often it is asked for."""

    def __init__(self, sources: Mapping[str, Source], language: str = "nl") -> None:
        self._sources = sources
        self._language = language

    @cached_property
    def csl(self) -> Mapping[str, dict[str, Any]]:
        """The CSL-JSON item of each source, by key."""
        return {key: csl_item(source, self._language) for key, source in self._sources.items()}

    @cached_property
    def _records(self) -> Mapping[str, dict[str, str]]:
        return {
            key: {
                "bib": _bibtex(source.kind, key, source.written),
                "ris": _ris(key, self.csl[key], source.doi, source.url, source.keywords),
                "json": _json(self.csl[key]),
            }
            for key, source in self._sources.items()
        }

    def one(self, key: str) -> Mapping[str, str]:
        """One source as a file of its own, by file extension."""
        return self.all([key])

    def all(self, keys: Iterable[str] | None = None) -> dict[str, str]:
        """The sources with these keys, or all, as one file for each format, by file extension."""
        records = [self._records[key] for key in (self._sources if keys is None else keys)]
        return {
            "bib": "\n".join(record["bib"] for record in records),
            "ris": "\n".join(record["ris"] for record in records),
            "json": "[\n" + ",\n".join(record["json"] for record in records) + "\n]\n",
        }


def records_of(item: dict[str, Any], key: str) -> dict[str, str]:
    """What is no source of the site, such as a page of it, by its CSL-JSON: as BibTeX and as RIS."""
    entry = entry_of(item, key, (1, 1))
    return {"bib": _bibtex(entry.kind, key, entry.fields), "ris": _ris(key, item)}


def _bibtex(kind: str, key: str, fields: Mapping[str, str]) -> str:
    """An entry as BibTeX, fields as written: reading the result gives the same source."""
    width = max((len(name) for name in fields if name not in ("crossref", "xdata")), default=0)
    # what was taken over stands in the entry itself
    written = {name: text for name, text in fields.items() if name not in ("crossref", "xdata")}
    lines = [f"  {name.ljust(width)} = {{{text}}}," for name, text in written.items()]
    return "\n".join([f"@{kind}{{{key},", *lines, "}\n"])


def _json(item: Mapping[str, Any]) -> str:
    return "\n".join("  " + line for line in json.dumps(item, ensure_ascii=False, indent=2).split("\n"))


def _ris(key: str, item: Mapping[str, Any], doi: str = "", url: str = "", keywords: Sequence[str] = ()) -> str:
    lines = (f"{tag}  - {text}" for tag, text in _ris_lines(key, item, doi, url, keywords))
    return "\n".join(lines) + "\nER  - \n"


def _ris_lines(
    key: str, item: Mapping[str, Any], doi: str, url: str, keywords: Sequence[str]
) -> Iterator[tuple[str, str]]:
    yield "TY", _RIS_TYPES.get(item["type"], "GEN")
    yield "ID", key
    for tag, name in (("AU", "author"), ("A2", "editor"), ("A3", "collection-editor"), ("A4", "translator")):
        for person in item.get(name, ()):
            yield tag, _ris_name(person)
    yield from _filled(
        ("TI", item.get("title")), ("T2", item.get("container-title")), ("T3", item.get("collection-title"))
    )
    yield from _date("PY", "DA", item.get("issued", {}))
    pages = str(item.get("page", "")).split("-")
    yield from _filled(
        ("VL", item.get("volume")), ("IS", item.get("issue") or item.get("collection-number")), ("M1", item.get("number")),
        ("SP", pages[0]), ("EP", pages[1] if len(pages) == 2 else ""), ("PB", item.get("publisher")),
        ("CY", item.get("publisher-place")), ("ET", item.get("edition")), ("NV", item.get("number-of-volumes")),
        ("M3", item.get("genre")), ("SN", item.get("ISBN") or item.get("ISSN")), ("J2", item.get("container-title-short")),
        ("ST", item.get("title-short")), ("DO", doi or item.get("DOI")), ("UR", item.get("URL") or url),
        ("LA", item.get("language")), ("AB", item.get("abstract")), ("N1", item.get("annote") or item.get("note")),
    )  # fmt: skip
    yield from _date("", "Y2", item.get("accessed", {}))
    for keyword in keywords:
        yield "KW", keyword


def _filled(*pairs: tuple[str, str | None]) -> Iterator[tuple[str, str]]:
    return ((tag, _without_marks(text)) for tag, text in pairs if text)


def _date(year: str, day: str, date: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """A date in RIS: the year, and the day with slashes; an open range or a word is the year alone."""
    parts = [
        str(number) if place == 0 else f"{number:02d}"
        for place, number in enumerate((date.get("date-parts") or [[]])[0])
    ]
    if parts and year:
        yield year, parts[0]
    if parts:
        yield day, "/".join(parts)
    elif date.get("literal") and year:
        yield year, str(date["literal"])


def _ris_name(name: Mapping[str, str]) -> str:
    if "literal" in name:
        # a comma divides a person's names; of an organisation the first is written twice, as EndNote does
        return "et al." if name["literal"] == "others" else name["literal"].replace(",", ",,", 1)
    family = f"{name.get('non-dropping-particle', '')} {name.get('family', '')}".strip()
    return ", ".join(part for part in (family, name.get("given", ""), name.get("suffix", "")) if part)


def _without_marks(text: str) -> str:
    """CSL's rich text with its letters alone, on one line."""
    return " ".join(_MARK.sub("", text).replace("\u2060", "").split())
