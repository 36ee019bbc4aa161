"""Judging pages one by one: what rules find in a page, and what it excepts, depends on that page and is noted with it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import astuple
from typing import Any, cast

from pydantic import BaseModel

from katern.check.exemptions import Exemption
from katern.check.ignores import of_item
from katern.digest import digest
from katern.finding import Finding, Position, dump, load
from katern.item import Item
from katern.library import Library
from katern.notes import Notes

Rule = Callable[[Library], Iterable[Finding]]
# rules, each with the names of what it must know of the library beside the page
ItemRules = Sequence[tuple[Rule, tuple[str, ...]]]


class ItemJudging:
    """What rules find in the pages of a library, or in `some` of these; `settings` are those on which they depend."""

    def __init__(
        self, library: Library, rules: ItemRules, settings: str, notes: Notes, some: Iterable[str] | None = None
    ) -> None:
        items = [library.items[path] for path in (library.items if some is None else some)]
        self._noted = notes.of("judged")
        self.findings: list[Finding] = []
        self.exemptions: list[Exemption] = []
        for needs in dict.fromkeys(needs for _, needs in rules):
            known = {name: getattr(library, name) for name in needs}
            group = [rule for rule, named in rules if named == needs]
            made_from = digest((settings, needs, *map(_told, known.values())))
            for item in items:
                self.findings += self._found(item, group, known, made_from)
        for item in items:
            self.exemptions += self._excepted(item)

    def _found(self, item: Item, rules: Sequence[Rule], known: Mapping[str, Any], made_from: str) -> Iterator[Finding]:
        alone = cast(Library, Alone(item, known))
        found = self._remembered(item, made_from, lambda: dump([finding for rule in rules for finding in rule(alone)]))
        yield from load(found) if found else ()

    def _excepted(self, item: Item) -> Iterator[Exemption]:
        found = self._remembered(item, "", lambda: [astuple(one) for one in of_item(item)])
        return (Exemption(code, paths, reason, Position(*at), *lines) for code, paths, reason, at, *lines in found)

    def _remembered(self, item: Item, made_from: str, find: Callable[[], list[Any]]) -> list[Any]:
        if not item.digest:
            return find()
        key = f"{item.digest}{made_from}"
        found: list[Any] | None = self._noted.get(key)
        if found is None:
            found = find()
            self._noted.put(key, found)
        return found


class Alone:
    """A library of one page or of none, with nothing of the rest but what a rule says that it must know."""

    def __init__(self, item: Item | None, known: Mapping[str, Any]) -> None:
        self.items = {item.path: item} if item is not None else {}
        self.__dict__.update(known)


def _told(known: Any) -> object:
    """What a rule must know, as something that can be told from other such things."""
    if isinstance(known, BaseModel):
        return known.model_dump_json()
    return sorted(known) if isinstance(known, frozenset) else known
