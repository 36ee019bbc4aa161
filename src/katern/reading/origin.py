"""Where the text that was read comes from: macros write text that no file holds, all else stands in the file."""

from __future__ import annotations

import bisect
import difflib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from katern.finding import Position
from katern.textfile import Lines


@dataclass(frozen=True)
class Origin:
    """Maps offsets in a page's expanded text to places in its file.

    `spans` are (offset in the expanded text, offset in the file's text, whether it stands there word for word), in order;
    what a macro wrote stands where the macro does. `first_line` is the line of the file on which its text begins.
    """

    path: str
    written: str
    first_line: int = 1
    spans: tuple[tuple[int, int, bool], ...] = field(default=((0, 0, True),))

    def offset(self, offset: int) -> int:
        """The offset in the file's own text."""
        here = bisect.bisect_right(self.spans, (offset, len(self.written) + 1, True)) - 1
        start, source, verbatim = self.spans[max(here, 0)]
        return min(source + (offset - start if verbatim else 0), len(self.written))

    def verbatim(self, offset: int) -> bool:
        """Whether what stands at an offset of the expanded text was written by the page's author, not by a macro."""
        here = bisect.bisect_right(self.spans, (offset, len(self.written) + 1, True)) - 1
        return self.spans[max(here, 0)][2]

    def position(self, offset: int) -> Position:
        """Line and column in the file of an offset in the expanded text."""
        return self._lines.position(self.offset(offset))

    def written_position(self, offset: int) -> Position:
        """Line and column in the file of an offset in its own text."""
        return self._lines.position(offset)

    def drawn(self, length: int) -> Iterator[tuple[int, int]]:
        """Where in an expanded text of this length stands what macros wrote."""
        ends = [*(start for start, _, _ in self.spans[1:]), length]
        return ((start, end) for (start, _, verbatim), end in zip(self.spans, ends, strict=True) if not verbatim)

    @cached_property
    def _lines(self) -> Lines:
        return Lines(self.written, self.path, self.first_line)


def spans_by_lines(written: str, expanded: str) -> tuple[tuple[int, int, bool], ...]:
    """The spans of a text that was drawn as a whole: lines that stand in both are the same lines."""
    old, new = written.split("\n"), expanded.split("\n")
    starts_old, starts_new = _starts(old), _starts(new)
    spans: list[tuple[int, int, bool]] = []
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
    for tag, first, _, other, end in matcher.get_opcodes():
        if tag != "delete" and end > other:
            at = min(first, len(old) - 1)
            spans.append((starts_new[other], starts_old[at], tag == "equal"))
    return tuple(spans) or ((0, 0, True),)


def _starts(lines: list[str]) -> list[int]:
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line) + 1)
    return starts


class InField:
    """Where a field's value stands in its file: YAML folds and indents lines, words it leaves whole."""

    def __init__(self, text: str, at: Position, value: str) -> None:
        self._text = text
        self._at = at
        self.value = value

    @cached_property
    def _found(self) -> tuple[Lines, re.Match[str] | None]:
        lines = Lines(self._text, self._at.path)
        words = r"\s+".join(re.escape(word) for word in self.value.split())
        return lines, re.compile(words).search(self._text, lines.offset(self._at.line) + self._at.column - 1)

    def position(self, offset: int) -> Position:
        """The position of an offset in the value; the field itself where YAML writes the value otherwise."""
        lines, written = self._found
        if written is None:
            return self._at
        before = len("".join(self.value[:offset].split()))
        place = written.start()
        while before or self._text[place].isspace():
            before -= not self._text[place].isspace()
            place += 1
        return lines.position(place)
