"""A table as a grid in which every place has its cell, as HTML's table model says: merged cells, gaps, header cells."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lxml.html import HtmlElement

_SECTIONS = ("thead", "tbody", "tfoot")
# HTML's own limits of what one cell may span
_WIDEST, _HIGHEST = 1000, 65534


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell at its row and column, counted from 0; `element` is None for a place that no cell fills."""

    row: int
    column: int
    rows: int
    columns: int
    element: HtmlElement | None

    @property
    def is_header(self) -> bool:
        """Whether it is the head of a row or column."""
        return self.element is not None and self.element.tag == "th"


class Grid:
    """The cells of a table; its first `heads` rows are header rows."""

    def __init__(self, table: HtmlElement) -> None:
        rows, lasts, heads = _rows(table)
        self._at: dict[tuple[int, int], Cell] = {}
        self.cells: list[Cell] = []
        self.columns = 0
        self.rows = len(rows)
        for number, row in enumerate(rows):
            self._lay(row, number, lasts[number])
        self.columns = max((column + 1 for _, column in self._at), default=0)
        self._fill()
        self.heads = heads or self._leading_headers()

    def at(self, row: int, column: int) -> Cell:
        """The cell that fills a place."""
        return self._at[row, column]

    def row(self, number: int) -> list[Cell]:
        """The cells that fill a row, from left to right, each once."""
        return list(dict.fromkeys(self._at[number, column] for column in range(self.columns)))

    def _lay(self, row: HtmlElement, number: int, last: int) -> None:
        column = 0
        for element in row:
            if element.tag not in ("td", "th"):
                continue
            while (number, column) in self._at:
                column += 1
            columns = _span(element, "colspan", _WIDEST) or 1
            rows = min(_span(element, "rowspan", _HIGHEST) or last, last - number)
            columns = next((step for step in range(columns) if (number, column + step) in self._at), columns)
            self._put(Cell(number, column, rows, columns, element))
            column += columns

    def _put(self, cell: Cell) -> None:
        self.cells.append(cell)
        for row in range(cell.row, cell.row + cell.rows):
            for column in range(cell.column, cell.column + cell.columns):
                self._at[row, column] = cell

    def _fill(self) -> None:
        for row in range(self.rows):
            for column in range(self.columns):
                if (row, column) not in self._at:
                    self._put(Cell(row, column, 1, 1, None))
        self.cells.sort(key=lambda cell: (cell.row, cell.column))

    def _leading_headers(self) -> int:
        """Header rows of a table that has no `thead`: those of header cells alone, before the first other row."""
        heads = 0
        while heads < self.rows - 1 and all(cell.is_header for cell in self.row(heads)):
            heads = max(cell.row + cell.rows for cell in self.row(heads))
        return heads if heads < self.rows else 0


def _rows(table: HtmlElement) -> tuple[list[HtmlElement], list[int], int]:
    """The rows of a table itself, for each the end of its section, and how many head rows there are; feet come last."""
    order = [section for name in _SECTIONS for section in _sections(table, name)]
    rows: list[HtmlElement] = []
    lasts: list[int] = []
    heads = 0
    for name, section in order:
        rows += section
        lasts += [len(rows)] * len(section)
        heads += len(section) if name == "thead" else 0
    return rows, lasts, heads if heads < len(rows) else 0


def _sections(table: HtmlElement, name: str) -> Iterator[tuple[str, list[HtmlElement]]]:
    loose: list[HtmlElement] = []
    for child in table:
        if child.tag == name:
            yield name, [row for row in child if row.tag == "tr"]
        elif child.tag == "tr" and name == "tbody":
            loose.append(child)
    if loose:
        yield name, loose


def _span(cell: HtmlElement, name: str, largest: int) -> int:
    value = (cell.get(name) or "1").strip()
    return min(int(value), largest) if value.isascii() and value.isdigit() else 1
