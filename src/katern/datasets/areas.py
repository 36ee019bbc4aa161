"""Areas and their codes: a code means an area only together with the year of its borders."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple, get_args

from katern.datasets.cellplaces import Places
from katern.datasets.setfile import AreaKind
from katern.finding import Finding, Position, did_you_mean, nearest, said

HEADER = ("code", "name", "kind", "within")
_KINDS = {"NL": "country", "PV": "province", "GM": "municipality", "WK": "district", "BU": "neighbourhood"}
# letter codes: the new wijken of Amsterdam are WK0363AA and so on
_CODE = re.compile(r"NL[0-9]{2}|PV[0-9]{2}|GM[0-9]{4}|WK[0-9]{4}[0-9A-Z]{2}|BU[0-9]{4}[0-9A-Z]{4}")


class Area(NamedTuple):
    """One area in the borders of one year; `within` is the code of the area that holds it, empty for a country."""

    code: str
    name: str
    kind: str
    within: str


@dataclass(frozen=True)
class Areas:
    """The areas of one year."""

    year: int
    by_code: Mapping[str, Area] = field(default_factory=dict)

    def named(self, name: str) -> tuple[Area, ...]:
        """All areas of a name: wijken share names, so that one name may mean several."""
        folded = name.casefold().strip()
        return tuple(area for area in self.by_code.values() if area.name.casefold() == folded)

    def within(self, code: str, kind: str) -> tuple[Area, ...]:
        """The areas of a kind directly in another."""
        return self._inside.get((code, kind), ())

    @cached_property
    def _inside(self) -> Mapping[tuple[str, str], tuple[Area, ...]]:
        found: dict[tuple[str, str], list[Area]] = {}
        for area in self.by_code.values():
            found.setdefault((area.within, area.kind), []).append(area)
        return {key: tuple(areas) for key, areas in found.items()}


def is_code(text: str) -> bool:
    """Whether a text is the code of an area, without the blanks that tables pad it with."""
    return _CODE.fullmatch(text) is not None


def kind_of(code: str) -> str:
    """The kind of area that a code means; nothing for what is no code."""
    return _KINDS.get(code[:2], "")


def read_areas(text: str, path: str, year: int) -> tuple[Areas, list[Finding]]:
    """Read a file of areas; rows that do not fit become findings."""
    findings: list[Finding] = []
    by_code: dict[str, Area] = {}
    places = Places(path, text)
    reader = csv.reader(io.StringIO(text), strict=True)
    try:
        if tuple(next(reader, [])) != HEADER:
            at = Position(path)
            return Areas(year), [
                Finding.error(at, said("data.bad-table", "no-columns-of-areas", columns=",".join(HEADER)))
            ]
        for fields in reader:
            findings += _problems(fields, reader.line_num, places, by_code)
            if len(fields) == len(HEADER):
                by_code.setdefault(fields[0], Area(*fields))
    except csv.Error:
        findings.append(Finding.error(places.position(reader.line_num), said("data.bad-table", "quotes-of-areas")))
    return Areas(year, by_code), findings


def _problems(fields: list[str], line: int, places: Places, known: Mapping[str, Area]) -> Iterator[Finding]:
    if len(fields) != len(HEADER):
        what = said("data.bad-table", "fields-of-areas", count=len(fields), wanted=len(HEADER))
        yield Finding.error(places.position(line), what)
        return
    code, name, kind, _ = fields
    if not is_code(code):
        yield Finding.error(places.position(line), said("data.bad-value", "no-code", code=code))
    elif code in known:
        yield Finding.error(places.position(line), said("data.duplicate", "area", code=code))
    if kind not in get_args(AreaKind):
        what = said("data.bad-value", "no-kind", kind=kind, kinds=get_args(AreaKind))
        yield Finding.error(places.position(line, 2), what, did_you_mean(nearest(kind, get_args(AreaKind))))
    if name != name.strip() or not name:
        yield Finding.error(places.position(line, 1), said("data.bad-value", "no-name", name=name))
