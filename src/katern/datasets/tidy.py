"""From a publisher's table to rows of figures: nothing is estimated, filled in or rounded, and nothing dropped unsaid."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from katern.datasets.areas import Areas, is_code, kind_of
from katern.datasets.flags import MISSING
from katern.datasets.indicators import Indicator
from katern.datasets.mapping import Map, read_period
from katern.datasets.rawtable import Cell, RawTable
from katern.datasets.table import decimals
from katern.finding import Finding, Position, Said, did_you_mean, nearest, said

_THOUSANDS = re.compile(r"-?[0-9]{1,3}(?:[.,][0-9]{3})+")
_NUMBER = {
    ",": re.compile(r"-?[0-9]+(?:,[0-9]+)?"),
    ".": re.compile(r"-?[0-9]+(?:\.[0-9]+)?"),
    "either": re.compile(r"-?[0-9]+(?:[.,][0-9]+)?"),
}

# a table that is read wrongly is wrong in every row: more findings tell nothing more
_ENOUGH = 50


class Entry(NamedTuple):
    """One figure on its way into a tidy file; value and mark are written as they will stand there."""

    area: str
    categories: tuple[str, ...]
    year: int
    indicator: str
    value: str
    mark: str


@dataclass(frozen=True, slots=True)
class Tidied:
    """The figures, what was left out on purpose (by kind of area) and what could not be read."""

    entries: tuple[Entry, ...]
    left_out: Mapping[str, int]
    findings: tuple[Finding, ...]


def tidy(raw: RawTable, map: Map, indicators: Mapping[str, Indicator], areas: Areas | None) -> Tidied:
    """Turn a table into figures; whatever does not fit the map is a finding at its place."""
    return _Tidier(raw, map, indicators, areas).run()


class _Tidier:
    """The state of one import."""

    def __init__(self, raw: RawTable, map: Map, indicators: Mapping[str, Indicator], areas: Areas | None) -> None:
        self.raw, self.map, self.indicators, self.areas = raw, map, indicators, areas
        self.signs = {**raw.signs, **map.signs}
        self.findings: list[Finding] = []
        self.left_out: Counter[str] = Counter()
        self.told: set[tuple[object, ...]] = set()

    def run(self) -> Tidied:
        measured = self._measured()
        entries = tuple(self._entries(measured)) if not self.findings else ()
        seen: set[tuple[str, tuple[str, ...], int, str]] = set()
        for entry in entries:
            if entry[:4] in seen and entry[:4] not in self.told:
                self.told.add(entry[:4])
                place = " ".join(filter(None, (entry.area, *entry.categories)))
                what = said("data.duplicate", "row", indicator=entry.indicator, place=place, year=entry.year)
                self._finding(self.raw.places.position(1), what)
            seen.add(entry[:4])
        return Tidied(entries, dict(self.left_out), tuple(self.findings))

    def _finding(self, at: Position, what: Said, advice: Said | None = None) -> None:
        self.findings.append(Finding.error(at, what, advice))

    def _once(self, kind: str, word: str, at: Position, what: Said) -> None:
        if (kind, word) not in self.told:
            self.told.add((kind, word))
            self._finding(at, what)

    def _measured(self) -> dict[int, Indicator]:
        """Which column holds which indicator; every head must have a use, or be left out by name."""
        map, raw = self.map, self.raw
        used = {*map.only, map.area, map.measure, map.value, map.attribute, *map.categories.values(), *map.ignore}
        used |= {map.year} if isinstance(map.year, str) else set()
        for name in sorted(filter(None, {*used, *(() if map.measure else map.columns)} - set(map.ignore))):
            if raw.column(name) is None:
                what = said("data.bad-table", "no-column-in-table", column=name, columns=raw.heads[:12])
                self._finding(raw.places.position(1), what, did_you_mean(nearest(name, raw.heads)))
        if map.measure:
            return {}
        by_head = {
            head: indicator for indicator in self.indicators.values() for head in (indicator.id, *indicator.columns)
        }
        found = {}
        for number, head in enumerate(raw.heads):
            known = self.indicators.get(map.columns[head]) if head in map.columns else by_head.get(head)
            if head in used or head in ("ID", "Id", ""):
                continue
            if known is None:
                what = said("data.unknown-indicator", "column", column=head)
                self._finding(raw.places.position(1, number), what)
            else:
                found[number] = known
        return found

    def _entries(self, measured: Mapping[int, Indicator]) -> Iterator[Entry]:
        for line, cells in self.raw.rows:
            if len(self.findings) > _ENOUGH:
                return
            get = dict(zip(self.raw.heads, cells, strict=True))
            if any(str(get[column]) not in wanted for column, wanted in self.map.only.items()):
                self.left_out["only"] += 1
                continue
            area = self._area(get, line)
            period = self._period(get, line)
            if area is None or period is None:
                continue
            categories = tuple(self._word(column, get[column]) for column in self.map.categories.values())
            for column, indicator, cell in self._cells(measured, get, cells, line):
                yield from self._entry(area, categories, period, indicator, cell, (line, column))

    def _cells(
        self, measured: Mapping[int, Indicator], get: Mapping[str, Cell], cells: tuple[Cell, ...], line: int
    ) -> Iterator[tuple[int, Indicator, Cell]]:
        if not self.map.measure:
            for column, indicator in measured.items():
                yield column, indicator, cells[column]
            return
        code = str(get[self.map.measure] or "")
        known = self.indicators.get(self.map.columns.get(code, code))
        column = self.raw.column(self.map.value or "") or 0
        if code in self.map.ignore:
            self.left_out[code] += 1
        elif known is None:
            what = said("data.unknown-indicator", "measure", measure=code)
            self._once("measure", code, self.raw.places.position(line), what)
        else:
            sign = str(get[self.map.attribute] or "None") if self.map.attribute else "None"
            yield column, known, get[self.map.value or ""] if sign == "None" else sign

    def _area(self, get: Mapping[str, Cell], line: int) -> str | None:
        if self.map.area is None:
            return ""
        written = str(get[self.map.area] or "").strip()
        at = self.raw.places.position(line, self.raw.column(self.map.area) or 0)
        code = self._code_of(written, at) if self.map.by_name else written
        if code is None:
            return None
        if not is_code(code):
            self._once("area", code, at, said("data.area-unknown", "no-code", code=code))
            return None
        if self.map.areas and kind_of(code) not in self.map.areas:
            self.left_out[kind_of(code)] += 1
            return None
        if self.areas is not None and code not in self.areas.by_code:
            self._once("area", code, at, said("data.area-unknown", "no-area", area=code, year=self.areas.year))
            return None
        return code

    def _code_of(self, name: str, at: Position) -> str | None:
        plain = re.sub(r" \((?:gemeente|land|wijk)\)$", "", name)
        kinds = self.map.areas
        found = [area for area in (self.areas.named(plain) if self.areas else ()) if not kinds or area.kind in kinds]
        if len(found) == 1:
            return found[0].code
        if found:
            codes = tuple(area.code for area in found[:6])
            what = said("data.area-unknown", "more-than-one", count=len(found), name=name, codes=codes)
        else:
            what = said("data.area-unknown", "no-name", name=name)
        self._once("area", name, at, what)
        return None

    def _period(self, get: Mapping[str, Cell], line: int) -> tuple[int, bool] | None:
        if isinstance(self.map.year, int):
            return self.map.year, False
        written = str(get[self.map.year] or "")
        period = read_period(written)
        if period is None:
            at = self.raw.places.position(line, self.raw.column(self.map.year) or 0)
            self._once("period", written, at, said("data.bad-value", "no-whole-year", written=written))
        return period

    def _word(self, column: str, cell: Cell) -> str:
        written = str(cell if cell is not None else "").strip()
        return self.map.words.get(column, {}).get(written, written)

    def _entry(
        self,
        area: str,
        categories: tuple[str, ...],
        period: tuple[int, bool],
        indicator: Indicator,
        cell: Cell,
        place: tuple[int, int],
    ) -> Iterator[Entry]:
        year, provisional = period
        mark = self.map.mark or (
            "provisional"
            if provisional or indicator.id in self.map.source.provisional or self.map.source.status == "provisional"
            else ""
        )
        written = "" if cell is None else str(cell)
        if written.endswith("*") and written.rstrip("*"):
            written, mark = written.rstrip("*").rstrip(), "provisional"
            cell = written
        sign = self.signs.get(written) if not isinstance(cell, Decimal) else None
        if sign in MISSING:
            yield Entry(area, categories, year, indicator.id, "", str(sign))
            return
        value = self._number(sign if sign is not None else cell, indicator)
        if isinstance(value, Decimal):
            yield Entry(area, categories, year, indicator.id, f"{value:f}", mark)
        else:
            self._finding(self.raw.places.position(*place), value)

    def _number(self, cell: Cell, indicator: Indicator) -> Decimal | Said:
        """The number of a cell with the indicator's decimals, or what is wrong with it."""
        if isinstance(cell, Decimal):
            value = cell
        elif not cell:
            return said("data.bad-value", "empty", indicator=indicator.label)
        elif indicator.decimals < 3 and _THOUSANDS.fullmatch(cell):
            return said("data.bad-value", "two-ways", written=cell)
        elif _NUMBER[self.raw.decimal].fullmatch(cell):
            value = Decimal(cell.replace(",", "."))
        else:
            return said("data.bad-value", "unknown-sign", written=cell)
        return _fit(value, indicator, self.raw.fixed)


def _fit(value: Decimal, indicator: Indicator, fixed: bool) -> Decimal | Said:
    """94.0 of a count is 94, and 52 of a column with one decimal is 52.0; a digit that says something is never dropped."""
    places = indicator.decimals
    if decimals(value) > places:
        shorter = value.quantize(Decimal(1).scaleb(-places))
        if shorter != value:
            written, id = str(value), indicator.id
            return said("data.bad-value", "more-decimals-in-table", written=written, id=id, decimals=places)
        return shorter
    return value.quantize(Decimal(1).scaleb(-places)) if fixed and decimals(value) < places else value
