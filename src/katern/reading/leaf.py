"""Text of one block of a page, line by line, with its place; and all that is found before inline text is read."""

from __future__ import annotations

import bisect
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from katern.reading.text import Box, Comment, Link, Picture, Table, Unread


@dataclass(slots=True)
class Line:
    """One line of a leaf: where it begins in the leaf's text and in the page's, and how long it is."""

    inside: int
    start: int
    length: int


def _inside(line: Line) -> int:
    return line.inside


@dataclass(slots=True)
class Leaf:
    """Text of one block: the element that holds it (`tail` where it follows an inner block), and where it stands."""

    element: Element
    tail: bool
    kind: str
    raw: str
    lines: list[Line]
    above: tuple[Element, ...]
    boxes: tuple[str, ...]
    quoted: bool
    level: int = 0

    @property
    def start(self) -> int:
        """Where it begins in the page's text."""
        return self.lines[0].start if self.lines else 0

    @property
    def end(self) -> int:
        """Where it ends in the page's text."""
        return self.lines[-1].start + self.lines[-1].length if self.lines else 0

    def place(self, offset: int) -> int:
        """The place in the page's text of an offset in the leaf's."""
        number = bisect.bisect_right(self.lines, offset, key=_inside) - 1
        if number < 0:
            return self.start
        line = self.lines[number]
        return line.start + min(offset - line.inside, line.length)


@dataclass(slots=True)
class Leaves:
    """All that was found in the tree of a page before its inline text was read."""

    leaves: list[Leaf] = field(default_factory=list)
    boxes: list[Box] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)
    comments: list[Comment] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)
    code: list[tuple[int, int]] = field(default_factory=list)
    # the name of each footnote that the source defines, and where
    notes: list[tuple[str, int]] = field(default_factory=list)
    raw: list[tuple[int, int]] = field(default_factory=list)
    # children that an element had before inline text was read: what comes between them is inline
    children: dict[int, tuple[Element, ...]] = field(default_factory=dict)
    # whether something stands between each heading and the next
    filled: dict[int, bool] = field(default_factory=dict)
