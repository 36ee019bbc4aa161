"""What a text in YAML says and where, as an entry of the store: reading that is a fraction of parsing the text."""

from __future__ import annotations

import datetime
import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from katern.finding import Finding, Position
from katern.frontmatter import FieldPath, Places, read_yaml
from katern.store import Store

_STEP = "data"
# no text in YAML holds this sign
_DATE = "\0"
_KINDS = {"date": datetime.date, "datetime": datetime.datetime}


def packed(content: Any, positions: Places) -> bytes | None:
    """The entry; None of what JSON would not give back as it was, such as numbers that are names of fields."""
    said = [content, _listed(positions), _listed(positions.values_at)]
    try:
        entry = json.dumps(said, default=_dated, separators=(",", ":")).encode()
        back = json.loads(entry, object_hook=_undated)[0]
    except (TypeError, ValueError, RecursionError):
        return None
    return entry if repr(back) == repr(content) else None


def unpacked(entry: bytes | None, path: str) -> tuple[Any, Places] | None:
    """What `packed` kept of the text of a file; None where this is no such entry."""
    try:
        content, fields, values = json.loads(entry or b"", object_hook=_undated)
        places = Places()
        places.update(_places(fields, path))
        places.values_at.update(_places(values, path))
    except (ValueError, TypeError, KeyError, AttributeError):
        return None
    return content, places


class Remembered:
    """What many small texts said, in one entry of the store: to open one for each takes as long as to parse it.

    What nobody asked for since the last time is forgotten when the entry is kept.
    """

    def __init__(self, store: Store | None, key: Sequence[object]) -> None:
        self._store, self._key = store, key
        self._asked: dict[str, str] = {}
        try:
            self._known = dict(json.loads((store.read(_STEP, key) if store else None) or b"{}"))
        except (ValueError, TypeError):
            self._known = {}

    def read(self, text: str, path: str, first_line: int = 1) -> tuple[Any, Places, list[Finding]]:
        """What `read_yaml` finds."""
        name = hashlib.sha256(f"{first_line} {text}".encode("utf-8", "surrogatepass")).hexdigest()
        entry = self._known.get(name)
        back = unpacked(entry.encode(), path) if isinstance(entry, str) else None
        if entry is not None and back is not None:
            self._asked[name] = entry
            return (*back, [])
        content, positions, findings = read_yaml(text, path, first_line)
        if not findings and (fresh := packed(content, positions)) is not None:
            self._asked[name] = fresh.decode()
        return content, positions, findings

    def keep(self) -> None:
        """Write down what is new."""
        if self._store is not None and self._asked.keys() != self._known.keys():
            self._store.keep(_STEP, self._key, json.dumps(self._asked).encode())


def _listed(positions: Mapping[FieldPath, Position]) -> list[tuple[FieldPath, int, int]]:
    return [(field, at.line, at.column) for field, at in positions.items()]


def _places(listed: Iterable[tuple[list[str | int], int, int]], path: str) -> Mapping[FieldPath, Position]:
    return {tuple(field): Position(path, line, column) for field, line, column in listed}


def _dated(value: object) -> dict[str, list[str]]:
    name = type(value).__name__
    if not isinstance(value, datetime.date) or name not in _KINDS:
        raise TypeError(name)
    return {_DATE: [name, value.isoformat()]}


def _undated(said: dict[str, Any]) -> Any:
    if _DATE not in said:
        return said
    kind, written = said[_DATE]
    return _KINDS[kind].fromisoformat(written)
