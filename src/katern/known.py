"""Which of the words that are known somebody meant who wrote another: for hints, however many are known."""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cached_property
from itertools import islice

# so alike must two words be, as difflib reckons
_ALIKE = 0.7
# among so many words each is compared; among more only those that share rare pieces with what was written
_FEW = 200
_PIECE = 3
# a piece that so many words hold says nothing of which is meant
_COMMON = 40
_COMPARED = 20


class Known:
    """Words to choose from; made once for all questions, since putting them in order takes longer than one question."""

    def __init__(self, words: Iterable[str]) -> None:
        self._words = dict.fromkeys(words)

    def __contains__(self, word: str) -> bool:
        return word in self._words

    def __len__(self) -> int:
        return len(self._words)

    def first(self, most: int) -> list[str]:
        """The first so many of the words, in the order in which they were given."""
        return list(islice(self._words, most))

    def nearest(self, word: str) -> str | None:
        """The word that was most likely meant, or None when none is near."""
        same = self._folded.get(word.casefold())
        if same is not None:
            return same
        matches = difflib.get_close_matches(word, self._candidates(word), n=1, cutoff=_ALIKE)
        return matches[0] if matches else None

    @cached_property
    def _sorted(self) -> list[str]:
        return sorted(self._words)

    @cached_property
    def _folded(self) -> Mapping[str, str]:
        return {word.casefold(): word for word in self._sorted}

    def _candidates(self, word: str) -> list[str]:
        if len(self._sorted) <= _FEW:
            return self._sorted
        shared: Counter[str] = Counter()
        for piece in _pieces(word):
            holders = self._holders.get(piece, ())
            if len(holders) <= _COMMON:
                shared.update(holders)
        most = sorted(shared.items(), key=lambda found: (-found[1], found[0]))[:_COMPARED]
        return sorted(candidate for candidate, _ in most)

    @cached_property
    def _holders(self) -> Mapping[str, list[str]]:
        """The words that hold each piece, up to one more than is common."""
        found: dict[str, list[str]] = {}
        for word in self._sorted:
            for piece in _pieces(word):
                holders = found.setdefault(piece, [])
                if len(holders) <= _COMMON:
                    holders.append(word)
        return found


def _pieces(word: str) -> set[str]:
    padded = f"\0{word.casefold()}\0"
    return {padded[start : start + _PIECE] for start in range(len(padded) - _PIECE + 1)}
