"""Dots along one scale, a row for each, with another figure as a line across to compare them with."""

from __future__ import annotations

from collections.abc import Iterator

from katern.charts.grid import Grid
from katern.charts.measure import width
from katern.charts.naming import Names
from katern.charts.placing import height, paragraph, share
from katern.charts.scale import zero_based
from katern.charts.shapes import SIZE, SMALL, Bar, Dot, Drawing, Shape, Stroke, Words
from katern.datasets.figure import Figure, number

_TRACK, _GAP = 20.0, 6.0
# room at both ends, so that a dot and its figure stay within the drawing
_LEFT = 3.0
_KINDS = ("dot", "hollow")


def draw(grid: Grid, names: Names) -> Drawing:
    """A row of dots for each row of figures."""
    return _Dots(grid, names).drawing()


class _Dots:
    def __init__(self, grid: Grid, names: Names) -> None:
        self.grid, self.names = grid, names
        known = [cell.value for cell in grid.cells.values() if cell.value is not None]
        self.scale, self.ticks = zero_based(known, _LEFT, 100 - share(44))
        self.compared = grid.wanted.text("compare")
        self.y = 0.0

    def drawing(self) -> Drawing:
        shapes = [*self._key(), *self._compared()]
        for row in self.grid.rows:
            if row != self.compared:
                shapes += self._row(row)
        shapes += self._axis()
        return Drawing(self.y, tuple(shapes), self.names.alternative(self.grid))

    def _key(self) -> Iterator[Shape]:
        """What the two kinds of dots are."""
        x = _LEFT
        for number_, column in enumerate(self.grid.columns if len(self.grid.columns) > 1 else ()):
            label = self.names.column(self.grid, column)
            yield Dot(x, 9, kind=_KINDS[number_])
            yield Words(x, 14, label, "label", shift=10)
            x += share(width(label, SIZE) + 30)
            self.y = 28

    def _compared(self) -> Iterator[Shape]:
        figure = self.grid.cells.get((self.compared, self.grid.columns[0])) if self.compared else None
        if figure is None or figure.value is None:
            return
        text = f"{self.names.row(self.grid, self.compared)} {self.names.value(figure)}"
        x, half = self.scale.at(figure.value), share(width(text, SMALL) / 2)
        anchor = "start" if x < half else "end" if x + half > 100 else "middle"
        yield Words(x, self.y + 12, text, "quiet", anchor)  # type: ignore[arg-type]  # one of the three
        self.y += 18

    def _ground(self, middle: float) -> Iterator[Shape]:
        """The track of a row with its marks: they leave the names above it alone."""
        yield Stroke(0, middle, 100, middle, "track")
        for tick in self.ticks:
            yield Stroke(self.scale.at(tick), middle - 5, self.scale.at(tick), middle + 5, "grid")
        figure = self.grid.cells.get((self.compared, self.grid.columns[0])) if self.compared else None
        if figure is not None and figure.value is not None:
            x = self.scale.at(figure.value)
            yield Stroke(x, middle - 10, x, middle + 10, "compare")

    def _row(self, row: str) -> Iterator[Shape]:
        lines = paragraph(self.names.row(self.grid, row), self.y)
        yield from lines
        self.y += height(lines) + 1
        middle = self.y + _TRACK / 2
        yield from self._ground(middle)
        cells = [self.grid.cells.get((row, column)) for column in self.grid.columns]
        known = [
            (figure, kind) for figure, kind in zip(cells, _KINDS, strict=False) if figure and not figure.is_missing
        ]
        for figure, kind in reversed(known):
            yield Dot(self._x(figure), middle, kind=kind)
        if not known:
            yield Bar(_LEFT, middle - 6, 10, 12, "missing")
            yield Words(_LEFT + 10, middle + 5, self.names.value(cells[0]), "quiet", shift=6)
        yield from self._values([figure for figure, _ in known], middle)
        self.y += _TRACK + _GAP

    def _values(self, known: list[Figure], middle: float) -> Iterator[Shape]:
        """Figures at the outer sides of their dots, or all behind the last where the first has no room."""
        known = sorted(known, key=self._x)
        if not known:
            return
        first, last = self.names.value(known[0]), self.names.value(known[-1])
        if len(known) == 1:
            yield self._alone(known[0], first, middle)
        elif share(width(first, SIZE, strong=True) + 10) <= self._x(known[0]):
            yield Words(self._x(known[0]), middle + 5, first, "value", "end", -9)
            yield Words(self._x(known[-1]), middle + 5, last, "value", shift=9)
        else:
            yield Words(self._x(known[-1]), middle + 5, f"{first} · {last}", "value", shift=9)

    def _alone(self, figure: Figure, text: str, middle: float) -> Shape:
        """Behind its dot, or before it where the line of comparison would cross the figure."""
        x, wide = self._x(figure), share(width(text, SIZE, strong=True) + 12)
        other = self.grid.cells.get((self.compared, self.grid.columns[0])) if self.compared else None
        if other is not None and other.value is not None and x < self.scale.at(other.value) < x + wide <= 2 * x:
            return Words(x, middle + 5, text, "value", "end", -9)
        return Words(x, middle + 5, text, "value", shift=9)

    def _x(self, figure: Figure) -> float:
        assert figure.value is not None
        return self.scale.at(figure.value)

    def _axis(self) -> Iterator[Shape]:
        self.y += 2
        figure = self.grid.figures[0]
        for tick in self.ticks:
            text = number(tick, self.names.figures)
            if tick == self.ticks[-1]:
                template = self.names.figures.units.get(figure.indicator.unit, "{n}")
                text = template.format(n=text)
            yield Words(self.scale.at(tick), self.y + 12, text, "quiet", "middle")
        self.y += 18
