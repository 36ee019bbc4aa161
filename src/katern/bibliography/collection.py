"""All files of a bibliography together: each read by its format, remembered, and its entries made whole."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from types import MappingProxyType

from katern.bibliography.cslfile import read_csl_json, read_csl_yaml
from katern.bibliography.entries import read_entries
from katern.bibliography.formats import Format, foreign, format_of
from katern.bibliography.inheritance import HELPERS, Placed, resolved
from katern.bibliography.memory import STEP, Values
from katern.bibliography.ris import read_ris
from katern.bibliography.source import Source
from katern.bibliography.values import Value
from katern.bibliography.written import Place, Places, Written
from katern.finding import Finding, dump, load
from katern.store import Store

# raised when a file's entries are kept in another way
_FORMAT = 3
Read = tuple[list[Written], list[Finding]]
_READERS: Mapping[Format, Callable[[str, str], Read]] = MappingProxyType(
    {
        Format.BIBTEX: read_entries,
        Format.CSL_JSON: read_csl_json,
        Format.CSL_YAML: read_csl_yaml,
        Format.RIS: read_ris,
    }
)


@dataclass(frozen=True, slots=True)
class File:
    """A file of a bibliography: its path and its text."""

    path: str
    text: str


def read_files(files: Sequence[File], store: Store | None = None) -> tuple[list[Source], list[Finding]]:
    """The sources of all files, in order, and what is wrong with the files; what can be remembered comes from the store."""
    store = store or Store(None)
    placed: list[Placed] = []
    findings: list[Finding] = []
    for file in files:
        entries, found = _read(file, store)
        findings += found
        placed += [Placed(entry, file.path) for entry in entries]
    whole, missing = resolved(placed)
    values = Values([one.entry for one in whole if one.entry.kind not in HELPERS], store)
    return [_source(one, values) for one in whole if one.entry.kind not in HELPERS], findings + missing


def _source(placed: Placed, values: Values) -> Source:
    entry = placed.entry
    value = partial(_given, entry) if entry.item is not None else partial(values.of, entry.digest)
    places = Places(placed.path, entry.places)
    return Source(entry.key, entry.kind, MappingProxyType(entry.fields), placed.position(), places, value)


def _given(entry: Written) -> Value:
    return Value(entry.item or {})


def _read(file: File, store: Store) -> Read:
    form = format_of(file.text, file.path)
    if form not in _READERS:
        return [], foreign(form, file.path)
    key = ("entries", _FORMAT, form.name, hashlib.sha256(file.text.encode("utf-8", "surrogatepass")).hexdigest())
    known = store.read(STEP, key)
    if known is not None:
        return _loaded(known, file.path)
    entries, findings = _READERS[form](file.text, file.path)
    store.keep(STEP, key, _dumped(entries, findings))
    return entries, findings


def _dumped(entries: Sequence[Written], findings: Sequence[Finding]) -> bytes:
    rows = [
        [entry.key, entry.kind, entry.fields, entry.at, entry.places, entry.digest, entry.item] for entry in entries
    ]
    return json.dumps([rows, dump(findings)], ensure_ascii=False).encode("utf-8", "surrogatepass")


def _loaded(content: bytes, path: str) -> Read:
    rows, found = json.loads(content)
    entries = [
        Written(key, kind, fields, _place(at), places, digest, item)
        for key, kind, fields, at, places, digest, item in rows
    ]
    return entries, [replace(finding, path=path) for finding in load(found)]


def _place(written: Sequence[int]) -> Place:
    return (written[0], written[1])
