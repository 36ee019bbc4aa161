"""Where in the source a line stands that Python-Markdown read, which tells no places of its own.

What it reads keeps its order, and each line of a block stands in one line of the source; so a cursor that only goes
forward finds them all. Fenced code is left out of the search, as are lines that were passed.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Mapping, Sequence
from functools import cached_property

_WINDOW = 600
# what is found nowhere near is looked for in all that follows, so many times in vain
_FAR_SEARCHES = 200
# what may stand before the text of a block on its line: quotes, list markers, hashes, the opening of a box, a cell's bar
_PREFIX = re.compile(
    r"[\s>]*(?:(?:[-*+]|\d{1,9}[.)]|:)[ \t]+)*(?:\[[ xX]\][ \t]+)?"
    r"(?:\#{1,6}[ \t]*|\[\^[^\]\n]+\]:[ \t]*|(?:!!!|\?\?\?\+?|===[!+]?|///)[^\"\n]*\"?)?(?:[ \t]*\|[ \t]*)*"
)
_SUFFIX = re.compile(r"[ \t]*(?:\#*[ \t]*$|\||\"|\{|<|$)")
_OPENER = re.compile(r"[\s>]*(?:(?:[-*+]|\d{1,9}[.)]|:)[ \t]+)*(?P<mark>!!!|\?\?\?\+?|===[!+]?)[ \t]*")
# what a box is: its type, or the label of a tab behind the quote
_KIND = re.compile(r"\"[^\n]*?(?=\"[ \t]*$|$)|[\w-]*", re.MULTILINE)
_FENCE = re.compile(r"[ \t>]*(?P<fence>`{3,}|~{3,})")
_PUT_ASIDE = "\x02"
# how far apart Python-Markdown has its tab stops
_TAB = 4
_NOTE = re.compile(r"[ \t>]*\[\^(?P<name>[^\]\n]*)\]:")


class Cursor:
    """A place in the source that moves forward as the blocks of a page are found in it."""

    def __init__(self, body: str, closed: frozenset[int] = frozenset()) -> None:
        self.body = body
        self.lines = body.split("\n")
        self.starts = [0]
        for line in self.lines:
            self.starts.append(self.starts[-1] + len(line) + 1)
        self._closed = closed
        self.line = 0
        self.column = 0
        self._far_searches = _FAR_SEARCHES

    @property
    def offset(self) -> int:
        """Where the cursor stands."""
        return min(self.starts[self.line] + self.column, len(self.body))

    def find(self, wanted: str, only_here: bool = False) -> int | None:
        """The offset at which a line of a block stands, at or behind the cursor, which moves behind it."""
        loose: tuple[int, int, int] | None = None
        last = self.line + 1 if only_here else min(len(self.lines), self.line + _WINDOW)
        for number in range(self.line, last):
            if number in self._closed:
                continue
            first = self.column if number == self.line else 0
            found = _place(self.lines[number], wanted, first)
            if found is None:
                continue
            at, end, strict = found
            if strict:
                return self._take(number, at, end)
            loose = loose or (number, at, end)
        if loose is None and not only_here:
            loose = self._far_off(wanted, last)
        return self._take(*loose) if loose is not None else None

    def _far_off(self, wanted: str, line: int) -> tuple[int, int, int] | None:
        """The line and columns between which words stand behind all that is near: much may stand between that is no block."""
        if not self._far_searches:
            return None
        at = self.body.find(wanted, self.starts[line])
        while at >= 0:
            number = bisect.bisect_right(self.starts, at) - 1
            if number not in self._closed:
                column = at - self.starts[number]
                return number, column, column + len(wanted)
            at = self.body.find(wanted, self.starts[number + 1])
        self._far_searches -= 1
        return None

    def _take(self, number: int, column: int, end: int) -> int:
        self.line, self.column = number, end
        return self.starts[number] + column

    def pieces(self, at: int, words: str) -> list[tuple[int, int, int]]:
        """Words that were found at an offset, in pieces that stand in the source as they are: where each begins in the words and in the source, and its length."""
        number = bisect.bisect_right(self.starts, at) - 1
        line, column = self.lines[number], at - self.starts[number]
        if "\t" not in line:
            return [(0, at, len(words))]
        columns = _columns(line)
        first = bisect.bisect_left(columns, column)
        found = [(0, at, len(words))]
        for inside in range(1, len(words)):
            place = columns[min(first + inside, len(columns) - 1)]
            begin, source, _ = found[-1]
            if place - column != source - at + inside - begin:
                found[-1] = (begin, source, inside - begin)
                found.append((inside, self.starts[number] + place, len(words) - inside))
        return found

    def pass_over(self, raw: str) -> int | None:
        """The offset of raw text that stands in the source as it is, at or behind the cursor, which moves behind it."""
        at = self.body.find(raw, self.offset)
        if at >= 0:
            self.move(at + len(raw))
        return at if at >= 0 else None

    def fenced(self) -> list[tuple[int, int]]:
        """The first and last offset of each line of fenced code."""
        return [
            (self.starts[number], self.starts[number] + len(self.lines[number]))
            for number in sorted(self._closed)
            if number < len(self.lines)
        ]

    def first_of_line(self, offset: int) -> int:
        """The offset of the first sign, after blanks, of the line that holds an offset."""
        number = bisect.bisect_right(self.starts, offset) - 1
        line = self.lines[min(number, len(self.lines) - 1)]
        return self.starts[number] + len(line) - len(line.lstrip())

    def start_of_line(self, offset: int) -> int:
        """The offset at which the line begins that holds an offset."""
        return self.starts[min(bisect.bisect_right(self.starts, offset), len(self.lines)) - 1]

    def line_at(self, start: int) -> str:
        """The line that begins at an offset."""
        return self.lines[bisect.bisect_right(self.starts, start) - 1]

    def table(self, offset: int) -> int:
        """The first sign of the table at an offset: an empty header has no words by which to find it."""
        number = min(bisect.bisect_right(self.starts, offset), len(self.lines)) - 1
        while number > 0 and "|" in self.lines[number - 1] and number - 1 not in self._closed:
            number -= 1
        if "|" not in self.lines[number]:  # no cell of it holds a word
            ahead = range(number, min(len(self.lines), number + _WINDOW))
            number = next((line for line in ahead if "|" in self.lines[line] and line not in self._closed), number)
        return self.first_of_line(self.starts[number])

    def move(self, offset: int) -> None:
        """Put the cursor at an offset."""
        self.line = min(bisect.bisect_right(self.starts, offset) - 1, len(self.lines) - 1)
        self.column = offset - self.starts[self.line]

    def opener(self, kind: str) -> int:
        """The offset of the `!!!`, `???` or `===` that opens the next box of a kind; where the cursor stands if none is."""
        found = self._openers.get(_kind_at(kind, 0).casefold(), [])
        for opener in found[bisect.bisect_left(found, (self.line,)) :][:2]:
            number, mark, end = opener
            if number == self.line and end < self.column:  # it was passed
                continue
            self.line, self.column = number, end + len(kind)
            return self.starts[number] + mark
        return self.offset

    @cached_property
    def _openers(self) -> Mapping[str, list[tuple[int, int, int]]]:
        """By what each opens, as folded: the lines, with the columns of the mark and of what stands behind it."""
        found: dict[str, list[tuple[int, int, int]]] = {}
        for number, line in enumerate(self.lines):
            match = _OPENER.match(line) if number not in self._closed else None
            if match:
                opens = _kind_at(line, match.end()).casefold()
                found.setdefault(opens, []).append((number, match.start("mark"), match.end()))
        return found

    def note(self, name: str) -> Cursor:
        """A cursor of its own at the definition of a footnote."""
        other = Cursor.__new__(Cursor)
        other.__dict__.update(self.__dict__)
        other.line, other.column = self._notes.get(name, 0), 0
        return other

    @cached_property
    def _notes(self) -> Mapping[str, int]:
        """The line on which each footnote is defined; the last counts, as for Python-Markdown."""
        return dict(self.defined_notes)

    @cached_property
    def defined_notes(self) -> Sequence[tuple[str, int]]:
        """The name of each footnote that is defined, and the number of its line."""
        found = ((number, _NOTE.match(line)) for number, line in enumerate(self.lines) if number not in self._closed)
        return tuple((match["name"], number) for number, match in found if match)

    def in_fence(self, offset: int) -> bool:
        """Whether an offset lies in fenced code."""
        return bisect.bisect_right(self.starts, offset) - 1 in self._closed


def _kind_at(text: str, start: int) -> str:
    match = _KIND.match(text, start)
    return match.group() if match else ""


def _place(line: str, wanted: str, first: int) -> tuple[int, int, bool] | None:
    """The columns between which words stand in a line, and whether only markup stands around them."""
    if "\t" not in line:
        found = _found(line, wanted, first)
        return None if found is None else (found[0], found[0] + len(wanted), found[1])
    columns = _columns(line)
    found = _found(line.expandtabs(_TAB), wanted, bisect.bisect_left(columns, first))
    return None if found is None else (columns[found[0]], columns[found[0] + len(wanted)], found[1])


def _found(line: str, wanted: str, first: int) -> tuple[int, bool] | None:
    loose = at = line.find(wanted, first)
    while at >= 0:
        if _PREFIX.fullmatch(line, first, at) and _SUFFIX.match(line, at + len(wanted)):
            return at, True
        at = line.find(wanted, at + 1)
    return (loose, False) if loose >= 0 else None


def _columns(line: str) -> list[int]:
    """For each column of a line whose tabs the reader made blanks, the column in the source, and the end of the line."""
    columns: list[int] = []
    begin = 0  # str.expandtabs counts anew behind a carriage return
    for at, sign in enumerate(line):
        columns += [at] * (_TAB - (len(columns) - begin) % _TAB if sign == "\t" else 1)
        if sign == "\r":
            begin = len(columns)
    return [*columns, len(line)]


def lost_lines(before: Sequence[str], after: Sequence[str]) -> Mapping[int, str]:
    """The numbers of the lines that a step of the reader took away, as it does with fenced code, with what it put there.

    What is kept stays in order, so that both texts part only where a fence opens, and meet again behind its end.
    """
    lost: dict[int, str] = {}
    here = there = 0
    while here < len(before):
        if there < len(after) and before[here] == after[there]:
            here, there = here + 1, there + 1
            continue
        while there < len(after) and _PUT_ASIDE not in after[there]:
            there += 1
        put = after[there].strip(" \t>") if there < len(after) else ""
        end, there = _behind_fence(before, here, after, there + 1)
        lost.update(dict.fromkeys(range(here, end), put))
        here = end
    return lost


def _behind_fence(before: Sequence[str], opener: int, after: Sequence[str], there: int) -> tuple[int, int]:
    """Where both texts go on behind the fence that opens on a line."""
    fence = _FENCE.match(before[opener])
    if fence is None:
        return opener + 1, there - 1
    closing = _without_blanks(fence.group())
    for number in range(opener + 1, len(before)):
        if _without_blanks(before[number]) == closing:
            for blank in (0, 1):  # a blank line may stand behind what was put in the place of the fence
                if _goes_on(before, number + 1, after, there + blank):
                    return number + 1, there + blank
    return opener + 1, there - 1


def _without_blanks(line: str) -> str:
    """The line as it counts for the end of a fence: the blanks in front as they are, those around the marks of quotes not."""
    bare = line.rstrip()
    return bare.replace(" ", "") if bare.lstrip().startswith(">") else bare


def _goes_on(before: Sequence[str], here: int, after: Sequence[str], there: int) -> bool:
    if here >= len(before) or there >= len(after):
        return here >= len(before) and there >= len(after)
    return before[here] == after[there] or (_PUT_ASIDE in after[there] and _FENCE.match(before[here]) is not None)
