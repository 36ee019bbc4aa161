"""A bound on the work of Python-Markdown in one page, counted in signs that it looks at.

Where signs open something again and again and nothing closes it, each looks through all that follows. A text that people
write stays far below the bound; one that goes over it is left as it stands and told (`read.tangled`).
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable
from typing import Any

from markdown.inlinepatterns import InlineProcessor, LinkInlineProcessor
from markdown.preprocessors import Preprocessor

# signs of text that patterns may look at in one page
MOST = 400_000_000
# what a loop in Python takes for a sign, beside what a pattern takes
_LOOP = 50

# what opens something in HTML that only this closes; each that is open is looked for through all that follows
_CLOSING = {"<!--": "-->", "<?": "?>", "<![": ">", "<": ">"}
# signs that the search for what closes a tag may look at in one page; each takes longer than a pattern's
_MOST_OF_TAGS = 20_000_000

# a line at which a block begins within a block: all that follows is looked at once more
_BEGINS = re.compile(r"[ \t>]*(?::[ ]|\[[^\]\n]*\]:|\*\[|!!!|\?\?\?|===|#)")
# a line across the page costs as much as so many others
_RULE = re.compile(r"[ \t>]*(?P<sign>[-_*])(?:[ ]*(?P=sign)){2,}[ \t]*$")
_RULE_WEIGHS = 5
_MOST_OF_BLOCKS = 100_000_000

_Found = tuple[Any, int | None, int | None]


class Budget:
    """What is left for one page."""

    def __init__(self) -> None:
        self.left = MOST

    def spend(self, signs: int) -> bool:
        """Take off so many signs; False once nothing is left."""
        self.left -= signs
        return self.left > 0

    def bound(self, pattern: InlineProcessor) -> None:
        """Let a pattern spend of it, and find nothing once it is spent."""
        if isinstance(pattern, LinkInlineProcessor):
            self._bound_links(pattern)
        else:
            pattern.handleMatch = self._bounded(pattern.handleMatch)  # type: ignore[method-assign,assignment]

    def _bounded(self, handle: Callable[[re.Match[str], str], _Found]) -> Callable[[re.Match[str], str], _Found]:
        def handle_match(match: re.Match[str], data: str) -> _Found:
            if self.left <= 0:
                return None, None, None
            self.spend(len(data) - match.start())
            return handle(match, data)

        return handle_match

    def _bound_links(self, pattern: LinkInlineProcessor) -> None:
        """Brackets are matched sign by sign, each as far as it reaches."""
        text, link = pattern.getText, pattern.getLink

        def get_text(data: str, index: int) -> tuple[str, int, bool]:
            if self.left <= 0:
                return "", index, False
            found = text(data, index)
            self.spend(_LOOP * (found[1] - index))
            return found

        def get_link(data: str, index: int) -> tuple[str, str | None, int, bool]:
            if self.left <= 0:
                return "", None, index, False
            found = link(data, index)
            self.spend(_LOOP * (found[2] - index))
            return found

        pattern.getText = get_text  # type: ignore[method-assign]
        pattern.getLink = get_link  # type: ignore[method-assign]


def without_open_tags(body: str) -> tuple[str, int | None]:
    """A page without the `<` of tags that nothing closes, where there are too many to look for their ends.

    Also the offset of the first; None where all is read as it stands. Everything keeps its place.
    """
    for opening, closing in _CLOSING.items():
        start = body.rfind(closing) + 1
        count = body.count(opening, start)
        if count * (len(body) - start) > _MOST_OF_TAGS:
            return body[:start] + body[start:].replace("<", " "), body.find(opening, start)
    return body, None


class LongBlocks(Preprocessor):
    """Takes out blocks in which too many others begin without a blank line between; `found` are their first lines."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def run(self, lines: list[str]) -> list[str]:
        """Python-Markdown's call: code and HTML are put aside by now."""
        left: list[str] = []
        for blank, block in itertools.groupby(lines, key=lambda line: not line.strip()):
            held = list(block)
            if not blank and _is_too_long(held):
                self.found.append(held[0])
            else:
                left += held
        return left


def _is_too_long(lines: list[str]) -> bool:
    begins = sum(_BEGINS.match(line) is not None for line in lines)
    begins += sum(_RULE_WEIGHS for line in lines if _RULE.match(line))
    return begins * sum(len(line) + 1 for line in lines) > _MOST_OF_BLOCKS
