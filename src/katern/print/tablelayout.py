"""The form in which a page holds a table: as it is, smaller, turned, on its side, or row by row; never with a cell less."""

from __future__ import annotations

from copy import deepcopy

from lxml.html import HtmlElement

from katern.print.columns import needed
from katern.print.grid import Cell, Grid
from katern.print.markup import HEADINGS, elements, has_class, make, move_content, replace, text_of, titled
from katern.print.rules import Rules
from katern.print.turning import has_row_heads, turned

_CONTAINERS = ("li", "td", "th", "dd", "blockquote", "aside", "figure", "caption")
_BOXES = ("admonition", "write", "write-note", "messages", "question", "facts", "card", "side", "record")
_TO_WRITE = ("write", "write-note")
# signs on a line of a table by paper: upright, smaller, on its side, and smaller on its side
_LINES = {"a3": (100, 122, 170, 200), "a4": (80, 97, 150, 190), "a5": (74, 90, 120, 0), "large": (62, 76, 0, 0)}
_SMALLER, _TURNED, _SMALLEST = "0.82em", "0.85em", "0.72em"
_RECORDS = ("record", "")


def lay_out_tables(root: HtmlElement, rules: Rules) -> None:
    """Give each table the form in which a page holds it: as it is, smaller, turned, on its side, or row by row."""
    sideways: list[HtmlElement] = []
    for table in reversed(list(elements(root, "table"))):  # those in a table first: it takes them along
        _make_room(table)
        table, form = _form(table, rules, landscape=rules.landscape and not _is_held(table))
        if form is None:
            continue
        if form == _RECORDS:
            replace(table, _records(table))
            continue
        name, size = form
        wrapper = make("div", name, data_size=size)
        replace(table, wrapper)
        wrapper.append(table)
        if name == "landscape":
            sideways.append(wrapper)
    for wrapper in sideways:
        _take_headings(wrapper)


def _form(table: HtmlElement, rules: Rules, landscape: bool) -> tuple[HtmlElement, tuple[str, str] | None]:
    """A table, or itself turned, and what holds it: nothing, a box of this name and size, or records."""
    upright, smaller, side, smallest = _LINES[rules.paper]
    width = needed(Grid(table))
    if width <= smaller:
        return table, None if width <= upright else ("narrow", _SMALLER)
    on_its_side = landscape and width <= max(side, smallest)
    other = turned(table) if not on_its_side or has_row_heads(table) else None
    if other is not None and (across := needed(Grid(other))) <= smaller:
        replace(table, other)
        return other, None if across <= upright else ("narrow", _SMALLER)
    if on_its_side:
        return table, ("landscape", _TURNED if width <= side else _SMALLEST)
    return table, _RECORDS


def _make_room(table: HtmlElement) -> None:
    """Give the empty cells of a table to fill in their lines: those that its box asks for, or one."""
    grid = Grid(table)
    box = next((above for above in table.iterancestors("div") if set(_TO_WRITE) & set(_names(above))), None)
    empty = [cell for cell in grid.cells if cell.row >= grid.heads and not cell.is_header and _is_empty(cell)]
    if not empty or (box is None and not _is_form(grid)):
        return
    for cell in empty:
        if cell.element is not None:
            cell.element.set("data-lines", (box.get("data-lines") if box is not None else None) or "1")
    if box is not None:  # who fills in the table needs no lines below it
        box.set("class", "write")
        box.set("data-lines", "0")


def _is_form(grid: Grid) -> bool:
    """Whether all is empty below the heads and behind the first cells."""
    behind = [cell for cell in grid.cells if cell.row >= grid.heads and (cell.column or grid.columns == 1)]
    return bool(behind) and all(_is_empty(cell) for cell in behind)


def _is_empty(cell: Cell) -> bool:
    element = cell.element
    return element is None or (not text_of(element) and next(element.iter("img", "svg", "input"), None) is None)


def _names(element: HtmlElement) -> list[str]:
    return (element.get("class") or "").split()


def _is_held(table: HtmlElement) -> bool:
    """Whether a table stands in a box, a list or a cell: a page cannot turn inside one."""
    return any(
        above.tag in _CONTAINERS or any(has_class(above, name) for name in _BOXES) for above in table.iterancestors()
    )


def _take_headings(wrapper: HtmlElement) -> None:
    """A page on its side starts with the headings of what it shows."""
    before = wrapper.getprevious()
    while before is not None and before.tag in HEADINGS[1:] and not (before.tail or "").strip():
        wrapper.insert(0, before)
        before = wrapper.getprevious()


def _records(table: HtmlElement) -> HtmlElement:
    """A table that no page holds, row by row: the first cell names the row, the others follow with their headings."""
    grid = Grid(table)
    box = make("div")
    for caption in table.findall("caption"):
        paragraph = make("p")
        move_content(caption, paragraph)
        box.append(paragraph)
    for number in range(grid.heads if grid.heads < grid.rows else 0, grid.rows):
        first, *others = grid.row(number)
        title = _copied(first, "div")
        if others:
            _put_before(title, _heading_of(grid, first), ": ")
        record = titled("record", title)
        record.extend(_value(grid, cell) for cell in others)
        box.append(record)
    return box


def _value(grid: Grid, cell: Cell) -> HtmlElement:
    """A cell as a paragraph: its heading in bold, what it holds behind it."""
    row, label = make("p"), make("strong")
    move_content(_heading_of(grid, cell), label)
    label.tail = ": "
    content = _copied(cell, "div")
    if not text_of(content) and not len(content):
        content.text = "–"
    if len(label) or label.text:
        row.append(label)
    move_content(content, row)
    return row


def _heading_of(grid: Grid, cell: Cell) -> HtmlElement:
    """What the header rows say above a cell, from top to bottom, for each column that it spans."""
    said = make("div")
    for column in range(cell.column, cell.column + cell.columns):
        above = make("div")
        for head in dict.fromkeys(grid.at(row, column) for row in range(grid.heads)):
            if head is not cell and head.element is not None and text_of(head.element):
                _put_behind(above, _copied(head, "span"), " – ")
        if len(above) or above.text:
            _put_behind(said, above, ", ")
    return said


def _put_behind(target: HtmlElement, content: HtmlElement, sign: str) -> None:
    if len(target) or target.text:
        move_content(make("span", text=sign), target)
    move_content(content, target)


def _put_before(target: HtmlElement, content: HtmlElement, sign: str) -> None:
    if len(content) or content.text:
        own = make("div")
        move_content(target, own)
        move_content(content, target)
        _put_behind(target, own, sign)


def _copied(cell: Cell, tag: str) -> HtmlElement:
    """What a cell holds in an element of its own; a merged cell is told in each of its rows."""
    made = make(tag)
    if cell.element is not None:
        content = deepcopy(cell.element)
        move_content(content, made)
        if cell.element.get("data-lines"):
            made.append(make("span", "blank"))
    return made
