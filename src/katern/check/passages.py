"""Which of many long passages stand somewhere in a text: in one pass over it, however many there are."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator


class Passages:
    """Passages of at least so many signs, found by the first of these."""

    def __init__(self, passages: Iterable[str], shortest: int) -> None:
        self._shortest = shortest
        self._by_beginning: dict[str, list[str]] = {}
        for passage in dict.fromkeys(passages):
            self._by_beginning.setdefault(passage[:shortest], []).append(passage)
        signs = "".join(sorted({beginning[0] for beginning in self._by_beginning}))
        self._first = re.compile(f"[{re.escape(signs)}]") if signs else None

    def within(self, text: str) -> Iterator[str]:
        """Those that stand in a text, each once, in the order in which the text has them."""
        found: dict[str, None] = {}
        for match in self._first.finditer(text) if self._first and len(text) >= self._shortest else ():
            start = match.start()
            for passage in self._by_beginning.get(text[start : start + self._shortest], ()):
                if passage not in found and text.startswith(passage, start):
                    found[passage] = None
        return iter(found)
