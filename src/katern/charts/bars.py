"""Bars that begin at zero, each with its name and its figure; between years that may not be compared stand the words why."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from katern.charts.grid import Grid
from katern.charts.measure import width
from katern.charts.naming import Names, cuts
from katern.charts.placing import height, paragraph, share, widest
from katern.charts.scale import Scale
from katern.charts.shapes import NARROWEST, SMALL, Bar, Drawing, Shape, Stroke, Words
from katern.datasets.figure import Figure

_THICK, _GAP = 17.0, 10.0
# names so short stand beside their bars
_BESIDE = 72
_HATCHED = 12.0


def draw(grid: Grid, names: Names) -> Drawing:
    """A bar for each row."""
    return _Bars(grid, names).drawing()


class _Bars:
    def __init__(self, grid: Grid, names: Names) -> None:
        self.grid, self.names = grid, names
        self.labels = {row: names.row(grid, row) or names.measure(grid.figures[0].indicator) for row in grid.rows}
        wide = widest(self.labels.values())
        self.beside = wide <= _BESIDE
        self.start = share(wide + 8) if self.beside else 0.0
        cells = list(grid.cells.values())
        room = widest((names.value(cell) for cell in cells), strong=True) + 8
        known = [cell.value for cell in cells if cell.value is not None]
        highest, lowest = max([*known, Decimal(0)]), min([*known, Decimal(0)])
        self.scale = Scale(lowest, highest or Decimal(1), self.start, max(100 - share(room), self.start + 20))
        self.y = 0.0

    def drawing(self) -> Drawing:
        between = {str(cut.after): cut for cut in cuts(self.grid)}
        shapes: list[Shape] = []
        for row in self.grid.rows:
            if row in between and self.y:
                shapes += self._break(self.names.between(between[row]))
            shapes += self._row(row)
        return Drawing(self.y, tuple(shapes), self.names.alternative(self.grid))

    def _break(self, words: str) -> Iterator[Shape]:
        lines = paragraph(words, self.y + 4, "quiet")
        yield Stroke(0, self.y, 100, self.y, "break")
        yield from lines
        self.y += height(lines) + _GAP + 6

    def _row(self, row: str) -> Iterator[Shape]:
        label, figure = self.labels[row], self.grid.cells.get((row, self.grid.columns[0]))
        if self.beside:
            yield Words(self.start, self.y + 13, label, "label", "end", -8)
        else:
            lines = paragraph(label, self.y)
            yield from lines
            self.y += height(lines) + 3
        if figure is None or figure.value is None:
            yield Bar(self.start, self.y, _HATCHED, _THICK, "missing")
            yield Words(self.start + _HATCHED, self.y + 13, self.names.value(figure), "quiet", shift=6)
        else:
            yield from self._bar(row, figure)
        self.y += _THICK + _GAP

    def _bar(self, row: str, figure: Figure) -> Iterator[Shape]:
        assert figure.value is not None
        zero, end = self.scale.at(0), self.scale.at(figure.value)
        first, last = min(zero, end), max(zero, end)
        highlight = self.grid.wanted.text("highlight")
        kind = "faint" if highlight and highlight != row else "bar"
        part = self.grid.parts.get((row, self.grid.columns[0]))
        whole = last
        if part is not None and part.value is not None:
            last = self.scale.at(figure.value - part.value)
            yield Bar(last, self.y, round(whole - last, 2), _THICK, "part")
        yield Bar(first, self.y, round(last - first, 2), _THICK, kind)
        yield Stroke(zero, self.y - 3, zero, self.y + _THICK + 3, "axis")
        yield Words(whole, self.y + 13, self.names.value(figure), "value", shift=6)
        if part is not None:
            yield from self._part(part)

    def _part(self, part: Figure) -> Iterator[Shape]:
        words = self.names.part(part)
        self.y += _THICK + 2
        at = self.start if width(words, SMALL) <= NARROWEST * (1 - self.start / 100) else 0.0
        lines = paragraph(words, self.y - 2, "quiet", NARROWEST * (1 - at / 100), at)
        yield from lines
        self.y += height(lines) - _THICK + 2
