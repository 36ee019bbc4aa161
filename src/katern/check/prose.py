"""A page's text as the blocks that a reader sees: headings, paragraphs, list items, table rows, and what they stand in.

Blocks are read from the masked text, so that code, comments and addresses are no words; offsets are those of the body.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass

from katern.finding import Position
from katern.library import Item
from katern.mask import BLANK, mask
from katern.textfile import Lines

_HEADING = re.compile(r"(#{1,6})[ \t]+(.*?)[ \t]*#*[ \t]*$")
_BOX = re.compile(r"(?:!!!|\?\?\?\+?)[ \t]+(?P<kinds>[\w-]+(?:[ \t]+[\w-]+)*)?[ \t]*(?:\"(?P<title>.*)\")?[ \t]*$")
_TAB = re.compile(r"===[!+]?[ \t]+\"(?P<title>.*)\"[ \t]*$")
_ITEM = re.compile(r"(?:[-*+]|\d{1,3}[.)])[ \t]+|:[ \t]+|\[\^[^\]]+\]:[ \t]*")
# the line of dashes below the header of a table
TABLE_RULE = re.compile(r"[ \t]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-*:?[ \t]*)+$")
_UNDERLINE = re.compile(r"[ \t]*(=+|-{2,})[ \t]*$")


@dataclass(frozen=True, slots=True)
class Block:
    """One block: `text` is `body[start:end]` with what is no prose blanked; `boxes` are the admonitions around it.

    `kind` is heading, paragraph, item, header (of a table), row or title (of an admonition); `level` is a heading's;
    `quoted` is whether it is a blockquote.
    """

    kind: str
    start: int
    end: int
    text: str
    level: int = 0
    boxes: tuple[str, ...] = ()
    quoted: bool = False

    @property
    def words(self) -> str:
        """The text on one line, without what was blanked."""
        return " ".join(self.text.replace(BLANK, " ").split())


@dataclass(frozen=True, slots=True)
class Box:
    """An admonition: its type, the offsets of its first and last character, and its nesting."""

    kind: str
    title: str
    start: int
    end: int
    boxes: tuple[str, ...]


class Prose:
    """The blocks of one item, with the positions of their offsets."""

    def __init__(self, item: Item) -> None:
        self.item = item
        self.body = item.front.body
        self.blocks, self.boxes = read_blocks(self.body)
        self._lines = Lines(self.body, item.path, item.front.body_line)

    def position(self, offset: int) -> Position:
        """Where an offset of the body stands in the file."""
        return self._lines.position(offset)

    @property
    def headings(self) -> tuple[Block, ...]:
        """The headings, in order."""
        return tuple(block for block in self.blocks if block.kind == "heading")


@functools.lru_cache(maxsize=8192)
def read_blocks(body: str) -> tuple[tuple[Block, ...], tuple[Box, ...]]:
    """The blocks and admonitions of a Markdown body, in order."""
    reader = _Reader(mask(body))
    reader.read()
    return tuple(reader.blocks), tuple(sorted(reader.boxes, key=lambda box: box.start))


class _Reader:
    """Goes through the lines once; `open` holds the admonitions around the line, each with its indent."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.blocks: list[Block] = []
        self.boxes: list[Box] = []
        self._open: list[tuple[int, str, str, int]] = []
        self._start = self._end = -1
        self._kind = ""
        self._quoted = False
        self._table = False

    def read(self) -> None:
        lines = list(self._split())
        for number, (offset, line) in enumerate(lines):
            following = lines[number + 1][1] if number + 1 < len(lines) else ""
            self._line(offset, line, following)
        self._flush()
        self._close(-1, len(self.text))

    def _split(self) -> Iterator[tuple[int, str]]:
        offset = 0
        for line in self.text.split("\n"):
            yield offset, line
            offset += len(line) + 1

    def _line(self, offset: int, line: str, following: str) -> None:
        content = line.replace(BLANK, " ").strip()
        indent = len(line) - len(line.lstrip(" \t"))
        # a line of blanked code or HTML ends a paragraph, one of a template call does too
        if not content:
            self._flush()
            self._table = False
            return
        self._close(indent, offset)
        stripped = line.strip(" \t")
        start = offset + indent
        quoted = stripped.startswith(">")
        if quoted:
            inner = stripped.lstrip("> \t")
            start += len(stripped) - len(inner)
            stripped = inner
        box = _BOX.match(stripped)
        tab = _TAB.match(stripped)
        heading = _HEADING.match(stripped)
        if box or tab:
            self._flush()
            self._opening(box or tab, indent, start, line, offset)  # type: ignore[arg-type]
        elif heading:
            self._flush()
            at = start + heading.start(2)
            self._add("heading", at, start + heading.end(2), level=len(heading[1]))
        elif self._table or ("|" in stripped and TABLE_RULE.match(following)):
            self._row(start, stripped)
        elif _UNDERLINE.match(stripped) and self._kind == "paragraph" and self._start >= 0:
            level = 1 if stripped[0] == "=" else 2
            first, end = self._start, self._end
            self._start = -1
            self._add("heading", first, end, level=level)
        elif item := _ITEM.match(stripped):
            self._flush()
            self._begin("item", start + item.end(), offset + len(line), quoted)
        elif self._start >= 0 and quoted == self._quoted:
            self._end = offset + len(line)
        else:
            self._flush()
            self._begin("paragraph", start, offset + len(line), quoted)

    def _row(self, start: int, stripped: str) -> None:
        if TABLE_RULE.match(stripped):
            return
        self._flush()
        self._add("row" if self._table else "header", start, start + len(stripped))
        self._table = True

    def _opening(self, match: re.Match[str], indent: int, start: int, line: str, offset: int) -> None:
        kinds = match["kinds"] if "kinds" in match.re.groupindex else "tab"
        kind = (kinds or "note").split()[0]
        title = match["title"] or ""
        if title:
            at = start + match.start("title")
            self.blocks.append(Block("title", at, at + len(title), title, boxes=(*self._names(), kind)))
        self._open.append((indent, kind, title, start))

    def _begin(self, kind: str, start: int, end: int, quoted: bool) -> None:
        self._kind, self._start, self._end, self._quoted = kind, start, end, quoted

    def _flush(self) -> None:
        if self._start >= 0:
            self._add(self._kind, self._start, self._end, quoted=self._quoted)
            self._start = -1

    def _add(self, kind: str, start: int, end: int, level: int = 0, quoted: bool = False) -> None:
        self.blocks.append(Block(kind, start, end, self.text[start:end], level, self._names(), quoted))

    def _names(self) -> tuple[str, ...]:
        return tuple(kind for _, kind, _, _ in self._open)

    def _close(self, indent: int, offset: int) -> None:
        """End the admonitions that do not hold a line of this indent."""
        while self._open and indent <= self._open[-1][0]:
            self._flush()
            _, kind, title, start = self._open.pop()
            self.boxes.append(Box(kind, title, start, offset, self._names()))
