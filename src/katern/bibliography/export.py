"""Sources in the formats that reference managers read: BibTeX, RIS and CSL-JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

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


def to_bibtex(sources: Iterable[Source]) -> str:
    """The sources as BibTeX, fields as written: reading the result gives the same sources."""
    return "\n".join(_bibtex_entry(source) for source in sources)


def _bibtex_entry(source: Source) -> str:
    width = max((len(name) for name in source.written), default=0)
    lines = [f"  {name.ljust(width)} = {{{text}}}," for name, text in source.written.items()]
    return "\n".join([f"@{source.kind}{{{source.key},", *lines, "}\n"])


def to_csl_json(sources: Iterable[Source]) -> str:
    """The sources as a CSL-JSON array."""
    return json.dumps([csl_item(source) for source in sources], ensure_ascii=False, indent=2) + "\n"


def to_ris(sources: Iterable[Source]) -> str:
    """The sources in RIS."""
    return "\n".join("\n".join(f"{tag}  - {text}" for tag, text in _ris(source)) + "\nER  - \n" for source in sources)


def _ris(source: Source) -> Iterator[tuple[str, str]]:
    item, fields = csl_item(source), source.fields
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
