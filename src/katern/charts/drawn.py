"""A chart from its declaration to what stands on a page: drawing, titles, sources, and the table of the same figures."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from katern.charts import bars, dots, lines, slopes
from katern.charts.declared import AREA, INDICATOR, YEAR, read_chart
from katern.charts.grid import Grid, choose
from katern.charts.naming import Names, is_starred
from katern.charts.shapes import Drawing, as_svg
from katern.datasets.figure import Figure
from katern.datasets.setfile import Source
from katern.datasets.sets import OnDemand
from katern.datasets.table import Table
from katern.words.charts import Charts
from katern.words.pages import Figures

_DRAW = {
    "bar": bars.draw,
    "dots": dots.draw,
    "line": lines.draw,
    "multiples": lines.draw_multiples,
    "slope": slopes.draw,
}
# so many sources stand under a chart; the others with the figures
_SHOWN_SOURCES = 3
# a table of more columns is read from row to row
_MOST_COLUMNS = 8


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a chart's table: what the figure is of, the figure, where it was seen, and what its reader must know."""

    cells: tuple[str, ...]
    value: str
    source: Source
    note: str


@dataclass(frozen=True, slots=True)
class Chart:
    """All that a template draws of a chart."""

    title: str
    subtitle: str
    note: str
    svg: str
    heads: tuple[str, ...]
    lines: tuple[Line, ...]
    # the same in rows and columns; empty where a chart has no two dimensions
    crossed: tuple[tuple[str, ...], ...]
    sources: tuple[Source, ...]
    more_sources: int
    retrieved: datetime.date
    publisher: str
    dataset: str
    files: tuple[str, ...]
    starred: bool
    how_to_read: tuple[str, ...]
    gaps: tuple[tuple[tuple[int, ...], str], ...]

    @property
    def table(self) -> tuple[tuple[str, ...], ...]:
        """The figures in rows and columns, heads first, where nothing must be said of any of them alone."""
        return () if self.tells_sources or self.tells_notes else self.crossed

    @property
    def tells_sources(self) -> bool:
        """Whether its table must say of each figure where it was seen: the line below the drawing does not."""
        return len({line.source for line in self.lines}) > 1

    @property
    def tells_notes(self) -> bool:
        """Whether there is anything that the reader of a figure must know."""
        return any(line.note for line in self.lines)


def chart(
    sets: OnDemand, slug: object, declared: Mapping[str, object], words: tuple[Charts, Figures], name: str
) -> Chart:
    """The chart of a declaration; Refused where it cannot be drawn. `name` is what its hatch is called on its page."""
    grid = choose(read_chart(sets, slug, declared))
    names = Names(*words, sets.areas if AREA in _told(grid) else {})
    manifest = grid.wanted.held.manifest
    figures = grid.figures
    sources = tuple(dict.fromkeys(figure.source for figure in figures))
    different = tuple({source.title: source for source in sources}.values())
    shown = len(different) if len(different) <= _SHOWN_SOURCES else _SHOWN_SOURCES - 1
    years = {figure.year for figure in grid.figures}
    return Chart(
        grid.wanted.text("title"),
        names.subtitle(grid),
        grid.wanted.text("note"),
        as_svg(draw(grid, names), name),
        tuple(names.heading(grid, one) for one in _told(grid)),
        tuple(_line(grid, names, figure) for figure in figures),
        _crossed(grid, names),
        different[:shown],
        len(different) - shown,
        max(source.retrieved for source in sources),
        _publisher(manifest.publisher, different[:shown]),
        grid.wanted.held.slug,
        tuple(table.path.rpartition("/")[2] for table in grid.wanted.held.tables if _holds(table, figures)),
        any(map(is_starred, figures)),
        manifest.how_to_read,
        tuple((gap.years, gap.why) for gap in manifest.gaps if min(years) < gap.years[0] < max(years)),
    )


def _publisher(name: str, shown: Sequence[Source]) -> str:
    """Who published the figures, where the titles of the sources do not say so themselves."""
    return "" if all(source.title.startswith(name.split()[0]) for source in shown) else name


def _holds(table: Table, figures: Sequence[Figure]) -> bool:
    """Whether a file of a set holds any of these figures."""
    sources = {figure.source.id for figure in figures}
    return any(row.source in sources for row in table.rows)


def draw(grid: Grid, names: Names) -> Drawing:
    """The drawing of a chart's figures."""
    return _DRAW[grid.wanted.kind](grid, names)


def _told(grid: Grid) -> tuple[str, ...]:
    """The dimensions that a table tells: those in which its figures differ, and always the year."""
    told = [name for name in (grid.row_dimension, grid.column_dimension) if name and name != YEAR]
    if grid.parts and INDICATOR not in told:
        told.insert(0, INDICATOR)
    if grid.shared.get(AREA):
        told.insert(0, AREA)
    return (*told, YEAR)


def _crossed(grid: Grid, names: Names) -> tuple[tuple[str, ...], ...]:
    """A row for each row of the chart and a column for each of its columns, heads first."""
    if not (grid.row_dimension and grid.column_dimension) or grid.parts or len(grid.columns) > _MOST_COLUMNS:
        return ()
    told = [tuple(names.marked(grid.cells.get((row, column))) for column in grid.columns) for row in grid.rows]
    heads = (names.heading(grid, grid.row_dimension), *(names.column(grid, column) for column in grid.columns))
    return (heads, *((names.row(grid, row), *cells) for row, cells in zip(grid.rows, told, strict=True)))


def _line(grid: Grid, names: Names, figure: Figure) -> Line:
    own = {INDICATOR: figure.indicator.id, AREA: figure.area, YEAR: str(figure.year), **dict(figure.categories)}
    cells = tuple(names.of(grid, name, own[name]) for name in _told(grid))
    return Line(cells, figure.marked(names.figures), figure.source, figure.note)
