"""A table in Typst: its header rows repeated, its merged cells merged, its columns as wide as their text asks."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from typing import TYPE_CHECKING

from lxml.html import HtmlElement

from katern.print.columns import Column, columns_of
from katern.print.grid import Cell, Grid
from katern.print.heights import LINE, breaking, shares_of
from katern.print.typst.line import Line

if TYPE_CHECKING:
    from katern.print.typst.writer import Writer

# a column of such short cells is as wide as they are
_SHORT = 12
# who writes by hand needs at least as much as these signs, beside columns of text
_ROOM = 24
# what leads to a list at the end, whose words say all; and what leads elsewhere
_TO_LIST = re.compile(r'#inref\("(?:\\.|[^"\\])*"\)\[')
_LEADS = ("#ext(", "#xref(", "#note(", "#noted(", "#anchor(")
_ALIGN = re.compile(r"text-align:\s*(left|right|center)")


def write(writer: Writer, table: HtmlElement) -> str:
    """A table with its caption above it."""
    grid = Grid(table)
    captions = [f"#table-title{writer.body(caption)}" for caption in table if caption.tag == "caption"]
    strays = [part for part in _strays(writer, table) if part]
    if not grid.columns:
        return "\n\n".join([*captions, *strays])
    aligns = [_column_align(grid, column) for column in range(grid.columns)]
    wide = widths(grid)
    tall = breaking(grid, shares_of(wide, grid))
    out = [f"#data-table(({', '.join(wide)},), ({', '.join(aligns)},),"]
    if grid.heads:
        out += _header(list(_rows(writer, grid, range(grid.heads), aligns)))
    out += [*_rows(writer, grid, range(grid.heads, grid.rows), aligns, tall), ")"]
    return "\n\n".join([*strays, "\n".join([*captions, *out])])


def _header(rows: Sequence[str]) -> list[str]:
    """Header rows are repeated on every page, where Typst lets nothing lead anywhere: with a link or a note they stand once."""
    rows = [_TO_LIST.sub("#[", row) for row in rows]
    once = "repeat: false, " if any(call in row for row in rows for call in _LEADS) else ""
    return [f"table.header({once}", *rows, "),"]


def _rows(writer: Writer, grid: Grid, rows: range, aligns: Sequence[str], tall: Collection[int] = ()) -> Iterator[str]:
    for row in rows:
        yield "".join(_cell(writer, grid, cell, aligns, row in tall) for cell in grid.row(row) if cell.row == row)


def _cell(writer: Writer, grid: Grid, cell: Cell, aligns: Sequence[str], tall: bool) -> str:
    said = []
    if cell.columns > 1:
        said.append(f"colspan: {cell.columns}")
    if cell.rows > 1:
        said.append(f"rowspan: {cell.rows}")
    align = _align(cell.element)
    if align and align != aligns[cell.column]:
        said.append(f"align: {align}")
    if tall:
        said.append("breakable: true")
    call = "th" if cell.row < grid.heads else "row-th" if cell.is_header else "table.cell"
    return f"{call}({', '.join(said)}){_content(writer, cell)},"


def _content(writer: Writer, cell: Cell) -> str:
    if cell.element is None:
        return "[]"
    lines = cell.element.get("data-lines")
    return writer.body(cell.element) if not lines else f"[#room({int(lines)})]"


def _align(element: HtmlElement | None) -> str | None:
    if element is None:
        return None
    match = _ALIGN.search(element.get("style") or "")
    return match[1] if match else None


def _column_align(grid: Grid, column: int) -> str:
    """The alignment of a column's own cells, below the heads where there are any."""
    own = [cell for cell in (grid.at(row, column) for row in range(grid.rows)) if cell.columns == 1]
    chosen = [cell for cell in own if cell.row >= grid.heads] or own
    return next((align for align in (_align(cell.element) for cell in chosen) if align), "left")


def widths(grid: Grid) -> list[str]:
    """The width of each column: its own where all fit on a line, else its share by the length of its text.

    Columns to write in take what the others leave.
    """
    columns = columns_of(grid)
    room = [_is_to_write_in(grid, number) for number in range(grid.columns)]
    if not any(room) and sum(column.longest + 2 for column in columns) <= LINE:
        return ["auto"] * grid.columns
    return [_share(column, room=wide) for column, wide in zip(columns, room, strict=True)]


def _share(column: Column, room: bool) -> str:
    if not room and column.longest <= _SHORT:
        return "auto"
    share = max(column.needs, column.mean**0.8)
    return f"{max(share, _ROOM) if room else share:.1f}fr"


def _is_to_write_in(grid: Grid, number: int) -> bool:
    cells = (grid.at(row, number) for row in range(grid.rows))
    return any(cell.element is not None and cell.element.get("data-lines") for cell in cells)


def _strays(writer: Writer, table: HtmlElement) -> Iterator[str]:
    """What stands in a table and in none of its cells: a browser shows it before the table."""
    for holder in [table, *(part for part in table.iter("thead", "tbody", "tfoot", "tr") if _table_of(part) is table)]:
        line = Line()
        line.text(holder.text)
        for child in holder:
            if isinstance(child.tag, str) and child.tag not in _PARTS:
                writer.inline(child, line)
            line.text(child.tail)
        yield line.close()


_PARTS = ("caption", "col", "colgroup", "thead", "tbody", "tfoot", "tr", "td", "th")


def _table_of(part: HtmlElement) -> HtmlElement | None:
    return next(part.iterancestors("table"), None)
