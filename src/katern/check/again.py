"""Rules on things that seldom change, with what they found the last time: sources, and tables of figures."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import cast

from katern.check.judging import Alone
from katern.digest import digest
from katern.finding import Finding, dump, load
from katern.library import Library
from katern.notes import Step

Rule = Callable[[Library], Iterable[Finding]]


class Remembering:
    """Asks rules about a library, unless what they read is what it was."""

    def __init__(self, library: Library, noted: Step) -> None:
        self._library = library
        self._noted = noted

    def of(self, rule: Rule, made_of: str) -> tuple[Finding, ...]:
        """What a rule finds that reads nothing but what has this digest."""
        return self._found(rule.__name__, made_of, lambda: rule(self._library))

    def of_sources(self, rules: Sequence[Rule]) -> tuple[Finding, ...]:
        """What rules find that look at the sources alone."""
        sources = self._library.sources
        alone = cast(Library, Alone(None, {"sources": sources}))
        made_of = digest([source.digest for source in sources.values()])
        return self._found("sources", made_of, lambda: (finding for rule in rules for finding in rule(alone)))

    def _found(self, name: str, made_of: str, find: Callable[[], Iterable[Finding]]) -> tuple[Finding, ...]:
        key = f"{name}:{made_of}"
        known = self._noted.get(key)
        if known is None:
            known = dump(list(find()))
            self._noted.put(key, known)
        return load(known)
