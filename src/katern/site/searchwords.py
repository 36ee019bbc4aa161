"""The words of a text as the search knows them: without capitals, accents and the signs within a word.

`find.js` reads what somebody types by the same rules; a test holds the two against each other.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence

_WORD = re.compile(r"[^\W_]+(?:[-'’‐‑][^\W_]+)*")
_WITHIN = re.compile(r"[-'’‐‑]")
# a vowel written twice in the last syllable
_LONG = re.compile(r"([aeou])\1(?=[^aeiou]*$)")
_MARKS = re.compile("[\u0300-\u036f]")


def fold(text: str) -> str:
    """The text in small letters without accents."""
    return _MARKS.sub("", unicodedata.normalize("NFKD", text)).lower()


def words_of_text(text: str) -> list[tuple[str, ...]]:
    """The words in their order; one with a hyphen or apostrophe is known whole, and by each of its parts: `mbo-student`."""
    return [_forms(word) for word in _WORD.findall(fold(text))]


def _forms(word: str) -> tuple[str, ...]:
    parts = _WITHIN.split(word)
    if len(parts) == 1:
        return (word,)
    return tuple(dict.fromkeys(("".join(parts), *(part for part in parts if len(part) > 1))))


def stem(word: str, endings: Sequence[str]) -> str:
    """What forms of one word have in common: `scholen` and `school`, `brieven` and `brief`."""
    left = word
    for ending in endings:
        # the end of a short word belongs to it: `laan`, `vries`
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            left = word[: -len(ending)]
            break
    if len(left) > 3 and left[-1] == left[-2] and left[-1] not in "aeiou":
        left = left[:-1]
    left = re.sub("z$", "s", re.sub("v$", "f", left))
    return _LONG.sub(r"\1", left) if len(left) > 3 else left


class Phrases:
    """Rows of words that mean nearly the same, to be found in texts, in any form, by the number of their row."""

    def __init__(self, rows: Iterable[Sequence[str]], endings: Sequence[str] = ()) -> None:
        self._endings = tuple(endings)
        self._stems: dict[str, str] = {}
        self._by_first: dict[str, list[tuple[tuple[str, ...], int]]] = {}
        for number, row in enumerate(rows):
            for phrase in row:
                words = tuple(self._stem(forms[0]) for forms in words_of_text(phrase))
                if words:
                    self._by_first.setdefault(words[0], []).append((words, number))

    def _stem(self, word: str) -> str:
        if word not in self._stems:
            self._stems[word] = stem(word, self._endings)
        return self._stems[word]

    def found(self, words: Sequence[tuple[str, ...]]) -> Iterator[int]:
        """The number of a row for each of its phrases in a text."""
        for place, forms in enumerate(words):
            for form in forms:
                for phrase, number in self._by_first.get(self._stem(form), ()):
                    behind = words[place + 1 : place + len(phrase)]
                    if len(behind) == len(phrase) - 1 and all(
                        word in map(self._stem, others) for word, others in zip(phrase[1:], behind, strict=True)
                    ):
                        yield number
