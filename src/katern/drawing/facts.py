"""What an item's front matter says in short: terms and their values, in the words of readers.

The site's templates lay these out for a screen, each in its own way. Print and news draw them from here, not from the
site's HTML.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from typing import Any

from katern.data import Vocabulary
from katern.drawing.page import Page
from katern.drawing.templates import day, in_sentence
from katern.fields import Counted, Leads, Running, choices, mark_of
from katern.items import Evidence
from katern.kinds import Shown
from katern.library import Item, Library
from katern.words import Table, Words


@dataclass(frozen=True, slots=True)
class Fact:
    """A term, as text, and its value, as HTML."""

    term: str
    value: str


def facts(page: Page, library: Library, words: Words) -> tuple[Fact, ...]:
    """The facts of a page in the order of its kind; those without a value are left out, and of one term the first counts."""
    item = page.item
    if item is None or not item.fits or not item.row.opening:
        return ()
    drawn = _Facts(page, item, library, words)
    found: dict[str, Fact] = {}
    for shown in item.row.opening:
        fact = drawn.fact(shown) if shown.form == "fact" else None
        if fact is not None and fact.value:
            found.setdefault(fact.term, fact)
    return tuple(found.values())


class _Facts:
    """Draws the facts of one page, each by what its field means."""

    def __init__(self, page: Page, item: Item, library: Library, words: Words) -> None:
        self._page = page
        self._item = item
        self._library = library
        self._words = words
        self._own = words.kinds[item.kind]

    def fact(self, shown: Shown) -> Fact:
        term = shown.field if shown.term is None else shown.term
        return Fact(self._own.fields[term] if term else "", self._value(shown.field))

    def _value(self, name: str) -> str:
        value, model = getattr(self._item.meta, name), self._item.row.model
        if mark_of(model, name, Running):
            return "; ".join(self._page.texts.get(name, ()))
        if value is None or value == ():
            return ""
        if lead := mark_of(model, name, Leads):
            return escape(
                "; ".join(self._titles(lead, value)) if lead.to == "source" else ", ".join(self._titles(lead, value))
            )
        if counted := mark_of(model, name, Counted):
            return str(getattr(self._words.units, counted.unit)(value))
        return escape(self._own.choices[value]) if choices(model, name) else self._written(value)

    def _titles(self, lead: Leads, value: Any) -> Iterator[str]:
        """What readers call that which a field leads to."""
        for name in value if isinstance(value, tuple) else (value,):
            if lead.to != "source":
                yield in_sentence(self._library.data.vocabulary.label(lead.to, name))
            elif name in self._library.sources:
                yield self._library.sources[name].title

    def _written(self, value: Any) -> str:
        """A value that means what it says."""
        if isinstance(value, Evidence):
            return escape(_evidence(value, self._own.more, self._library.data.vocabulary))
        if isinstance(value, datetime.date):
            return day(value, self._words)
        if isinstance(value, tuple):
            return escape("; ".join(map(str, value)))
        return escape(str(value))


def _evidence(evidence: Evidence, words: Table, vocabulary: Vocabulary) -> str:
    said = vocabulary.label("evidence_levels", evidence.level)
    if evidence.body:
        said += f", {words['evidence_by']} {evidence.body}"
    if evidence.date:
        said += f" ({evidence.date if isinstance(evidence.date, int) else evidence.date.year})"
    return f"{said} – {words['record']}" if evidence.url else said
