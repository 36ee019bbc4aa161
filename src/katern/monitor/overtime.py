"""Figures over time: points by year, joined only where they may be compared, and words where they may not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

from katern.monitor.book import Book, Cell, Value
from katern.monitor.measures import Measure
from katern.monitor.settings import Panels, Theme
from katern.monitor.strips import Scale, scale_of

PANEL, HEIGHT = 220, 84
_SIDE, _TOP, _BOTTOM = 24, 18, 16


class Point(NamedTuple):
    """A figure in a panel: its place, its year and what it says."""

    x: str
    y: str
    text: str


class Line(NamedTuple):
    """One measure in a panel: its points, and runs of points between which a line is drawn."""

    measure: Measure
    values: tuple[Value, ...]
    points: tuple[Point, ...]
    runs: tuple[tuple[Point, ...], ...]


class Panel(NamedTuple):
    """What is drawn on one side of a break."""

    lines: tuple[Line, ...]
    years: tuple[tuple[str, int], ...]

    @property
    def all_years(self) -> tuple[int, ...]:
        """The years in which one of its measures has a figure."""
        return tuple(year for _, year in self.years)


class Chart(NamedTuple):
    """One panel, or two with the words between them; `gaps` say why points are not joined."""

    title: str
    panels: tuple[Panel, ...]
    words: str = ""
    gaps: tuple[str, ...] = ()


def charts(book: Book, code: str, theme: Theme) -> Iterator[Chart]:
    """The series of a theme in an area: only of measures that have more than one year in a set with the same borders."""
    for id in theme.series:
        measure = book.measures.get(id)
        if measure:
            values = _values(book, code, measure)
            if len(values) > 1 and any(value.value is not None for value in values):
                panel = _panel(book, [(measure, values)])
                yield Chart(measure.label, (panel,), "", tuple(dict.fromkeys(_gaps(book, values))))
    for panels in theme.panels:
        yield from _two(book, code, panels)


def _two(book: Book, code: str, panels: Panels) -> Iterator[Chart]:
    """Two panels with a break between them; none where one side has nothing to show."""
    sides = []
    for ids in (panels.before, panels.after):
        measures = [book.measures[id] for id in ids if id in book.measures]
        known = [(measure, values) for measure in measures if (values := _values(book, code, measure))]
        sides.append(
            [(measure, values) for measure, values in known if any(value.value is not None for value in values)]
        )
    if all(sides):
        yield Chart(panels.title, tuple(_panel(book, side) for side in sides), panels.words)


def _values(book: Book, code: str, measure: Measure) -> tuple[Value, ...]:
    """The figures of one measure by year, of that set with most years of it whose areas are the same in all of them."""
    best: list[int] = []
    cells = book.years(code, measure)
    sets = dict.fromkeys(cell.held.slug for cell in cells.values())
    for slug in sets:
        held = book.series_set(slug)
        years = [year for year in held.manifest.years if (measure.part, code, year, ()) in held.rows and year in cells]
        comparable = held.manifest.same_borders or len({source.borders for source in held.manifest.sources}) == 1
        if comparable and len(years) > len(best):
            best = years
    return tuple(book.value(code, measure, year) for year in sorted(best))


def _panel(book: Book, side: Sequence[tuple[Measure, tuple[Value, ...]]]) -> Panel:
    years = sorted({value.year for _, values in side for value in values})
    scale = scale_of(value.value for _, values in side for value in values if value.value is not None)
    places = {year: _across(year, years) for year in years}
    lines = tuple(_line(measure, values, places, scale, book) for measure, values in side)
    return Panel(lines, tuple((places[year], year) for year in years))


def _across(year: int, years: Sequence[int]) -> str:
    span = years[-1] - years[0]
    return _plain(_SIDE + (PANEL - 2 * _SIDE) * ((year - years[0]) / span if span else 0.5))


def _up(value: Decimal, scale: Scale) -> str:
    span = float(scale.high - scale.low) or 1.0
    return _plain(HEIGHT - _BOTTOM - (HEIGHT - _TOP - _BOTTOM) * float(value - scale.low) / span)


def _plain(number: float) -> str:
    return f"{number:.1f}".removesuffix(".0")


def _line(measure: Measure, values: tuple[Value, ...], places: dict[int, str], scale: Scale, book: Book) -> Line:
    points, runs, run = list[Point](), list[list[Point]](), list[Point]()
    before: Value | None = None
    for value in values:
        if value.value is None:
            before = None
            runs, run = [*runs, run], []
            continue
        x, y = places[value.year], _up(value.value, scale)
        points.append(Point(x, y, value.text))
        if before is not None and _gap(book, before, value):
            runs, run = [*runs, run], []
        run.append(points[-1])
        before = value
    joined = tuple(tuple(places) for places in (*runs, run) if len(places) > 1)
    return Line(measure, values, tuple(points), joined)


def _gaps(book: Book, values: Sequence[Value]) -> Iterator[str]:
    for first, second in pairwise(values):
        why = _gap(book, first, second)
        if why:
            yield book.words.monitor.no_line(first=first.year, second=second.year, why=why)


def _gap(book: Book, first: Value, second: Value) -> str:
    """Why no line runs between two figures; nothing where one may."""
    return _broken(first.cell, second.cell, book) if first.cell and second.cell else ""


def _broken(first: Cell, second: Cell, book: Book) -> str:
    indicator = first.held.indicators[first.row.indicator]
    for one in indicator.breaks:
        if first.row.year < one.year <= second.row.year:
            return one.words
    missing = first.row.value is None or second.row.value is None
    gaps = [year for held in {first.held.slug: first.held, second.held.slug: second.held}.values() for gap in held.manifest.gaps for year in gap.years]  # fmt: skip
    between = [str(year) for year in sorted(set(gaps)) if first.row.year < year < second.row.year]
    if between:
        return book.words.monitor.years_missing(years=", ".join(between))
    return book.words.monitor.value_missing if missing else ""
