"""The profile of an area: key figures, themes with their strips, series, what is not there, and what to read next."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from katern.datasets.areas import Area
from katern.monitor.book import Book, Value
from katern.monitor.measures import Measure
from katern.monitor.overtime import Chart, charts
from katern.monitor.sentences import sentence
from katern.monitor.settings import Theme
from katern.monitor.strips import Scale, dots, scale_of


class Strip(NamedTuple):
    """A strip: other areas as dots (`others`, of this kind), this one, and those around it by their places; the ends in words."""

    others: tuple[int, ...]
    kind: str
    here: str
    municipality: str
    country: str
    low: str
    high: str


class Line(NamedTuple):
    """One measure of a theme: the value here, those of the areas around it, its strip, and where it comes from."""

    measure: Measure
    here: Value
    around: tuple[Value, ...]
    source: str
    strip: Strip | None


class ToldTheme(NamedTuple):
    """A theme as it is told of an area."""

    theme: Theme
    sentence: str
    lines: tuple[Line, ...]
    charts: tuple[Chart, ...]


class Profile(NamedTuple):
    """Everything that a page tells of an area."""

    area: Area
    parents: tuple[Area, ...]
    keys: tuple[Line, ...]
    themes: tuple[ToldTheme, ...]
    districts: tuple[Area, ...]
    how_to_read: tuple[str, ...]
    beside: tuple[Line, ...]
    changed: str


class Profiles:
    """Makes the profiles of one edition; what areas of one municipality share is made once."""

    def __init__(self, book: Book, others: Sequence[Book] = ()) -> None:
        self.book = book
        # the same codes in other borders
        self.others = others
        self._strips: dict[tuple[str, str, int, str], tuple[Scale, Strip | None]] = {}
        self._sources: dict[tuple[str, str, int], str] = {}

    def of(self, area: Area) -> Profile:
        """The profile of one area."""
        book = self.book
        parents = book.parents(area)
        lines: dict[str, Line] = {}
        themes = []
        for theme in book.monitor.themes:
            held = [line for id in theme.measures if (line := self._line(area, parents, id))]
            lines.update({line.measure.id: line for line in held})
            themes.append(
                ToldTheme(theme, sentence(book, area, theme), tuple(held), tuple(charts(book, area.code, theme)))
            )
        keys = tuple(
            line
            for id in book.monitor.keys
            if (line := lines.get(id) or self._line(area, parents, id)) and line.here.value is not None
        )
        inside = book.districts(area.code) if area.kind == "municipality" else ()
        beside = tuple(line for other in self.others for line in self._beside(other, area))
        return Profile(area, parents, keys, tuple(themes), inside, self._how_to_read(area), beside, self._changed(area))

    def _changed(self, area: Area) -> str:
        """Whether the area is another than that of its code the year before, in words; nothing where it is the same."""
        changed = self.book.monitor.changed
        cells = self.book.cells.get(area.code, {}).get(changed.indicator, {}) if changed else {}
        if changed is None or not cells:
            return ""
        return changed.words.get(str(cells[max(cells)].row.value), "")

    def _line(self, area: Area, parents: Sequence[Area], id: str) -> Line | None:
        measure = self.book.measures.get(id)
        here = self.book.latest(area.code, measure) if measure else None
        if measure is None or here is None:
            return None
        around = tuple(self.book.value(parent.code, measure, here.year) for parent in parents)
        return Line(measure, here, around, self.source(here), self._strip(area, parents, measure, here, around))

    def source(self, value: Value) -> str:
        """Year and source of a figure, with what its publisher says of how sure it is."""
        assert value.cell is not None
        row, held, source = value.cell
        key = (held.slug, source.id, row.year)
        if key not in self._sources:
            named = f"{row.year}, {held.manifest.publisher}, {source.table or source.title}"
            self._sources[key] = named
        mark = self.book.words.figures.marks.get(row.mark, "") if value.value is not None else ""
        return f"{self._sources[key]} ({mark})" if mark else self._sources[key]

    def _strip(
        self, area: Area, parents: Sequence[Area], measure: Measure, here: Value, around: Sequence[Value]
    ) -> Strip | None:
        """The strip of a measure; an amount grows with its area, so that only areas of one kind stand on it."""
        if here.value is None or (measure.amount and area.kind != "district"):
            return None
        key = (area.within if area.kind == "district" else area.code, measure.id, here.year, area.kind)
        if key not in self._strips:
            self._strips[key] = self._around(area, parents, measure, here.year, around)
        scale, strip = self._strips[key]
        return strip._replace(here=scale.at(here.value)) if strip else None

    def _around(
        self, area: Area, parents: Sequence[Area], measure: Measure, year: int, around: Sequence[Value]
    ) -> tuple[Scale, Strip | None]:
        """What a strip shows of other areas; none where there are too few to see anything."""
        kind = self._kind(area, measure, year)
        top = area.within if area.kind == "district" else area.code
        values = self._of_municipalities(measure, year) if kind == "municipality" else self._inside(top, measure, year)
        mine = [] if measure.amount else [value.value for value in (*around, self.book.value(area.code, measure, year))]
        scale = scale_of([*values, *(value for value in mine if value is not None)])
        if len(values) < 2:
            return scale, None
        places = {
            parent.kind: scale.at(value.value)
            for parent, value in zip(parents, around, strict=True)
            if value.value is not None and not measure.amount
        }
        ends = [self.book.written(_plain(end), measure) for end in scale]
        others = dots(values, scale)
        return scale, Strip(others, kind, "", places.get("municipality", ""), places.get("country", ""), *ends)

    def _kind(self, area: Area, measure: Measure, year: int) -> str:
        """Which areas are the dots: districts beside and within a municipality that has figures of these, else municipalities."""
        if area.kind == "district" or (
            area.kind == "municipality" and self.book.tells_districts(area.code, measure, year)
        ):
            return "district"
        return "municipality"

    def _inside(self, code: str, measure: Measure, year: int) -> list[Decimal]:
        found = (self.book.value(area.code, measure, year).value for area in self.book.areas.within(code, "district"))
        return [value for value in found if value is not None]

    def _of_municipalities(self, measure: Measure, year: int) -> list[Decimal]:
        found = (self.book.value(area.code, measure, year).value for area in self.book.municipalities)
        return [value for value in found if value is not None]

    def _how_to_read(self, area: Area) -> tuple[str, ...]:
        """What the sets of an area say of how to read them."""
        found: dict[str, None] = {}
        for held in dict.fromkeys(cell.held.slug for cell in self.book.rows(area.code)):
            manifest = self.book.series_set(held).manifest
            for rounding in manifest.rounding:
                if area.kind in rounding.areas or not rounding.areas or area.kind == "municipality":
                    found.setdefault(rounding.words)
            for words in manifest.how_to_read:
                found.setdefault(words)
        return tuple(found)

    def _beside(self, other: Book, area: Area) -> Iterator[Line]:
        """Figures of the same code in other borders, of which nobody knows whether they are the same."""
        for theme in self.book.monitor.themes:
            for id in theme.measures:
                measure = other.measures.get(id)
                here = other.latest(area.code, measure) if measure else None
                if measure and here and here.year not in self.book.years(area.code, measure):
                    yield Line(measure, here, (), self.source(here), None)


def _plain(value: Decimal) -> Decimal:
    """A number without an exponent or empty decimals."""
    whole = value.normalize()
    return whole.quantize(Decimal(1)) if whole == whole.to_integral_value() else whole
