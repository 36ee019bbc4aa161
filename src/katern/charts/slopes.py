"""Two moments and what changed between them: a line for each row, named at its end."""

from __future__ import annotations

from collections.abc import Iterator

from katern.charts.grid import Grid, is_whole
from katern.charts.measure import wrap
from katern.charts.naming import Names
from katern.charts.placing import share, spread, widest
from katern.charts.scale import Scale
from katern.charts.shapes import NARROWEST, SMALL, Dot, Drawing, Shape, Stroke, Words

_TALL = 190.0
_TOP = 34.0


def draw(grid: Grid, names: Names) -> Drawing:
    """A slope for each row whose two figures are there; the others are named below."""
    left, right = grid.columns
    whole = [row for row in grid.rows if is_whole(grid, row)]
    known = [figure.value for figure in grid.figures if figure.value is not None]
    tall = max(_TALL, 36.0 * len(whole))
    scale = Scale(min([*known, 0 * known[0]]), max(known), _TOP + tall, _TOP)
    first = share(widest((names.value(grid.cells.get((row, left))) for row in whole), strong=True) + 12)
    second = first + 30
    shapes: list[Shape] = []
    for x, column in ((first, left), (second, right)):
        shapes.append(Words(x, 13, names.column(grid, column), "strong", "middle"))
        shapes.append(Stroke(x, 22, x, _TOP + tall + 6, "grid"))
    begins, ends = ([scale.at(grid.cells[row, column].value or 0) for row in whole] for column in grid.columns)
    for place, row in enumerate(whole):
        faint = grid.wanted.text("highlight") not in ("", row)
        shapes.append(Stroke(first, begins[place], second, ends[place], "faint" if faint else "line"))
        shapes += [Dot(first, begins[place], 4, "faint" if faint else "dot")]
        shapes += [Dot(second, ends[place], 4, "faint" if faint else "dot")]
    shapes += _labels(grid, names, whole, (first, begins), (second, ends))
    y = _TOP + tall + 26
    for row in grid.rows:
        if row not in whole:
            shapes.append(Words(0, y, f"{names.row(grid, row)}: {names.charts.no_figure}", "quiet"))
            y += 17
    return Drawing(y - 8, tuple(shapes), names.alternative(grid))


def _labels(
    grid: Grid, names: Names, rows: list[str], left: tuple[float, list[float]], right: tuple[float, list[float]]
) -> Iterator[Shape]:
    """The first figure before its line; the second with the name behind it, in two lines where it is long."""
    for row, y in zip(rows, spread([place + 5 for place in left[1]], 17, _TOP), strict=True):
        value = names.value(grid.cells[row, grid.columns[0]])
        yield Words(left[0], y, value, "value", "end", -9)
    room = NARROWEST * (1 - right[0] / 100) - 9
    texts = [f"{names.value(grid.cells[row, grid.columns[1]])} {names.row(grid, row)}" for row in rows]
    lines = [wrap(text, SMALL + 1.5, room) for text in texts]
    heights = [1.0 + 16 * len(many) for many in lines]
    feet = spread([place + 5 for place in right[1]], heights, _TOP, max(*left[1], *right[1]) + 8)
    for many, y in zip(lines, feet, strict=True):
        for number, line in enumerate(many):
            yield Words(right[0], y + 16 * number, line, "label", shift=9)
