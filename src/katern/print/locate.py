"""Where in an author's Markdown something stands that was found in the HTML of a page."""

from __future__ import annotations

import re

from katern.finding import Position
from katern.item import Item
from katern.textfile import Lines

_TABLE_RULE = re.compile(r"^[ \t>]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-*:?[ \t]*)+$", re.MULTILINE)
_CARD = re.compile(r"^[ \t]*!!! ?card\b", re.MULTILINE)
_LONGEST_NEEDLE = 60


class Locator:
    """Finds places in one item's text; what cannot be found stands at the first line of the text."""

    def __init__(self, item: Item) -> None:
        self._path = item.path
        self._body = item.front.body
        self._lines = Lines(item.front.body, item.path, item.front.body_line)
        self._first = item.front.body_line

    def text(self, needle: str, last: bool = False) -> Position:
        """The first or last place that holds these words; markup and line ends between them do not matter."""
        found = self._body.rfind(needle) if last else self._body.find(needle)
        if found < 0:
            words = re.findall(r"\w+", needle[:_LONGEST_NEEDLE])
            match = re.search(r"\b" + r"[\W_]+".join(re.escape(word) for word in words), self._body) if words else None
            found = match.start() if match else -1
        return self._position(found)

    def tag(self, name: str, number: int = 0) -> Position:
        """The opening tag of this name and number, counted from 0; where there are fewer, the last."""
        found = [match.start() for match in re.finditer(rf"<{re.escape(name)}\b", self._body, re.IGNORECASE)]
        return self._position(found[min(number, len(found) - 1)] if found else -1)

    def table(self, number: int) -> Position:
        """The header row of the page's table of this number, counted from 0."""
        rules = list(_TABLE_RULE.finditer(self._body))
        if number >= len(rules):
            return self.text("<table")
        return self._position(self._body.rfind("\n", 0, max(rules[number].start() - 1, 0)) + 1)

    def card(self, number: int) -> Position:
        """The page's card of this number, counted from 0."""
        cards = list(_CARD.finditer(self._body))
        return self._position(cards[number].start() if number < len(cards) else -1)

    def _position(self, offset: int) -> Position:
        if offset < 0:
            return Position(self._path, self._first, 1)
        at = self._lines.position(offset)
        indent = len(self._body[offset:]) - len(self._body[offset:].lstrip(" \t"))
        return Position(at.path, at.line, at.column + indent)
