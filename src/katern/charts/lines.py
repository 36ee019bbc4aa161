"""Lines over what may be compared: a gap where it may not, with the words of the break, and hatch where a figure is missing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from katern.charts.declared import YEAR
from katern.charts.grid import Grid
from katern.charts.measure import width
from katern.charts.naming import Names, cuts
from katern.charts.placing import height, paragraph, share, spread, widest
from katern.charts.scale import Scale, zero_based
from katern.charts.shapes import NARROWEST, SIZE, SMALL, Bar, Dot, Drawing, Shape, Stroke, Words
from katern.datasets.figure import Figure, number
from katern.datasets.series import Cut

_TALL, _PANEL = 150.0, 64.0
_STYLES = (("line", "dot"), ("faint", "hollow"), ("faint", "faint"), ("line", "hollow"))
_PANEL_WIDTH, _PANEL_STEP = 45.0, 55.0
_LONGEST = 110


@dataclass(frozen=True, slots=True)
class _Plot:
    """Where figures stand: a scale down the page, and a place across for each column."""

    grid: Grid
    scale: Scale
    places: dict[str, float]

    def point(self, column: str, figure: Figure) -> tuple[float, float]:
        assert figure.value is not None
        return self.places[column], self.scale.at(figure.value)

    def known(self, row: str) -> list[tuple[str, Figure]]:
        """The figures of a row that are there, with their columns."""
        cells = ((column, self.grid.cells.get((row, column))) for column in self.grid.columns)
        return [(column, cell) for column, cell in cells if cell is not None and not cell.is_missing]

    def line(self, row: str, style: tuple[str, str]) -> Iterator[Shape]:
        """Strokes between figures that follow each other and may be compared, and a dot for each."""
        stroke, dot = style
        known = self.known(row)
        at = {column: number_ for number_, column in enumerate(self.grid.columns)}
        for (left, first), (right, second) in pairwise(known):
            if at[right] - at[left] == 1 and self.grid.cut(first, second) is None:
                (x1, y1), (x2, y2) = self.point(left, first), self.point(right, second)
                yield Stroke(x1, y1, x2, y2, stroke)
        for column, figure in known:
            x, y = self.point(column, figure)
            yield Dot(x, y, 4, dot)


def draw(grid: Grid, names: Names) -> Drawing:
    """One plot with a line for each row."""
    shapes, y = _key(grid, names)
    marks = _marks(grid)
    for cut in marks:
        lines = paragraph(names.between(cut), y, "quiet")
        shapes += lines
        y += height(lines) + 2
    top = y + 24
    known = [cell.value for cell in grid.cells.values() if cell.value is not None]
    scale, ticks = zero_based(known, top + _TALL, top)
    labels = [number(tick, names.figures) for tick in ticks]
    left = share(widest(labels, SMALL) + 14)
    plot = _Plot(grid, scale, _across(grid, left, 100 - share(_behind(grid, names))))
    for tick, label in zip(ticks, labels, strict=True):
        shapes.append(Stroke(0, scale.at(tick), 100, scale.at(tick), "axis" if tick == 0 else "grid"))
        shapes.append(Words(0, scale.at(tick) - 4, label, "quiet"))
    for cut in marks:
        x = (plot.places[str(cut.before)] + plot.places[str(cut.after)]) / 2
        shapes.append(Stroke(round(x, 2), y, round(x, 2), top + _TALL, "break"))
    shapes += _gaps(plot, names, top)
    for number_, row in reversed(list(enumerate(grid.rows))):
        shapes += plot.line(row, _style(grid, row, number_))
    shapes += _figures(plot, names, top) if len(grid.rows) == 1 else _ends(plot, names, top)
    shapes += _columns(plot, names, top + _TALL)
    return Drawing(top + _TALL + 24, tuple(shapes), names.alternative(grid))


def _behind(grid: Grid, names: Names) -> float:
    """The room for names behind the lines."""
    if len(grid.rows) == 1:
        return 22
    last = [(row, cell) for row in grid.rows if (cell := grid.cells.get((row, grid.columns[-1])))]
    return widest((_named(grid, names, row, cell) for row, cell in last), strong=True) + 12


def _is_long(grid: Grid, names: Names) -> bool:
    """Whether names are too long to stand behind their lines."""
    return len(grid.rows) > 1 and widest((names.row(grid, row) for row in grid.rows), strong=True) > _LONGEST


def _key(grid: Grid, names: Names) -> tuple[list[Shape], float]:
    """Names that are too long, above the lines with the dot of each; and how much room they take."""
    shapes: list[Shape] = []
    y = 0.0
    for place, row in enumerate(grid.rows if _is_long(grid, names) else ()):
        lines = paragraph(names.row(grid, row), y, room=NARROWEST - 16, x=share(16))
        shapes += [Dot(share(6), y + 9, 4, _style(grid, row, place)[1]), *lines]
        y += height(lines) + 3
    return shapes, y + 4 if shapes else y


def draw_multiples(grid: Grid, names: Names) -> Drawing:
    """A small plot for each row, two beside each other, on one scale unless the declaration asks for their own."""
    shapes: list[Shape] = []
    y = 0.0
    for pair in (grid.rows[start : start + 2] for start in range(0, len(grid.rows), 2)):
        titles = [
            paragraph(names.row(grid, row), y, "strong", 128, column * _PANEL_STEP) for column, row in enumerate(pair)
        ]
        top = y + max(map(height, titles)) + 22
        for column, row in enumerate(pair):
            shapes += titles[column]
            shapes += _panel(grid, names, row, column * _PANEL_STEP, top)
        y = top + _PANEL + (34 if _side_by_side(grid, names) else 49)
    return Drawing(y - 8, tuple(shapes), names.alternative(grid))


def _marks(grid: Grid) -> list[Cut]:
    """The breaks along the lines."""
    return cuts(grid) if grid.column_dimension == YEAR else []


def _panel(grid: Grid, names: Names, row: str, left: float, top: float) -> Iterator[Shape]:
    cells = [cell for (name, _), cell in grid.cells.items() if name == row or grid.wanted.text("scale") != "own"]
    highest = max([cell.value for cell in cells if cell.value is not None], default=Decimal(1))
    scale = Scale(Decimal(0), highest or Decimal(1), top + _PANEL, top)
    plot = _Plot(grid, scale, _across(grid, left + 2, left + _PANEL_WIDTH - 2))
    yield Stroke(left, top + _PANEL, left + _PANEL_WIDTH, top + _PANEL, "axis")
    for cut in _marks(grid):
        x = round((plot.places[str(cut.before)] + plot.places[str(cut.after)]) / 2, 2)
        yield Stroke(x, top, x, top + _PANEL, "break")
    yield from plot.line(row, _STYLES[0])
    known = plot.known(row)
    if not known:
        yield Bar(left, top + _PANEL / 2, _PANEL_WIDTH, 12, "missing")
        yield Words(left, top + _PANEL / 2 - 5, names.charts.no_figure, "quiet")
    yield from _both_ends(plot, names, known)
    first, last = (names.column(grid, column) for column in (grid.columns[0], grid.columns[-1]))
    second = top + _PANEL + (15 if _side_by_side(grid, names) else 30)
    yield Words(left, top + _PANEL + 15, first, "quiet")
    yield Words(left + _PANEL_WIDTH, second, last, "quiet", "end")


def _side_by_side(grid: Grid, names: Names) -> bool:
    """Whether the names of the first and the last column fit beside each other under a panel."""
    both = f"{names.column(grid, grid.columns[0])} {names.column(grid, grid.columns[-1])}"
    return share(width(both, SMALL) + 6) <= _PANEL_WIDTH


def _both_ends(plot: _Plot, names: Names, known: Sequence[tuple[str, Figure]]) -> Iterator[Shape]:
    """The first and the last figure of a panel, above the line beside them."""
    points = [plot.point(column, figure) for column, figure in known]
    if points:
        y = min(y for _, y in points[:2])
        yield Words(round(points[0][0] - 1.5, 2), y - 8, names.value(known[0][1]), "value")
    if len(points) > 1:
        y = min(y for _, y in points[-2:])
        yield Words(round(points[-1][0] + 1.5, 2), y - 8, names.value(known[-1][1]), "value", "end")


def _style(grid: Grid, row: str, place: int) -> tuple[str, str]:
    highlight = grid.wanted.text("highlight")
    if highlight:
        return _STYLES[0] if row == highlight else _STYLES[2]
    return _STYLES[place % len(_STYLES)]


def _across(grid: Grid, start: float, end: float) -> dict[str, float]:
    """Columns by the number in their names (a year, so many months), where each has one and they go up; others at equal steps."""
    columns = grid.columns
    found = [re.findall(r"\d+", column) for column in columns]
    numbers = [int(one[0]) for one in found if len(one) == 1]
    if len(numbers) != len(columns) or any(second <= first for first, second in pairwise(numbers)):
        numbers = list(range(len(columns)))
    scale = Scale(Decimal(numbers[0]), Decimal(numbers[-1]), start, end)
    return {column: scale.at(number_) for column, number_ in zip(columns, numbers, strict=True)}


def _gaps(plot: _Plot, names: Names, top: float) -> Iterator[Shape]:
    """Where all lines lack a figure: a hatched strip as wide as a column, and the words."""
    grid = plot.grid
    step = min((second - first for first, second in pairwise(plot.places.values())), default=10.0)
    for column in grid.columns:
        cells = [grid.cells.get((row, column)) for row in grid.rows]
        if any(cell is not None and not cell.is_missing for cell in cells):
            continue
        x, wide = plot.places[column], step * 0.5
        yield Bar(round(x - wide / 2, 2), top + 34, round(wide, 2), _TALL - 34, "missing")
        for place, word in enumerate(names.value(cells[0]).split(maxsplit=1)):
            yield Words(x, top + 14 + 14 * place, word, "quiet", "middle")


def _figures(plot: _Plot, names: Names, top: float) -> Iterator[Shape]:
    """The figures of a single line: all where they fit, else the ends, the highest and the lowest."""
    known = plot.known(plot.grid.rows[0])
    ranked = sorted(range(len(known)), key=lambda place: known[place][1].value or 0)
    first = [0, len(known) - 1, *ranked[-1:], *ranked[:1]]
    taken: list[tuple[float, float]] = []
    for place in dict.fromkeys([*first, *range(len(known))]):
        column, figure = known[place]
        (x, y), text = plot.point(column, figure), names.value(figure)
        half = share(width(text, SIZE, strong=True) / 2 + 2)
        x = min(x, 100 - half)
        if all(x + half <= left or x - half >= right for left, right in taken):
            taken.append((x - half, x + half))
            foot = y + 20 if _rises(plot, known, place) else max(y - 10, top - 8)
            yield Words(round(x, 2), foot, text, "value", "middle")


def _rises(plot: _Plot, known: Sequence[tuple[str, Figure]], place: int) -> bool:
    """Whether a line begins at a figure and goes up from there, through what would stand above it."""
    before, here = known[place - 1 : place], known[place][1]
    after = known[place + 1][1] if place + 1 < len(known) else None
    begins = not before or plot.grid.cut(before[0][1], here) is not None
    goes_on = after is not None and plot.grid.cut(here, after) is None
    return begins and goes_on and after is not None and (after.value or 0) > (here.value or 0)


def _ends(plot: _Plot, names: Names, top: float) -> Iterator[Shape]:
    """Behind the last figure of each line its name and that figure, none over another."""
    grid = plot.grid
    ends = [(row, *known[-1]) for row in grid.rows if (known := plot.known(row))]
    places = [plot.point(column, figure)[1] + 5 for _, column, figure in ends]
    for (row, column, figure), y in zip(ends, spread(places, 17, top, top + _TALL - 4), strict=True):
        yield Words(plot.places[column], y, _named(grid, names, row, figure), "value", shift=9)


def _named(grid: Grid, names: Names, row: str, figure: Figure) -> str:
    return names.value(figure) if _is_long(grid, names) else f"{names.row(grid, row)} {names.value(figure)}"


def _columns(plot: _Plot, names: Names, bottom: float) -> Iterator[Shape]:
    """The names of columns, as many as fit beside each other; the first and the last always."""
    texts = {column: names.column(plot.grid, column) for column in plot.grid.columns}
    room = share(widest(texts.values(), SMALL) + 6)
    last = plot.places[plot.grid.columns[-1]]
    before = -100.0
    for column, x in plot.places.items():
        is_last = column == plot.grid.columns[-1]
        if is_last or (x - before >= room and last - x >= room):
            before = x
            yield Words(x, bottom + 16, texts[column], "quiet", "middle")
