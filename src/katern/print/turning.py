"""A table turned: its columns become rows, where it is wider than a page and has few rows."""

from __future__ import annotations

from copy import deepcopy

from lxml.html import HtmlElement

from katern.print.grid import Grid
from katern.print.markup import make


def turned(table: HtmlElement) -> HtmlElement | None:
    """The same cells with rows for columns; None where that loses or helps nothing."""
    grid = Grid(table)
    plain = all(cell.element is not None and cell.rows == cell.columns == 1 for cell in grid.cells)
    to_write = any(cell.element is not None and cell.element.get("data-lines") for cell in grid.cells)
    if grid.heads != 1 or not plain or to_write or grid.rows >= grid.columns:
        return None
    made, head, body = make("table"), make("thead"), make("tbody")
    made.extend([*(deepcopy(caption) for caption in table.findall("caption")), head, body])
    for column in range(grid.columns):
        line = make("tr")
        for row in range(grid.rows):
            line.append(_cell(grid, row, column))
        (body if column else head).append(line)
    return made


def has_row_heads(table: HtmlElement) -> bool:
    """Whether each row says in a head of its own what it is."""
    grid = Grid(table)
    return all(grid.at(row, 0).is_header for row in range(grid.heads, grid.rows))


def _cell(grid: Grid, row: int, column: int) -> HtmlElement:
    made = deepcopy(grid.at(row, column).element)
    assert made is not None  # the table is plain
    made.tail = None
    if row == 0 or column == 0:
        made.tag = "th"
        made.set("scope", "col" if column == 0 else "row")
        made.attrib.pop("style", None)
    return made
