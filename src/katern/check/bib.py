"""Rules on sources: what a reference cannot do without, and values that cannot be right."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from katern.bibliography.source import Source
from katern.bibliography.twins import DOI, marks_of
from katern.characters import GARBLED
from katern.finding import Finding, Position, said, shown
from katern.library import Library

_MAKERS = ("author", "editor", "organization", "institution", "publisher")
# entry type: groups of fields of which at least one is needed, after biblatex's manual; a year is never required,
# since a style draws its absence ("z.d.")
_REQUIRED: dict[str, tuple[tuple[str, ...], ...]] = {
    "article": (("title",), ("journaltitle", "journal", "shortjournal", "eprint")),
    "incollection": (("title",), ("booktitle",)),
    "inproceedings": (("title",), ("booktitle", "eventtitle")),
    "conference": (("title",), ("booktitle", "eventtitle")),
    "online": (("title",), ("url", "doi", "eprint")),
    "www": (("title",), ("url", "doi", "eprint")),
    "electronic": (("title",), ("url", "doi", "eprint")),
    "report": (("title",), _MAKERS),
    "techreport": (("title",), _MAKERS),
    "thesis": (("title",), ("author",)),
    "phdthesis": (("title",), ("author",)),
    "mastersthesis": (("title",), ("author",)),
}
_ALWAYS: tuple[tuple[str, ...], ...] = (("title",),)
_DOI = re.compile(r"10\.\d{4,9}(?:\.\d+)*/\S+|10/[a-z0-9]+", re.IGNORECASE)
_MOJIBAKE = re.compile(rf"{GARBLED}|\ufffd|[\x00-\x08\x0b\x0e-\x1f\x7f]")


def missing_fields(library: Library) -> Iterator[Finding]:
    """bib.missing-field: a source without a field that its kind needs."""
    for source in library.sources.values():
        for group in _REQUIRED.get(source.kind, _ALWAYS):
            if not any(source.fields.get(name) for name in group):
                what = said(
                    "bib.missing-field",
                    "missing",
                    key=shown(source.key),
                    kind=source.kind,
                    fields=group,
                    first=group[0],
                )
                yield Finding.error(source.position, what)


def _own(source: Source, *names: str) -> Iterator[tuple[str, str, Position]]:
    """The fields that the entry itself holds, not those of its crossref: name, plain text, position."""
    for name in names:
        if name in source.field_positions and source.fields.get(name):
            yield name, source.fields[name], source.field_positions[name]


def near_duplicates(library: Library) -> Iterator[Finding]:
    """bib.near-duplicate: two sources with one DOI, or with one title and year."""
    seen: dict[tuple[str, ...], Source] = {}
    for source in library.sources.values():
        marks = marks_of(source)
        twin = next(((mark, seen[mark]) for mark in marks if mark in seen), None)
        if twin is not None:
            yield _twins(source, *twin)
        for mark in marks:
            seen.setdefault(mark, source)


def _twins(source: Source, mark: tuple[str, ...], first: Source) -> Finding:
    at, key, other = first.position, shown(source.key), shown(first.key)
    return Finding.warning(
        source.position,
        said("bib.near-duplicate", "same-doi", key=key, other=other, file=at.path, line=at.line)
        if mark[0] == DOI
        else said("bib.near-duplicate", "same-title-and-year", key=key, other=other, file=at.path, line=at.line),
    )


def identifiers(library: Library) -> Iterator[Finding]:
    """bib.bad-doi, bib.bad-isbn and bib.bad-url: identifiers and addresses that cannot exist."""
    for source in library.sources.values():
        for _, text, at in _own(source, "doi"):
            if not _DOI.fullmatch(source.doi):
                yield Finding.error(at, said("bib.bad-doi", "no-doi", doi=shown(text)))
        for _, text, at in _own(source, "isbn"):
            if not all(
                is_isbn(part)
                for part in re.split(
                    r"(?:[,;]|(?<!ISBN)(?<!ISBN:)\s)\s*(?=(?:ISBN\W*)?(?:97[89]|\d[\dX-]{9}))", text.strip()
                )
            ):
                yield Finding.error(at, said("bib.bad-isbn", "no-isbn", isbn=shown(text)))
        for name, text, at in _own(source, "url", "archive"):
            # `archive` may also name a collection; only an address is held against the rule
            if not is_web_address(text) and (name == "url" or ":/" in text):
                yield Finding.error(at, said("bib.bad-url", "no-address", address=shown(text)))


def is_isbn(written: str) -> bool:
    """Whether a text is an ISBN of 10 or 13 signs whose check digit is right."""
    digits = re.sub(r"^ISBN[:\s-]*|[\s-]", "", written.strip(), flags=re.IGNORECASE).upper()
    if re.fullmatch(r"\d{9}[\dX]", digits):
        return sum((10 - place) * (10 if digit == "X" else int(digit)) for place, digit in enumerate(digits)) % 11 == 0
    if re.fullmatch(r"97[89]\d{10}", digits):
        return sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(digits)) % 10 == 0
    return False


def is_web_address(written: str) -> bool:
    """Whether a text is an http(s) address with a host and no spaces."""
    try:
        parts = urlsplit(written)
        host = parts.hostname or ""
        parts.port  # noqa: B018 (raises on a port that is no number)
    except ValueError:
        return False
    named = "." in host or host == "localhost" or ":" in host
    return parts.scheme.lower() in ("http", "https") and named and not re.search(r"\s", written)


def garbled(library: Library) -> Iterator[Finding]:
    """bib.encoding: letters that were saved in one encoding and read in another."""
    for source in library.sources.values():
        for name, text, at in _own(source, *sorted(source.field_positions)):
            match = _MOJIBAKE.search(text)
            if match:
                around = text[max(0, match.start() - 10) : match.end() + 10]
                yield Finding.error(at, said("bib.encoding", "garbled", field=name, text=around.strip()))


def unused(library: Library) -> Iterator[Finding]:
    """bib.unused: a source that no page cites and whose annotation does not say why it is kept."""
    cited = {key for cluster in library.clusters() for key in cluster.keys}
    for item in library.items.values():
        cited.update(key for _, key in item.keys)
    if "*" in cited or any("\\full_bibliography" in item.text.body for item in library.items.values()):
        return  # a page lists them all
    parents = {source.written.get("crossref", "") for source in library.sources.values()}
    for source in library.sources.values():
        if source.key not in cited and source.key not in parents and not source.annotation:
            yield Finding.warning(source.position, said("bib.unused", "uncited", key=shown(source.key)))
