"""How wide the columns of a table are to be, in signs of its text, and what paper holds of them."""

from __future__ import annotations

from dataclasses import dataclass

from katern.print.grid import Grid
from katern.print.markup import text_of

# the space around a cell, in signs
_SPACE = 2
# a column of longer text is legible from this width; words longer than the other are hyphenated
_NARROWEST, _WHOLE_WORD = 14, 18


@dataclass(frozen=True, slots=True)
class Column:
    """The longest cell, the longest that is no head, the longest word, and the mean length of a column, in signs."""

    longest: float
    body: float
    word: float
    mean: float

    @property
    def needs(self) -> float:
        """The width below which the column is hard to read; its head may take several lines."""
        return max(min(self.word, _WHOLE_WORD), min(self.body, _NARROWEST)) + _SPACE


def columns_of(grid: Grid) -> list[Column]:
    """The columns of a table; merged cells divide their text among theirs."""
    longest, bodies, words, signs = ([0.0] * grid.columns for _ in range(4))
    for cell in grid.cells:
        text = text_of(cell.element) if cell.element is not None else ""
        word = max(map(len, text.replace("/", " ").replace("-", " ").split()), default=0)
        for column in range(cell.column, cell.column + cell.columns):
            longest[column] = max(longest[column], len(text) / cell.columns)
            if cell.row >= grid.heads:
                bodies[column] = max(bodies[column], len(text) / cell.columns)
            words[column] = max(words[column], word / cell.columns)
            signs[column] += len(text) / cell.columns
    return [
        Column(longest[number], bodies[number], words[number], signs[number] / grid.rows)
        for number in range(grid.columns)
    ]


def needed(grid: Grid) -> float:
    """The width of a line, in signs, on which a table is legible."""
    return sum(column.needs for column in columns_of(grid))
