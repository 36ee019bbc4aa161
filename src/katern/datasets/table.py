"""Reading one file of figures: tidy CSV, one figure a row, and a finding at the place of everything that is not."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from operator import itemgetter
from typing import NamedTuple

from katern.datasets.cellplaces import Places
from katern.datasets.flags import MARKS, MISSING, STANDING
from katern.datasets.indicators import Indicator
from katern.datasets.setfile import Manifest
from katern.finding import Finding, Position, Said, did_you_mean, nearest, said

REQUIRED = ("year", "indicator", "value", "mark")
OPTIONAL = ("area", "source", "note")
_NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")
_YEAR = re.compile(r"[0-9]{4}")


class Row(NamedTuple):
    """One figure as a file holds it; `categories` follow the order of the manifest."""

    area: str
    categories: tuple[str, ...]
    year: int
    indicator: str
    value: Decimal | None
    mark: str
    source: str
    note: str
    line: int


class Table(NamedTuple):
    """The rows of a file that could be read, and what could not."""

    path: str
    rows: tuple[Row, ...]
    places: Places
    columns: Mapping[str, int]
    findings: tuple[Finding, ...]

    def position(self, row: Row, column: str) -> Position:
        """Where a field of a row stands; the row where the file has no such column."""
        return self.places.position(row.line, self.columns.get(column, 0))


def read_table(text: str, path: str, manifest: Manifest, indicators: Mapping[str, Indicator]) -> Table:
    """Read a file of figures; what is wrong in it becomes findings, the other rows are kept."""
    return _Reader(text, path, manifest, indicators).read()


class _Reader:
    """The state of reading one file."""

    def __init__(self, text: str, path: str, manifest: Manifest, indicators: Mapping[str, Indicator]) -> None:
        self.text, self.path = text, path
        self.manifest, self.indicators = manifest, indicators
        self.places = Places(path, text)
        self.findings: list[Finding] = []
        self.columns: dict[str, int] = {}
        self.stem = path.rpartition("/")[2].removesuffix(".csv")
        self.reported: set[tuple[str, str]] = set()
        self.years: dict[str, int] = {}
        # a row that names no source comes from the one that its file is called after
        ids = {source.id for source in manifest.sources}
        self.sources = ids | ({""} if self.stem in ids else set())

    def read(self) -> Table:
        reader = csv.reader(io.StringIO(self.text), strict=True)
        rows: list[Row] = []
        try:
            if self._header(next(reader, [])):
                rows = list(self._rows(reader))
        except csv.Error:
            self._table(self.places.position(reader.line_num), said("data.bad-table", "quotes"))
        return Table(self.path, tuple(rows), self.places, self.columns, tuple(self.findings))

    def _table(self, at: Position, what: Said, advice: Said | None = None) -> None:
        self.findings.append(Finding.error(at, what, advice))

    def _bad(self, line: int, column: str, what: Said, advice: Said | None = None) -> None:
        at = self.places.position(line, self.columns.get(column, 0))
        self.findings.append(Finding.error(at, what, advice))

    def _header(self, names: list[str]) -> bool:
        categories = [category.id for category in self.manifest.categories]
        known = {*REQUIRED, *OPTIONAL, *categories}
        for number, name in enumerate(names):
            if name in self.columns:
                self._table(self.places.position(1, number), said("data.bad-table", "column-twice", column=name))
            elif name not in known:
                what = said("data.bad-table", "unknown-column", column=name)
                self._table(self.places.position(1, number), what, did_you_mean(nearest(name, known)))
            self.columns.setdefault(name, number)
        for name in (*REQUIRED, *categories):
            if name not in self.columns:
                self._table(Position(self.path), said("data.bad-table", "no-column", column=name))
        if self.findings:
            return False
        self._required = itemgetter(*(self.columns[name] for name in REQUIRED))
        self.category_columns = [self.columns[name] for name in categories]
        self.optional = [self.columns.get(name) for name in OPTIONAL]
        return True

    def _rows(self, reader: Iterator[list[str]]) -> Iterator[Row]:
        width = len(self.columns)
        seen: dict[tuple[str, tuple[str, ...], int, str], int] = {}
        for fields in reader:
            line = reader.line_num  # type: ignore[attr-defined]
            if len(fields) != width:
                what = said("data.bad-table", "fields", count=len(fields), columns=width)
                self._table(self.places.position(line), what)
                continue
            row = self._row(fields, line)
            if row is None:
                continue
            first = seen.setdefault(row[:4], line)
            if first != line:
                what = said("data.duplicate", "figure", line=first)
                self.findings.append(Finding.error(self.places.position(line), what))
                continue
            yield row

    def _row(self, fields: list[str], line: int) -> Row | None:
        before = len(self.findings)
        year, indicator, written, mark = self._required(fields)
        value = self._value(written, mark, line)
        if year not in self.years:
            self._year(year, line)
        self._indicator(indicator, written if value is not None else "", line)
        categories = tuple(
            [self._category(number, fields[at], line) for number, at in enumerate(self.category_columns)]
        )
        area, source, note = (fields[at] if at is not None else "" for at in self.optional)
        if source not in self.sources:
            self._source(source, line)
        if len(self.findings) > before:
            return None
        return Row(area, categories, self.years[year], indicator, value, mark, source or self.stem, note, line)

    def _year(self, written: str, line: int) -> None:
        if _YEAR.fullmatch(written):
            self.years[written] = int(written)
        else:
            self._bad(line, "year", said("data.bad-value", "no-year", written=written))

    def _value(self, written: str, mark: str, line: int) -> Decimal | None:
        if mark and mark not in MARKS:
            what = said("data.bad-value", "no-mark", mark=mark, marks=tuple(sorted(MARKS)))
            self._bad(line, "mark", what, did_you_mean(nearest(mark, MARKS)))
        elif not written and mark not in MISSING:
            self._bad(line, "value", said("data.bad-value", "no-reason", marks=tuple(sorted(MISSING))))
        elif written and not _NUMBER.fullmatch(written):
            self._bad(line, "value", said("data.bad-value", "no-number", written=written))
        elif written and mark and mark not in STANDING:
            self._bad(line, "mark", said("data.bad-value", "figure-and-mark", mark=mark))
        elif written:
            return Decimal(written)
        return None

    def _indicator(self, id: str, written: str, line: int) -> None:
        known = self.indicators.get(id)
        if known is None:
            if ("indicator", id) not in self.reported:
                near = did_you_mean(nearest(id, self.indicators))
                self._bad(line, "indicator", said("data.unknown-indicator", "unlisted", id=id), near)
            self.reported.add(("indicator", id))
        elif "." in written and len(written.partition(".")[2]) > known.decimals:
            what = said("data.bad-value", "more-decimals", written=written, id=id, decimals=known.decimals)
            self._bad(line, "value", what)

    def _category(self, number: int, value: str, line: int) -> str:
        category = self.manifest.categories[number]
        if category.values and value not in category.values:
            what = said("data.bad-value", "no-category", value=value, category=category.id)
            self._bad(line, category.id, what, did_you_mean(nearest(value, category.values)))
        return value

    def _source(self, id: str, line: int) -> None:
        if ("source", id) not in self.reported:
            known = tuple(sorted(filter(None, self.sources)))
            what = said("data.bad-value", "no-source", source=id or self.stem, known=known)
            self._bad(line, "source", what, did_you_mean(nearest(id or self.stem, known)))
        self.reported.add(("source", id))


def decimals(value: Decimal) -> int:
    """How many decimals a number is written with."""
    exponent = value.as_tuple().exponent
    return -exponent if isinstance(exponent, int) and exponent < 0 else 0
