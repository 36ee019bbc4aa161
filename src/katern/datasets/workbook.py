"""The xlsx file of Kerncijfers wijken en buurten: numbers as numbers or as text, names with blanks behind them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from io import BytesIO
from types import MappingProxyType

from python_calamine import CalamineError, CalamineWorkbook

from katern.datasets.rawtable import Cell, RawTable, Unreadable
from katern.finding import Position, said

SIGNS: Mapping[str, str] = MappingProxyType({"": "unknown", ".": "unknown", "x": "secret"})


@dataclass(frozen=True)
class SheetPlaces:
    """Row and column of a sheet, counted as the program shows them."""

    path: str

    def position(self, line: int, field: int = 0) -> Position:
        """The cell's row and column."""
        return Position(self.path, line, field + 1)


def read_workbook(data: bytes, path: str) -> RawTable:
    """Read the first sheet that holds a table."""
    try:
        book = CalamineWorkbook.from_filelike(BytesIO(data))
        sheets = [book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names]
    except (CalamineError, OSError, ValueError) as problem:
        raise Unreadable(Position(path), said("data.bad-table", "no-workbook")) from problem
    sheet = next((rows for rows in sheets if len(rows) > 1), None)
    if sheet is None:
        raise Unreadable(Position(path), said("data.bad-table", "empty-workbook"))
    heads = tuple(str(head).strip() for head in sheet[0])
    for number, head in enumerate(heads):
        if head and head in heads[:number]:
            at = Position(path, 1, number + 1)
            raise Unreadable(at, said("data.bad-table", "column-of-sheet-twice", column=head))
    rows = tuple(
        (number, tuple(_cell(value) for value in row))
        for number, row in enumerate(sheet[1:], 2)
        if any(value != "" for value in row)
    )
    return RawTable(heads, rows, SheetPlaces(path), SIGNS, decimal="either")


def _cell(value: object) -> Cell:
    if isinstance(value, float | int) and not isinstance(value, bool):
        return Decimal(repr(value)) if value % 1 else Decimal(int(value))
    return str(value).strip()
