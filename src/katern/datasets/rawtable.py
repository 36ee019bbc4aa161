"""A publisher's table as it came: heads, rows of cells, and what its signs mean; nothing is interpreted yet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal, Protocol

from katern.finding import Finding, Position, Said, Telling

Cell = str | Decimal | None


class Placed(Protocol):
    """Knows where a field of a row stands."""

    def position(self, line: int, field: int = 0) -> Position:
        """The place of a field in the file."""
        ...


class Unreadable(Telling):
    """What stands in the way of an import; it carries what to tell the user and never leaves this package."""

    def __init__(self, at: Position, said: Said) -> None:
        super().__init__(said)
        self.finding = Finding.error(at, said)


@dataclass(frozen=True)
class RawTable:
    """One table; a row is its place and its cells, text without the blanks that tables are padded with.

    `signs` says which cells stand for what is missing (a mark) or for a number; `decimal` which mark its numbers have in
    text; `fixed` whether every number of a column has the same number of decimals, so that 52 means 52.0.
    """

    heads: tuple[str, ...]
    rows: tuple[tuple[int, tuple[Cell, ...]], ...]
    places: Placed
    signs: Mapping[str, str]
    decimal: Literal[",", ".", "either"] = "."
    fixed: bool = True
    about: Mapping[str, str] = field(default_factory=dict)

    def column(self, name: str) -> int | None:
        """The number of a column."""
        return self.heads.index(name) if name in self.heads else None
