"""Where something stands in a file of figures: line and column, found again only for what is wrong."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from katern.finding import Position


@dataclass(frozen=True)
class Places:
    """The text of a CSV file, and the columns of its lines."""

    path: str
    text: str
    delimiter: str = ","

    @cached_property
    def _lines(self) -> list[str]:
        return self.text.split("\n")

    def position(self, line: int, field: int = 0) -> Position:
        """Line and column at which a field begins; its line's end where the line has fewer."""
        written = self._lines[line - 1] if 0 < line <= len(self._lines) else ""
        start, quoted = 0, False
        for offset, sign in enumerate(written):
            if field == 0:
                break
            if sign == '"':
                quoted = not quoted
            elif sign == self.delimiter and not quoted:
                field -= 1
                start = offset + 1
        return Position(self.path, line, (start if field == 0 else len(written)) + 1)
