"""What comes in: a file or a text of any format, as sources with the fields that a bibliography of ours keeps."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from katern.bibliography.collection import File, read_files
from katern.bibliography.cslfields import entry_of
from katern.bibliography.cslfile import load_json
from katern.bibliography.datamodel import FIELDS
from katern.bibliography.formats import Format, format_of
from katern.bibliography.languages import language_tag
from katern.bibliography.source import Source
from katern.bibliography.values import Value
from katern.bibliography.written import Places, Written
from katern.characters import legible
from katern.errors import KaternError
from katern.finding import Finding, Position, said
from katern.sourcing.records import csl_of, key_in, records_in

# what is of others' making, or of the program that kept it
_LEFT = frozenset(("abstract", "file", "pdf", "publicationdate", "issuetitle"))
# in formats of programs this is no word of ours about a source
_NOTES = frozenset(("annotation", "annote", "note"))
_NAMES = {
    "nl": "dutch", "en": "english", "de": "german", "fr": "french", "es": "spanish", "it": "italian", "pt": "portuguese",
    "tr": "turkish", "pl": "polish", "ar": "arabic", "uk": "ukrainian", "ru": "russian", "da": "danish", "sv": "swedish",
    "fi": "finnish", "nb": "norwegian", "no": "norwegian",
}  # fmt: skip
# languages as libraries call them (ISO 639-2), which RIS files have
_LIBRARY = {"dut": "nl", "nld": "nl", "eng": "en", "ger": "de", "deu": "de", "fre": "fr", "fra": "fr", "spa": "es", "ita": "it", "por": "pt", "tur": "tr", "pol": "pl", "ara": "ar"}  # fmt: skip
_RESOLVER = re.compile(r"https?://(?:dx\.)?doi\.org/", re.IGNORECASE)


class Unreadable(KaternError):
    """A text whose letters nobody can know."""


@dataclass(frozen=True, slots=True)
class Incoming:
    """A source that came in: `fields` are those that are kept, `left` the names of the others, `key` one that it brought."""

    source: Source
    fields: Mapping[str, str]
    left: tuple[str, ...]
    key: str = ""


def read_incoming(text: str, name: str, keywords: Iterable[str] = ()) -> tuple[list[Incoming], list[Finding]]:
    """All sources of a text, and what is wrong with it; `keywords` are those that mean something here."""
    known = frozenset(keywords)
    form = format_of(text, name)
    if form is Format.CSL_JSON:
        return _of_json(text, name, known)
    sources, findings = read_files([File(name, text)])
    ours = form is Format.BIBTEX
    return [_incoming(source, known, ours, source.key if ours else "") for source in sources], findings


def _of_json(text: str, name: str, known: frozenset[str]) -> tuple[list[Incoming], list[Finding]]:
    content, problem = load_json(text, name)
    if problem is not None:
        return [], [problem]
    records = records_in(content)
    if not records:
        return [], [Finding.error(Position(name), said("bib.parse", "no-records"))]
    found, findings = [], []
    for number, record in enumerate(records, 1):
        item = csl_of(record)
        if item is None and _is_below(record):
            continue
        if item is None:
            findings.append(Finding.error(Position(name), said("bib.parse", "no-record", number=number)))
            continue
        own = key_in(record) or str(item.get("id", ""))
        source = source_of(entry_of(item, f"nr{number}", (1, 1)), name)
        found.append(_incoming(source, known, False, own if re.fullmatch(r"[\w:.-]+", own) else ""))
    return found, findings


def _is_below(record: object) -> bool:
    """Whether a record is a note or a file that Zotero keeps with an item."""
    data = record.get("data", record) if isinstance(record, Mapping) else None
    return isinstance(data, Mapping) and "itemType" in data


def source_of(entry: Written, path: str) -> Source:
    """An entry that came as CSL-JSON, as a source."""
    item = entry.item or {}
    places = Places(path, entry.places)
    return Source(entry.key, entry.kind, entry.fields, Position(path, *entry.at), places, lambda: Value(item))


def incoming_of(source: Source) -> Incoming:
    """A source that came as CSL-JSON, with the fields that are kept."""
    return _incoming(source, frozenset(), False, "")


def _incoming(source: Source, known: frozenset[str], ours: bool, key: str) -> Incoming:
    fields: dict[str, str] = {}
    left: list[str] = []
    for name, text in source.written.items():
        kept = name in FIELDS and name not in _LEFT and (ours or name not in _NOTES)
        if name == "keywords":
            text = ", ".join(word for word in source.keywords if word in known)
            kept = bool(text) and len(text.split(",")) == len(source.keywords)
        if name == "url" and _RESOLVER.match(text) and source.doi:
            continue
        if not kept:
            left.append(name)
        if text and (kept or name == "keywords"):
            fields[name] = text
    if source.doi and "doi" in fields:
        fields["doi"] = source.doi
    for name in ("langid", "language"):
        if name in fields:
            fields[name] = _language(fields[name])
    return Incoming(source, fields, tuple(left), key)


def _language(written: str) -> str:
    """The name by which bibliographies call a language; one that nobody knows stays as it is written."""
    tag = _LIBRARY.get(written.strip().casefold()) or language_tag(written)
    return _NAMES.get(tag.split("-")[0], written) if tag else written


def decoded(content: bytes, name: str) -> str:
    """The text of a file that came in, with line feeds; Unreadable where nobody can know its letters."""
    wide = content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    try:
        text = content.decode("utf-16" if wide else "utf-8-sig")
    except UnicodeDecodeError as problem:
        line = content[: problem.start].count(b"\n") + 1
        raise Unreadable(said("sourcing", "came-no-utf-8", file=name, line=line)) from problem
    return legible(text.replace("\r\n", "\n").replace("\r", "\n"))
