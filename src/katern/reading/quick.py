"""Python-Markdown's reader of inline text, which skips the patterns whose first sign a text does not hold.

It tries each of its patterns on each text; most texts hold no backtick, bracket or tag at all. What it makes of a text
stays the same, and so does the order in which it looks.
"""

from __future__ import annotations

from collections.abc import Set

import markdown
from markdown.inlinepatterns import InlineProcessor as InlinePattern
from markdown.treeprocessors import InlineProcessor
from markdown.util import AtomicString

from katern.reading.budget import Budget
from katern.reading.citing import CitationProcessor

# a sign that a text must hold for a pattern of this name to match
_SIGNS = {
    "backtick": "`", "escape": "\\", "reference": "[", "link": "[", "image_link": "!", "image_reference": "!",
    "short_reference": "[", "short_image_ref": "!", "autolink": "<", "automail": "<", "linebreak": "\n", "html": "<",
    "entity": "&", "em_strong": "*_", "footnote": "^",
    "katern-citation": "@",
}  # fmt: skip
_KNOWN = ("markdown.inlinepatterns", "markdown.extensions.footnotes", "katern.reading.citing")


def speed_up(md: markdown.Markdown) -> Set[str]:
    """Let a reader skip what cannot match; patterns of other extensions are always tried.

    What it gives holds, once a page was read, the texts that would have taken too much work and were left as they are.
    """
    own = _Quick(md)
    if type(md.treeprocessors["inline"]) is InlineProcessor:
        md.treeprocessors.deregister("inline")
        md.treeprocessors.register(own, "inline", 20)
    return own.tangled


class _Quick(InlineProcessor):
    def __init__(self, md: markdown.Markdown) -> None:
        super().__init__(md)
        self._signs: list[str] = []
        self._budget = Budget()
        # the texts that took more than a page may take
        self.tangled: set[str] = set()

    def run(self, tree, ancestors=None):  # type: ignore[no-untyped-def]
        """Python-Markdown's call: the whole tree."""
        patterns = list(self.inlinePatterns)  # which puts them in order
        for pattern in patterns:
            if isinstance(pattern, InlinePattern) and not isinstance(pattern, CitationProcessor):
                self._budget.bound(pattern)
        names = {id(self.inlinePatterns[item.name]): item.name for item in self.inlinePatterns._priority}  # type: ignore[attr-defined]
        self._signs = [self._sign(names[id(pattern)]) for pattern in patterns]
        return super().run(tree, ancestors)

    def _sign(self, name: str) -> str:
        known = type(self.inlinePatterns[name]).__module__ in _KNOWN
        return _SIGNS.get(name, "") if known else ""

    def _InlineProcessor__handleInline(self, data: str, pattern: int = 0) -> str:  # noqa: N802 (the name it overrides)
        if isinstance(data, AtomicString):
            return data
        start, count, signs, whole = 0, len(self._signs), self._signs, data
        while pattern < count:
            sign = signs[pattern]
            if sign and not any(one in data for one in sign):
                pattern, start = pattern + 1, 0
                continue
            processor = self.inlinePatterns[pattern]
            if isinstance(processor, CitationProcessor):
                data, pattern, start = self._cited(data, processor), pattern + 1, 0
                continue
            if not self._budget.spend(len(data)):
                self.tangled.add(whole)
                return data
            data, matched, start = self._InlineProcessor__applyPattern(processor, data, pattern, start)  # type: ignore[attr-defined]
            if not matched:
                pattern += 1
        return data

    def _cited(self, data: str, processor: CitationProcessor) -> str:
        """The text with all its citations put aside at once: one by one, each would make a text of its own."""
        parts: list[str] = []
        last = 0
        for token, start, end in processor.all(data):
            parts += (data[last:start], self._InlineProcessor__stashNode(token, processor.type()))  # type: ignore[attr-defined]
            last = end
        return "".join([*parts, data[last:]])
