"""StatLine's OData in JSON: wide rows (version 3, TypedDataSet) and observations (version 4), codes padded with blanks."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from types import MappingProxyType
from typing import Any

from katern.datasets.rawtable import Cell, RawTable, Unreadable
from katern.finding import Position, said
from katern.textfile import Lines

# null and a point both mean unknown, unreliable or secret
SIGNS: Mapping[str, str] = MappingProxyType({"": "unknown", ".": "unknown"})
_ROWS = re.compile(r'"value"\s*:\s*\[')
_ABOUT = ("table", "title", "modified", "retrieved")


@dataclass(frozen=True)
class JsonPlaces:
    """Where the objects of the list `value` begin, found again only for what is wrong."""

    path: str
    text: str

    @cached_property
    def _starts(self) -> list[int]:
        match = _ROWS.search(self.text)
        decoder, starts, at = json.JSONDecoder(), [], match.end() if match else len(self.text)
        while at < len(self.text):
            if self.text[at] == "{":
                starts.append(at)
                _, at = decoder.raw_decode(self.text, at)
            elif self.text[at] == "]":
                break
            else:
                at += 1
        return starts

    def position(self, line: int, field: int = 0) -> Position:
        """Where the row of this number begins; a cell has no place of its own."""
        return (
            Lines(self.text, self.path).position(self._starts[line - 1])
            if 0 < line <= len(self._starts)
            else Position(self.path)
        )


def read_odata(text: str, path: str) -> RawTable:
    """Read one answer of the service, or the file that `katern data fetch` wrote."""
    content = _content(text, path)
    found = content.get("value")
    places = JsonPlaces(path, text)
    if not isinstance(found, list) or not found:
        raise Unreadable(Position(path), said("data.bad-table", "no-rows"))
    heads: dict[str, None] = {}
    for number, row in enumerate(found, 1):
        if not isinstance(row, dict):
            raise Unreadable(places.position(number), said("data.bad-table", "no-row"))
        heads.update(dict.fromkeys(row))
    rows = tuple((number, tuple(_cell(row.get(head)) for head in heads)) for number, row in enumerate(found, 1))
    about = {name: str(content[name]) for name in _ABOUT if content.get(name)}
    return RawTable(tuple(heads), rows, places, SIGNS, about=about)


def _content(text: str, path: str) -> dict[str, Any]:
    try:
        content = json.loads(text, parse_float=Decimal)
    except (json.JSONDecodeError, RecursionError) as problem:
        line, column = (problem.lineno, problem.colno) if isinstance(problem, json.JSONDecodeError) else (1, 1)
        raise Unreadable(Position(path, line, column), said("data.bad-table", "broken-json")) from problem
    if not isinstance(content, dict):
        raise Unreadable(Position(path), said("data.bad-table", "no-answer"))
    if "odata.nextLink" in content or "@odata.nextLink" in content:
        raise Unreadable(Position(path), said("data.bad-table", "one-page"))
    return content


def _cell(value: Any) -> Cell:
    if isinstance(value, Decimal):
        return value
    if isinstance(value, int) and not isinstance(value, bool):
        return Decimal(value)
    return None if value is None else str(value).strip()
