"""Sources in the formats that reference managers read: BibTeX, RIS and CSL-JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import Any

from katern.bibliography.csl import csl_item
from katern.bibliography.names import Name, read_names
from katern.bibliography.source import Source

# CSL type: RIS type
_RIS_TYPES = {
    "article-journal": "JOUR", "article-magazine": "MGZN", "article-newspaper": "NEWS", "book": "BOOK", "chapter": "CHAP",
    "paper-conference": "CPAPER", "report": "RPRT", "thesis": "THES", "webpage": "ELEC", "manuscript": "UNPB",
    "dataset": "DATA", "software": "COMP", "legislation": "STAT", "legal_case": "CASE", "pamphlet": "PAMP",
    "motion_picture": "VIDEO", "song": "SOUND", "graphic": "ART", "entry-encyclopedia": "ENCYC", "standard": "STAND",
    "patent": "PAT", "personal_communication": "PCOMM", "periodical": "JFULL",
}  # fmt: skip


FORMATS = ("bib", "ris", "json")


class Exports:
    """Sources in all formats, each source written once however often it is asked for."""

    def __init__(self, sources: Mapping[str, Source]) -> None:
        self._sources = sources

    @cached_property
    def csl(self) -> Mapping[str, dict[str, Any]]:
        """The CSL-JSON item of each source, by key."""
        return {key: csl_item(source) for key, source in self._sources.items()}

    @cached_property
    def _records(self) -> Mapping[str, dict[str, str]]:
        return {
            key: {"bib": _bibtex(source), "ris": _ris(source, self.csl[key]), "json": _json(self.csl[key])}
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


def _bibtex(source: Source) -> str:
    """The source as BibTeX, fields as written: reading the result gives the same source."""
    width = max((len(name) for name in source.written), default=0)
    lines = [f"  {name.ljust(width)} = {{{text}}}," for name, text in source.written.items()]
    return "\n".join([f"@{source.kind}{{{source.key},", *lines, "}\n"])


def _json(item: Mapping[str, Any]) -> str:
    return "\n".join("  " + line for line in json.dumps(item, ensure_ascii=False, indent=2).split("\n"))


def _ris(source: Source, item: Mapping[str, Any]) -> str:
    return "\n".join(f"{tag}  - {text}" for tag, text in _ris_lines(source, item)) + "\nER  - \n"


def _ris_lines(source: Source, item: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    fields = source.fields
    yield "TY", _RIS_TYPES.get(item["type"], "GEN")
    yield "ID", source.key
    for tag, name in (("AU", "author"), ("A2", "editor")):
        for person in read_names(source.written.get(name, "")):
            yield tag, _ris_name(person)
    if "author" not in source.written and "editor" not in source.written:
        for author in item.get("author", ()):
            yield "AU", author["literal"]
    yield "TI", _without_marks(item.get("title", ""))
    yield from _filled(("T2", item.get("container-title")), ("T3", item.get("collection-title")))
    date = item.get("issued", {}).get("date-parts")
    if date:
        yield "PY", str(date[0][0])
        yield "DA", "/".join(f"{part:02d}" for part in date[0])
    pages = str(item.get("page", "")).split("-")
    yield from _filled(
        ("VL", item.get("volume")), ("IS", item.get("issue")), ("M1", item.get("number")), ("SP", pages[0]),
        ("EP", pages[-1] if len(pages) > 1 else ""), ("PB", item.get("publisher")), ("CY", item.get("publisher-place")),
        ("ET", item.get("edition")), ("M3", item.get("genre")), ("SN", item.get("ISBN") or item.get("ISSN")),
        ("DO", source.doi), ("UR", source.url), ("LA", source.language), ("AB", item.get("abstract")),
        ("N1", source.annotation or fields.get("note")),
    )  # fmt: skip
    accessed = item.get("accessed", {}).get("date-parts")
    if accessed:
        yield "Y2", "/".join(f"{part:02d}" for part in accessed[0])
    for keyword in source.keywords:
        yield "KW", keyword


def _filled(*pairs: tuple[str, str | None]) -> Iterator[tuple[str, str]]:
    return ((tag, text) for tag, text in pairs if text)


def _ris_name(name: Name) -> str:
    if name.et_al:
        return "et al."
    if name.literal:
        return name.literal
    family = f"{name.particle} {name.family}".strip()
    return ", ".join(part for part in (family, name.given, name.suffix) if part)


def _without_marks(title: str) -> str:
    return title.replace('<span class="nocase">', "").replace("</span>", "")
