"""The figures of one edition: of every area what may be shown of it, in borders that are those of its profile."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from decimal import ROUND_HALF_UP, Decimal
from functools import cached_property
from typing import NamedTuple

from katern.datasets.areas import Area, Areas
from katern.datasets.figure import number
from katern.datasets.setfile import Source
from katern.datasets.sets import DataSet
from katern.datasets.table import Row
from katern.monitor.loading import Loaded
from katern.monitor.measures import Measure
from katern.monitor.settings import Edition, Monitor, Same
from katern.words import Words

_HUNDRED = Decimal(100)
_WHOLE, _TENTH = Decimal(1), Decimal("0.1")


class Cell(NamedTuple):
    """A figure as it stands in a set."""

    row: Row
    held: DataSet
    source: Source


class Value(NamedTuple):
    """What is shown of a measure in one year: `text` is the value as it is written, or why there is none.

    `mark` is why there is none, or what its publisher says of how sure it is; `behind` is the number behind a share.
    """

    value: Decimal | None
    mark: str
    text: str
    year: int
    behind: str = ""
    cell: Cell | None = None


class Book:
    """All figures of one edition by area, indicator and year."""

    def __init__(self, loaded: Loaded, words: Words, edition: Edition | None = None) -> None:
        assert loaded.monitor is not None
        self.monitor: Monitor = loaded.monitor
        self.edition = edition
        self.borders = edition.borders if edition else self.monitor.borders
        self.areas: Areas = loaded.sets.areas.get(self.borders, Areas(self.borders))
        self.measures = loaded.measures
        self.words = words
        self._loaded = loaded
        self._values: dict[tuple[str, str, int], Value] = {}
        self.cells: dict[str, dict[str, dict[int, Cell]]] = {}
        self._allowed: dict[tuple[str, str, str], bool] = {}
        for slug in self.monitor.sets:
            held = loaded.sets.by_slug.get(slug)
            if held is not None:
                self._take(held)

    @cached_property
    def profiled(self) -> tuple[Area, ...]:
        """The areas that have a profile in this edition, each municipality before its districts."""
        found: list[Area] = []
        country = [] if self.edition else [area for area in self.areas.by_code.values() if area.kind == "country"]
        for top in (*country, *self.municipalities):
            found += [top, *self.districts(top.code)]
        return tuple(found)

    @cached_property
    def municipalities(self) -> tuple[Area, ...]:
        """The municipalities with a profile, by name."""
        here = self.edition.within if self.edition else None
        known = [area for area in self.areas.by_code.values() if area.kind == "municipality"]
        return tuple(sorted((area for area in known if here in (None, area.code)), key=by_name))

    def districts(self, code: str) -> tuple[Area, ...]:
        """The districts of a municipality, by name."""
        return tuple(sorted(self.areas.within(code, "district"), key=by_name))

    def _take(self, held: DataSet) -> None:
        sources = {source.id: source for source in held.manifest.sources}
        for table in held.tables:
            for row in table.rows:
                area = self.areas.by_code.get(row.area)
                source = sources[row.source]
                if area is not None and not row.categories and self._fits(held, source, area.kind):
                    years = self.cells.setdefault(row.area, {}).setdefault(row.indicator, {})
                    cell, known = Cell(row, held, source), years.get(row.year)
                    if known is None or _goes_before(cell, known):
                        years[row.year] = cell

    def _fits(self, held: DataSet, source: Source, kind: str) -> bool:
        """Whether the codes of a source mean the areas of this edition; a country is the same in all borders."""
        key = (held.slug, source.id, kind)
        if key not in self._allowed:
            own = source.borders == self.borders or kind == "country"
            same = held.manifest.same_borders and any(one.borders == self.borders for one in held.manifest.sources)
            told = any(kind in one.areas and source.borders in one.borders for one in self._same)
            self._allowed[key] = bool(own or same or told)
        return self._allowed[key]

    @cached_property
    def _same(self) -> tuple[Same, ...]:
        return () if self.edition else self.monitor.same

    def digest(self, code: str, only: frozenset[str] | None = None) -> bytes:
        """Of all figures of an area, or of some indicators."""
        made = hashlib.sha256()
        for indicator, years in self.cells.get(code, {}).items():
            if only is not None and indicator not in only:
                continue
            for year, (row, held, source) in years.items():
                made.update(f"{indicator}|{year}|{row.value}|{row.mark}|{row.note}|{held.slug}|{source.id}\n".encode())
        return made.digest()

    def years(self, code: str, measure: Measure) -> Mapping[int, Cell]:
        """The years of which something is known of a measure, or why it is not."""
        return self.cells.get(code, {}).get(measure.part, {})

    def value(self, code: str, measure: Measure, year: int) -> Value:
        """What is shown of a measure in an area; what no set holds is not included."""
        key = (code, measure.id, year)
        if key not in self._values:
            self._values[key] = self._value(code, measure, year)
        return self._values[key]

    def _value(self, code: str, measure: Measure, year: int) -> Value:
        cell = self.years(code, measure).get(year)
        if cell is None:
            return self._none("not-included", year, None)
        row = cell.row
        if row.value is None:
            return self._none(row.mark, year, cell)
        if measure.of:
            return self._share(code, measure, year, cell)
        if measure.rate and self._fewer(code, year, self.monitor.few.rate):
            return self._few(year, cell)
        return Value(row.value, row.mark, self.written(row.value, measure), year, "", cell)

    def _share(self, code: str, measure: Measure, year: int, cell: Cell) -> Value:
        """A share of one set's figures, whole where these are rounded by lot; never above 100, as rounding may have it."""
        whole = cell.held.rows.get((measure.of, code, year, ()))
        if whole is None or whole.value is None:
            return self._none(whole.mark if whole else "not-included", year, cell)
        if whole.value < self.monitor.few.share or self._fewer(code, year, self.monitor.few.share):
            return self._few(year, cell)
        assert cell.row.value is not None
        share = min(_HUNDRED * cell.row.value / whole.value, _HUNDRED)
        share = share.quantize(_WHOLE if self._rounded(cell, code) else _TENTH, ROUND_HALF_UP)
        count = number(cell.row.value, self.words.figures)
        return Value(share, cell.row.mark, self.written(share, measure), year, count, cell)

    def _rounded(self, cell: Cell, code: str) -> bool:
        kind = self.areas.by_code[code].kind
        return any(rounding.random and kind in rounding.areas for rounding in cell.held.manifest.rounding)

    def _fewer(self, code: str, year: int, least: int) -> bool:
        """Whether fewer people live there than a figure per person needs; nobody knows how many counts as few."""
        people = self.cells.get(code, {}).get(self.monitor.few.of, {}).get(year)
        return people is None or people.row.value is None or people.row.value < least

    def _few(self, year: int, cell: Cell) -> Value:
        words = self.words
        count = "" if cell.row.value is None else number(cell.row.value, words.figures)
        return Value(None, "few", words.monitor.few, year, count, cell)

    def _none(self, mark: str, year: int, cell: Cell | None) -> Value:
        return Value(None, mark, self.words.figures.marks[mark], year, "", cell)

    def written(self, value: Decimal, measure: Measure) -> str:
        """A value with its unit."""
        figures = self.words.figures
        template = figures.units.get(measure.unit, "{n} " + measure.unit)
        return template.format(n=number(value, figures))

    def latest(self, code: str, measure: Measure) -> Value | None:
        """A measure in the year of the borders, else in the last year there is; None where no set says anything of it.

        One year for all figures of a profile, as far as there are any, so that they stand beside each other rightly.
        """
        years = self.years(code, measure)
        if not years:
            return None
        return self.value(code, measure, self.borders if self.borders in years else max(years))

    def tells_districts(self, code: str, measure: Measure, year: int) -> bool:
        """Whether a set has a figure of a measure in any district of a municipality."""
        cells = (self.years(area.code, measure).get(year) for area in self.areas.within(code, "district"))
        return any(cell is not None and cell.row.value is not None for cell in cells)

    def alone(self, code: str) -> frozenset[str]:
        """The indicators of which a municipality is held against other municipalities: its districts have no figures of them."""
        found: set[str] = set()
        for id in {id for theme in self.monitor.themes for id in theme.measures} | set(self.monitor.keys):
            measure = self.measures.get(id)
            value = self.latest(code, measure) if measure and not measure.amount else None
            if measure and value and not self.tells_districts(code, measure, value.year):
                found |= (
                    {measure.part, measure.of, self.monitor.few.of} if measure.of or measure.rate else {measure.part}
                )
        return frozenset(found - {""})

    def parents(self, area: Area) -> tuple[Area, ...]:
        """What an area lies in, from near to far."""
        found = []
        while area.within and area.within in self.areas.by_code:
            area = self.areas.by_code[area.within]
            found.append(area)
        return tuple(found)

    def series_set(self, slug: str) -> DataSet:
        """A set by its name."""
        return self._loaded.sets.by_slug[slug]

    def rows(self, code: str) -> Iterator[Cell]:
        """All figures of an area."""
        for indicator in sorted(self.cells.get(code, {})):
            years = self.cells[code][indicator]
            yield from (years[year] for year in sorted(years))


def _goes_before(cell: Cell, known: Cell) -> bool:
    """A value goes before the reason that there is none, and the later look at the publisher's table before an earlier."""
    if (cell.row.value is None) != (known.row.value is None):
        return known.row.value is None
    return cell.source.as_of > known.source.as_of


def by_name(area: Area) -> tuple[str, str]:
    """Areas in the order of their names."""
    return area.name.casefold().lstrip("'’"), area.code
