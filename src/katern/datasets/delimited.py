"""Tables as text: StatLine's CSV with statistical signs, and plain CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from types import MappingProxyType

from katern.datasets.cellplaces import Places
from katern.datasets.rawtable import Cell, RawTable, Unreadable
from katern.finding import Position, said

# the publisher's explanation of signs: a blank cannot occur, a point is unknown, unreliable or secret, x is secret
STATLINE: Mapping[str, str] = MappingProxyType({"": "not-applicable", ".": "unknown", "x": "secret"})
NONE: Mapping[str, str] = MappingProxyType({})


def read_delimited(text: str, path: str) -> RawTable:
    """Read CSV: with semicolons it is StatLine's, with decimal commas and signs, else plain with decimal points."""
    statline = _is_statline(text)
    delimiter = ";" if statline else ","
    places = Places(path, text, delimiter)
    reader = csv.reader(io.StringIO(text), delimiter=delimiter, strict=True)
    lines: list[tuple[int, list[str]]] = []
    try:
        lines = [(reader.line_num, fields) for fields in reader if any(fields)]
    except csv.Error as problem:
        raise Unreadable(places.position(reader.line_num), said("data.bad-table", "quotes-of-file")) from problem
    if len(lines) < 2:
        raise Unreadable(Position(path), said("data.bad-table", "no-table"))
    lines = _without_frame(lines) if statline else lines
    heads = tuple(head.strip() for head in lines[0][1])
    _check(heads, lines, places)
    rows = tuple((line, tuple[Cell, ...](field.strip() for field in fields)) for line, fields in lines[1:])
    return RawTable(heads, rows, places, STATLINE if statline else NONE, "," if statline else ".", fixed=statline)


def _is_statline(text: str) -> bool:
    lines = text.split("\n", 12)[:12]
    return sum(line.count(";") for line in lines) > sum(line.count(",") for line in lines)


def _without_frame(lines: list[tuple[int, list[str]]]) -> list[tuple[int, list[str]]]:
    """Without the title above the heads and the line `Bron: CBS` below the figures."""
    width = max(len(fields) for _, fields in lines)
    start = next(number for number, (_, fields) in enumerate(lines) if len(fields) == width)
    last = lines[-1][1][0].lstrip()
    return lines[start : -1 if last.startswith(("Bron:", "© ", "Source:")) else None]


def _check(heads: tuple[str, ...], lines: list[tuple[int, list[str]]], places: Places) -> None:
    for number, head in enumerate(heads):
        if head in heads[:number]:
            at = places.position(lines[0][0], number)
            raise Unreadable(at, said("data.bad-table", "column-of-file-twice", column=head))
    for line, fields in lines[1:]:
        if len(fields) != len(heads):
            what = said("data.bad-table", "fields-of-file", count=len(fields), heads=len(heads))
            raise Unreadable(places.position(line), what)
