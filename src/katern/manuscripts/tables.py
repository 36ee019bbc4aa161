"""A table of a document as one that Markdown has: every row as many cells, every cell one line."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from katern.manuscripts.tree import Element, words_of

_ATTRIBUTES: list[Any] = ["", [], []]
Cell = list[Any]


@dataclass(slots=True)
class Grid:
    """The rows of a table, the first of which may be its head; `flattened` where cells were joined or held more than a line.

    `single` is what stands in a table of one cell.
    """

    columns: list[Any]
    head: list[Cell]
    body: list[list[Cell]]
    flattened: bool
    single: list[Any] | None = None

    def block(self, inlines: Callable[[list[Any]], list[Element]]) -> Element:
        """The table as pandoc has it, its words changed."""
        head = self.head or [[] for _ in self.columns]
        rows = [[_cell(inlines(cell)) for cell in row] for row in self.body]
        return {
            "t": "Table",
            "c": [
                _ATTRIBUTES,
                [None, []],
                [[one[0], {"t": "ColWidthDefault"}] for one in self.columns],
                [_ATTRIBUTES, [[_ATTRIBUTES, [_cell(inlines(cell)) for cell in head]]]],
                [[_ATTRIBUTES, 0, [], [[_ATTRIBUTES, row] for row in rows]]],
                [_ATTRIBUTES, []],
            ],
        }


def as_grid(content: list[Any]) -> Grid:
    """The cells of a table, one for each place; what spans several places stands in the first."""
    _, _, columns, (_, head_rows), bodies, (_, foot_rows) = content
    rows = [row for body in bodies for row in (*body[2], *body[3])] + foot_rows
    spread = _Spread(len(columns))
    head = [spread.row(row) for row in head_rows]
    body = [spread.row(row) for row in rows]
    if len(columns) == 1 and len(head) + len(body) == 1:
        cells = (head_rows + rows)[0][1]
        return Grid(columns, [], [], False, cells[0][4])
    if not head and body and all(words_of(cell).strip() for cell in body[0]):
        head, body = body[:1], body[1:]
    # Markdown has one row of heads
    return Grid(columns, head[0] if head else [], [*head[1:], *body], spread.flattened or len(head) > 1)


class _Spread:
    """Puts cells in their places while rows above reach down."""

    def __init__(self, width: int) -> None:
        self._below = [0] * width
        self.flattened = False

    def row(self, row: list[Any]) -> list[Cell]:
        cells = iter(row[1])
        made: list[Cell] = []
        while len(made) < len(self._below):
            if self._below[len(made)]:
                self._below[len(made)] -= 1
                made.append([])
                continue
            cell = next(cells, None)
            if cell is None:
                made.append([])
                continue
            _, _, down, across, blocks = cell
            self.flattened = self.flattened or down > 1 or across > 1
            for place in range(min(across, len(self._below) - len(made))):
                self._below[len(made)] = down - 1
                made.append(self._line(blocks) if not place else [])
        return made

    def _line(self, blocks: list[Any]) -> Cell:
        """What stands in a cell, on one line."""
        parts = list(_inlines(blocks))
        self.flattened = self.flattened or len(parts) > 1
        line: Cell = []
        for part in parts:
            line += [{"t": "Space"}, *part] if line else part
        return [{"t": "Space"} if one.get("t") == "LineBreak" else one for one in line]


def _inlines(blocks: list[Any]) -> list[Cell]:
    found: list[Cell] = []
    for block in blocks:
        kind, content = block["t"], block.get("c")
        if kind in ("Para", "Plain"):
            found.append(content)
        elif kind == "Header":
            found.append(content[2])
        elif kind in ("BulletList", "OrderedList"):
            for item in content if kind == "BulletList" else content[1]:
                found += _inlines(item)
        elif kind in ("BlockQuote", "Div", "Figure"):
            found += _inlines(content if kind == "BlockQuote" else content[-1])
        else:
            found.append([{"t": "Str", "c": words_of(block)}])
    return found


def _cell(line: Cell) -> list[Any]:
    content = [{"t": "Plain", "c": line}] if line else []
    return [_ATTRIBUTES, {"t": "AlignDefault"}, 1, 1, content]
