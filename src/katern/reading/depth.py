"""Boxes as their author meant them: where text stands at a depth at which Python-Markdown reads it out of its box.

What falls out of a `!!! trainer` stands in the participants' booklet, so here only depths pass that are read for certain:
a box, and all that it holds, stands four spaces deeper than what holds it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

from katern.finding import nearest
from katern.reading.text import Text

# Material's types, and ours
KINDS = (
    "note", "abstract", "info", "tip", "success", "question", "warning", "failure", "danger", "bug", "example", "quote",
    "trainer", "participant", "say", "dont", "case", "card", "write", "safety", "answer", "right",
)  # fmt: skip
_STEP = 4
# what Python-Markdown takes for depth, once tabs are spaces: no other blank, such as one that does not break
_BLANK = " "
_UNSEEN = "\u200b\u2060\ufeff"
# what is no box and may hold one; no box can be called so
_ITEM, _NOTE = "- ", "[^"

_BOX = re.compile(r"(?:!!!|\?\?\?\+?)[ \t]*(?P<kind>[\w-]*)")
# what the extensions themselves take for the first line of a box or a tab
_DRAWN = re.compile(
    r"(?:!!! ?|\?\?\?\+? ?)[\w-]+(?: +[\w-]+)*(?: +\"(?P<title>.*?)\")? *|===(?:\+|\+!|!\+|!)? +\"(?P<tab>.*?)\" *"
)
_TAB = re.compile(r"===[+!]*[ \t]+[\"“„]")
_LIST = re.compile(r"(?:[-*+]|\d+[.)])[ \t]+\S|:[ \t]+\S|\[\^[^\]\n]+\]:")
_FENCE = re.compile(r"(?P<fence>`{3,}|~{3,})[^`]*")
# what draws nothing where it stands: an address, a note or an abbreviation gets its name
_NAMES = re.compile(r"\*?\[[^\]\n]+\]:")
# lines that end a box in everybody's eyes, so that nobody needs a blank line above them
_ENDS = re.compile(r"#{1,6}[ \t]|!!!|\?\?\?|===|///|\*\[|\[\^|</|<!--|[-*_]{3,}[ \t]*$")
_BETWEEN = re.compile(r"<|\{\{")
_VANISHES = re.compile(r"\{%.*%\}[ \t]*$")


@dataclass(frozen=True, slots=True)
class Flaw:
    """What is wrong at a line (counted from 0) of a body; `box` is the line of the box, `depth` that box's indent."""

    what: str
    line: int
    column: int
    box: int = 0
    depth: int = 0
    kind: str = ""
    near: str = ""


@dataclass(slots=True)
class _Open:
    """A box, or what else may hold one: a list item, a note, a definition. `inner` is the indent of what it holds."""

    line: int
    indent: int
    inner: int
    kind: str
    title: str = ""
    filled: bool = False
    cut: bool = False

    @property
    def is_box(self) -> bool:
        return self.kind not in (_ITEM, _NOTE)

    @property
    def may_be_empty(self) -> bool:
        """Lines to write on need no text, nor does a box whose title says it all; a trainer's box that is empty is a slip."""
        return self.kind == "write" or (bool(self.title) and self.kind != "trainer")


def read(text: Text) -> list[Flaw]:
    """What is wrong with the boxes of a page, in order."""
    body = _without_comments(text)
    starts = [0]
    for line in body.split("\n"):
        starts.append(starts[-1] + len(line) + 1)
    raw = [False] * (len(starts) - 1)
    for start, end in text.raw:
        for number in range(bisect_right(starts, start) - 1, bisect_right(starts, max(end - 1, start))):
            raw[number] = True
    return _Reader(body.split("\n"), raw).flaws()


def _without_comments(text: Text) -> str:
    """The body with blanks for what comments say."""
    body = text.body
    for comment in reversed(text.comments):
        inside = comment.start + len("<!--")
        kept = re.sub(r"[^\n]", " ", comment.text)
        body = body[:inside] + kept + body[inside + len(comment.text) :]
    return body


class _Reader:
    """Goes through the lines once; `open` holds what is open at the line, the innermost last."""

    def __init__(
        self, lines: list[str], raw: list[bool], first: int = 0, column: int = 0, joined: bool = False
    ) -> None:
        self._lines = [line.expandtabs(_STEP) for line in lines]
        self._raw = raw
        self._first = first
        self._column = column
        # a quotation that stands right below other text may be part of that text
        self._joined = joined
        self._open: list[_Open] = []
        self._after_blank = True
        self._misplaced = False
        # whether the line above was running text, below which a list is more of that text
        self._running = False
        self._found: list[Flaw] = []

    def flaws(self) -> list[Flaw]:
        """All of them, those in quotations too."""
        number = 0
        while number < len(self._lines):
            number = self._line(number)
        self._close(0)
        return sorted(self._found, key=lambda flaw: (flaw.line, flaw.column))

    def _line(self, number: int) -> int:
        """Read a line, and what goes with it; the number of the next."""
        line = self._lines[number]
        text = line.strip(_BLANK)
        if not text or _VANISHES.match(text):
            self._after_blank = True
            return number + 1
        indent = len(line) - len(line.lstrip(_BLANK))
        self._place(number, indent, text)
        below, self._after_blank = not self._after_blank, False
        if (after := self._after_fence(number, indent, text)) is not None:
            self._running = True
            return after
        if text.startswith(">"):
            self._running = True
            return self._quotation(number, below)
        if _BOX.match(text) or _TAB.match(text):
            self._opener(number, indent, text, below)
        elif _LIST.match(text) and not (below and self._running):
            base = self._open[-1].inner if self._open else 0
            kind = _NOTE if text.startswith("[^") else _ITEM
            self._open.append(_Open(number, indent, base + _STEP if indent - base < _STEP else indent + _STEP, kind))
        in_item = bool(self._open) and self._open[-1].kind == _ITEM
        self._running = not in_item and (not _ENDS.match(text) or text.startswith("[^"))
        return number + 1

    def _place(self, number: int, indent: int, text: str) -> None:
        """Close what does not hold the line, and tell where a box should have held it."""
        was_misplaced, self._misplaced = self._misplaced, False
        ends = bool(_ENDS.match(text))
        # looks as if it stood deeper
        odd = text[0].isspace() or text[0] in _UNSEEN
        for box in [box for box in reversed(self._open) if box.is_box]:
            if indent >= box.inner:
                if box.cut:
                    self._flaw("cut", number, indent, box)
                box.cut, box.filled = False, True
                break
            if (indent > box.indent or odd) and not (indent < _STEP and _NAMES.match(text)):
                self._misplaced = box.filled = True
                if self._after_blank or not was_misplaced:
                    self._flaw("depth", number, indent, box)
                del self._open[self._open.index(box) + 1 :]
                break
            if not (self._after_blank or ends or box.cut or self._is_next_item(box, indent, text)):
                self._flaw("below", number, indent, box)
                box.filled = ends = True
            if box.filled and _BETWEEN.match(text):
                box.cut = True
            else:
                self._close(self._open.index(box))
        if not self._misplaced and (self._after_blank or ends or _BETWEEN.match(text) or _LIST.match(text)):
            while self._open and not self._open[-1].is_box and self._open[-1].inner > indent:
                if self._open[-1].kind == _NOTE and not (self._after_blank or ends):
                    break  # more text of the note
                self._open.pop()

    def _is_next_item(self, box: _Open, indent: int, text: str) -> bool:
        """Whether the line is the next item of a list that holds the box."""
        return indent < box.indent and bool(_LIST.match(text))

    def _opener(self, number: int, indent: int, text: str, below: bool) -> None:
        holder = next((held for held in reversed(self._open) if not held.cut), None)
        expected = holder.inner if holder else 0
        box = _BOX.match(text)
        drawn = _DRAWN.fullmatch(text)
        kind = box["kind"] if box else "tab"
        near = None if kind in KINDS or not box else nearest(kind, KINDS)
        if near is not None:
            self._found.append(Flaw("kind", self._first + number, self._column + indent, kind=kind, near=near))
        elif drawn is None:
            self._flaw("unreadable", number, indent)
        elif self._raw[number]:
            self._flaw("html", number, indent)
        elif any(held.kind == _NOTE for held in self._open):
            self._flaw("note", number, indent)
        elif indent != expected and not self._misplaced:
            self._flaw("opener", number, indent)
        elif self._joined or (holder and not holder.is_box and below):
            self._flaw("joined", number, indent)
        title = (drawn["title"] or drawn["tab"] or "") if drawn else ""
        # one flaw a box is enough: what is not drawn as a box at all need not be filled
        told = bool(self._found) and self._found[-1].line == self._first + number
        self._open.append(_Open(number, indent, indent + _STEP, kind, title, filled=told))

    def _after_fence(self, number: int, indent: int, text: str) -> int | None:
        """The line after a block of code that begins here; None where none does."""
        fence = _FENCE.fullmatch(text)
        if fence is None:
            return None
        for end in range(number + 1, len(self._lines)):
            line = self._lines[end]
            own = len(line) - len(line.lstrip(_BLANK))
            if line.strip(_BLANK) == fence["fence"] and own == indent:
                return end + 1
            if line.strip(_BLANK) and own < indent:
                return None  # not drawn as code
        return None

    def _quotation(self, number: int, below: bool) -> int:
        """Read the lines of a quotation by themselves, without their marks."""
        end = number
        indent = self._lines[number].index(">")
        while end < len(self._lines) and self._lines[end].startswith(" " * indent + ">"):
            end += 1
        lines = self._lines[number:end]
        marks = [indent + 1 + line.startswith("> ", indent) for line in lines]
        inner = [line[mark:] for line, mark in zip(lines, marks, strict=True)]
        place = (self._first + number, self._column + marks[0])
        self._found += _Reader(inner, self._raw[number:end], *place, joined=below).flaws()
        return end

    def _close(self, index: int) -> None:
        for box in self._open[index:]:
            if box.is_box and not box.filled and not box.may_be_empty:
                self._flaw("empty", box.line, box.indent)
        del self._open[index:]

    def _flaw(self, what: str, number: int, indent: int, box: _Open | None = None) -> None:
        at = (self._first + number, self._column + indent)
        self._found.append(Flaw(what, *at, self._first + box.line, box.indent) if box else Flaw(what, *at))
