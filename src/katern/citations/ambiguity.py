"""Which references the text of a citation depends on: those that it cites, and those that could be taken for them.

A style tells works apart that would look the same (2020a, 2020b). Names never grow for it (`citations.style` sees to that),
so two works can only look the same where they begin with the same name, or have the same title where nobody is named.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import Any

from katern.citations.style import Style
from katern.digest import digest

NAMES = ("author", "editor", "translator", "container-author")
_TITLES = ("title", "title-short", "container-title", "container-title-short")


def stands_alone(style: Style) -> bool:
    """Whether a style draws a citation without regard to the others: it counts none, and puts none at the foot of a page."""
    counts = b'"citation-number"' in style.xml or b'"citation-label"' in style.xml
    return not counts and b'class="note"' not in style.xml


class Ambiguity:
    """The references of a site, in groups within which one could be taken for another."""

    def __init__(self, references: Sequence[Mapping[str, Any]]) -> None:
        self._references = references
        self._first: dict[str, int] = {}
        self._above = list(range(len(references)))
        self._digests: dict[int, str] = {}
        taken: dict[str, int] = {}
        for number, reference in enumerate(references):
            self._first.setdefault(str(reference["id"]), number)
            for sign in _signs(reference):
                self._join(taken.setdefault(sign, number), number)

    def among(self, keys: Iterable[str]) -> list[Mapping[str, Any]]:
        """The references that citations of these keys depend on, in the order of the bibliography."""
        groups = {self._root(self._first[key]) for key in keys}
        return [self._references[number] for group in sorted(groups) for number in self._groups[group]]

    def state(self, keys: Iterable[str]) -> str:
        """What is another where one of those references is."""
        return digest([self._digest(group) for group in sorted({self._root(self._first[key]) for key in keys})])

    @cached_property
    def _groups(self) -> Mapping[int, Sequence[int]]:
        groups: dict[int, list[int]] = {}
        for number in range(len(self._references)):
            groups.setdefault(self._root(number), []).append(number)
        return groups

    def _digest(self, group: int) -> str:
        if group not in self._digests:
            members = [self._references[number] for number in self._groups[group]]
            self._digests[group] = digest(json.dumps(members, ensure_ascii=False))
        return self._digests[group]

    def _root(self, number: int) -> int:
        while self._above[number] != number:
            self._above[number] = number = self._above[self._above[number]]
        return number

    def _join(self, one: int, other: int) -> None:
        low, high = sorted((self._root(one), self._root(other)))
        self._above[high] = low


def _signs(reference: Mapping[str, Any]) -> Iterable[str]:
    """What other references may have too, so that a reader could take one for the other."""
    named = False
    for variable in NAMES:
        names = reference.get(variable)
        if isinstance(names, list) and names and isinstance(names[0], Mapping):
            named = True
            yield f"name {names[0].get('family') or names[0].get('literal', '')}".casefold()
    for variable in _TITLES:
        if (title := reference.get(variable)) and (not named or variable == "title"):
            yield f"title {title}".casefold()
