"""Boxes that Python-Markdown draws otherwise than the author meant: misspelt, or with text at a depth that is none.

What falls out of a `!!! trainer` stands in the participants' booklet, so here only depths pass that are read for certain:
a box, and all that it holds, stands four spaces deeper than what holds it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from katern.finding import Finding, Position, nearest
from katern.library import Item, Library
from katern.mask import BLANK, mask_code, mask_fences

# Material's types, and ours
KINDS = (
    "note", "abstract", "info", "tip", "success", "question", "warning", "failure", "danger", "bug", "example", "quote",
    "trainer", "participant", "say", "dont", "case", "card", "write", "safety",
)  # fmt: skip
_STEP = 4
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
# lines that end a box in everybody's eyes, so that nobody needs a blank line above them
_ENDS = re.compile(r"#{1,6}[ \t]|!!!|\?\?\?|===|///|\*\[|\[\^|</|<!--|[-*_]{3,}[ \t]*$")
_BETWEEN = re.compile(r"<|\{\{")
_VANISHES = re.compile(r"\{%.*%\}[ \t]*$")
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)

_MESSAGES = {
    "unreadable": (
        "dit blok is niet te lezen: het staat zo als tekst op de pagina",
        'schrijf !!! safety "Titel", met de titel tussen dubbele aanhalingstekens',
    ),
    "empty": ("dit blok is leeg: wat eronder staat, valt erbuiten", "laat de tekst van het blok met vier spaties inspringen"),
    "depth": (
        "deze regel springt te weinig in en valt buiten het blok op regel {line}",
        "laat haar met {spaces} spaties inspringen, of met {outside} als zij er niet bij hoort",
    ),
    "below": (
        "deze regel staat vlak onder het blok op regel {line} en valt erbuiten",
        "laat haar met {spaces} spaties inspringen, of zet er een lege regel boven als zij er niet bij hoort",
    ),
    "cut": (
        "deze tekst wordt als code getoond: de HTML of macro erboven sluit het blok op regel {line} af",
        "laat ook die regel met {spaces} spaties inspringen, of haal haar weg",
    ),
    "opener": (
        "dit blok staat op een diepte die niets betekent, en staat zo als tekst op de pagina",
        "zet het aan de kantlijn, of in een lijst of blok precies vier spaties dieper",
    ),
    "joined": ("dit blok staat vast aan de tekst erboven en is geen blok", "zet er een lege regel boven"),
    "note": ("een blok kan niet in een voetnoot staan", "zet het in de tekst zelf"),
    "html": ("dit blok staat in losse HTML en wordt als tekst getoond", 'schrijf <div markdown="block">, of haal de HTML weg'),
}  # fmt: skip


def boxes(library: Library) -> Iterator[Finding]:
    """text.block: a box of a type that is nearly one, with a title that does not end, with text that falls out of it."""
    for item in library.items.values():
        if "!!!" in item.front.body or "???" in item.front.body or '=== "' in item.front.body:
            yield from _findings(item)


def _findings(item: Item) -> Iterator[Finding]:
    for flaw in read(item.front.body):
        at = Position(item.path, item.front.body_line + flaw.line, flaw.column + 1)
        if flaw.what == "kind":
            yield Finding.error("text.block", at, f"het blok '{flaw.kind}' bestaat niet", f"bedoelde u '{flaw.near}'?")
            continue
        message, hint = _MESSAGES[flaw.what]
        told = {"line": item.front.body_line + flaw.box, "spaces": _said(flaw.depth + _STEP), "outside": _said(flaw.depth)}
        yield Finding.error("text.block", at, message.format(**told), hint.format(**told))


def _said(spaces: int) -> str:
    return {0: "geen", 4: "vier", 8: "acht"}.get(spaces, str(spaces))


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


def read(body: str) -> list[Flaw]:
    """What is wrong with the boxes of a Markdown body, in order."""
    code, prose = mask_fences(body).split("\n"), mask_code(body).split("\n")
    # HTML that is not read as Markdown is blanked in one and not in the other
    raw = [_blanked(left, written) for written, left in zip(code, prose, strict=True)]
    return _Reader(_without_comments(body).split("\n"), raw).flaws()


def _blanked(left: str, written: str) -> bool:
    """Whether the first sign of a line was taken out."""
    first = len(written) - len(written.lstrip(" \t"))
    return left[first : first + 1] == BLANK and written[first : first + 1] != BLANK


def _without_comments(body: str) -> str:
    if "<!--" not in body:
        return body
    masked = mask_fences(body)
    for comment in reversed(list(_COMMENT.finditer(masked))):
        kept = re.sub(r"[^\n]", " ", comment.group()[4:])
        body = f"{body[: comment.start()]}<!--{kept}{body[comment.end() :]}"
    return body


class _Reader:
    """Goes through the lines once; `open` holds what is open at the line, the innermost last."""

    def __init__(self, lines: list[str], raw: list[bool], first: int = 0, column: int = 0, joined: bool = False) -> None:
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
        text = line.strip()
        if not text or _VANISHES.match(text):
            self._after_blank = True
            return number + 1
        indent = len(line) - len(line.lstrip())
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
        for box in [box for box in reversed(self._open) if box.is_box]:
            if indent >= box.inner:
                if box.cut:
                    self._flaw("cut", number, indent, box)
                box.cut, box.filled = False, True
                break
            if indent > box.indent:
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
            own = len(line) - len(line.lstrip())
            if line.strip() == fence["fence"] and own == indent:
                return end + 1
            if line.strip() and own < indent:
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
