"""Which rows of a table may break over pages: those that are so high that a page might not hold them whole."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from katern.print.columns import columns_of
from katern.print.grid import Cell, Grid
from katern.print.markup import text_of

# about as many signs stand on a line of a table, on each paper
LINE = 76
# so many lines stay together on the smallest page
_WHOLE = 14
# what begins a line of its own, and what is as high as several
_BREAKS = ("br", "dd", "div", "dt", "h1", "h2", "h3", "h4", "h5", "h6", "li", "p", "tr")
_HIGH = {"img": 12, "svg": 12, "pre": 3, "math": 2}


def breaking(grid: Grid, shares: Sequence[float]) -> frozenset[int]:
    """The rows that may break; `shares` is the part of a line that each column has, none where all fit on one."""
    heights = [0.0] * grid.rows
    for cell in grid.cells:
        if cell.rows == 1:
            heights[cell.row] = max(heights[cell.row], _lines(cell, shares))
    found: set[int] = set()
    for first, last in _groups(grid):
        merged = (_lines(cell, shares) for cell in grid.cells if first <= cell.row <= last and cell.rows > 1)
        if max(sum(heights[first : last + 1]), *merged, 0) > _WHOLE:
            found.update(range(first, last + 1))
    return frozenset(found)


def _groups(grid: Grid) -> Iterator[tuple[int, int]]:
    """The first and last of rows that merged cells hold together."""
    ends = [0] * grid.rows
    for cell in grid.cells:
        ends[cell.row] = max(ends[cell.row], cell.row + cell.rows - 1)
    first = 0
    while first < grid.rows:
        last, row = ends[first], first
        while row <= last:
            last, row = max(last, ends[row]), row + 1
        yield first, last
        first = last + 1


def _lines(cell: Cell, shares: Sequence[float]) -> float:
    """About as many lines as a cell takes."""
    if cell.element is None:
        return 1
    if cell.element.get("data-lines"):
        return 2 * int(cell.element.get("data-lines") or 0)
    width = LINE * sum(shares[cell.column : cell.column + cell.columns]) if shares else LINE
    own = sum(_HIGH.get(str(part.tag), 1 if part.tag in _BREAKS else 0) for part in cell.element.iterdescendants("*"))
    return own + len(text_of(cell.element)) / max(width, 1) + 1


def shares_of(widths: Sequence[str], grid: Grid) -> list[float]:
    """The part of a line that each column has, as its width is written; none where all fit on one."""
    if all(width == "auto" for width in widths):
        return []
    columns = columns_of(grid)
    fixed = [column.longest / LINE if width == "auto" else 0 for width, column in zip(widths, columns, strict=True)]
    parts = [float(width.removesuffix("fr")) if width != "auto" else 0 for width in widths]
    left = max(1 - sum(fixed), 0.1)
    return [one or left * part / sum(parts) for one, part in zip(fixed, parts, strict=True)]
