"""What an item's front matter says in short: terms and their values, in the words of readers.

A template of a kind lays these out for a screen, as they are or in its own way. Print and news draw them from here, not
from the site's HTML.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

from markupsafe import Markup

from katern.data import Vocabulary
from katern.drawing.page import Page
from katern.drawing.templates import day, in_sentence
from katern.fields import Counted, Leads, Outside, Running, choices, mark_of
from katern.item import Item
from katern.items import Evidence
from katern.kinds import Shown
from katern.library import Library
from katern.words import Table, Words
from katern.words.kinds import Kind as KindWords

# the address to which a name leads, relative to the page on which it stands
Way = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Fact:
    """A term, as text, and its value, as HTML."""

    term: str
    value: str


def facts(page: Page, library: Library, words: Words, links: Mapping[str, str] | None = None) -> tuple[Fact, ...]:
    """The facts of a page in the order of its kind; those without a value are left out, and of one term the first counts.

    With `links`, the URLs of sources relative to the root, names lead to where what they name stands.
    """
    item = page.item
    if item is None or not item.fits or not item.row.opening:
        return ()
    told = Telling(library, words, None if links is None else _Links(page.base, links))
    found: dict[str, Fact] = {}
    for shown in item.row.opening:
        fact = told.fact(item, shown, page.texts.get(shown.field, ())) if shown.form == "fact" else None
        if fact is not None and fact.value:
            found.setdefault(fact.term, fact)
    return tuple(found.values())


@dataclass(frozen=True, slots=True)
class _Links:
    """The ways from a page."""

    base: str
    sources: Mapping[str, str]


class Telling:
    """Tells what fields of front matter say, each by what it means."""

    def __init__(self, library: Library, words: Words, links: _Links | None = None) -> None:
        self._library = library
        self._words = words
        self._links = links

    def card(self, item: Item) -> list[Markup]:
        """What stands of an item on its card in a list."""
        told = [self._value(item, name, ()) for name in item.row.card if item.fits]
        return [Markup(value) for value in told if value]

    def value(self, item: Item, name: str) -> str:
        """What a field that holds no running text says, as HTML."""
        return self._value(item, name, ())

    def fact(self, item: Item, shown: Shown, texts: Sequence[str]) -> Fact:
        """One fact of an item; `texts` are what is drawn of its field."""
        term = shown.field if shown.term is None else shown.term
        value = self._value(item, shown.field, texts)
        if not value and shown.unknown:
            value = escape(self._words.about.unknown)
        return Fact(self._words.kinds[item.kind].fields[term] if term else "", value)

    def _value(self, item: Item, name: str, texts: Sequence[str]) -> str:
        value, model = getattr(item.meta, name), item.row.model
        if mark_of(model, name, Running):
            return "; ".join(texts)
        if value is None or value == ():
            return ""
        if lead := mark_of(model, name, Leads):
            return ("; " if lead.to in ("source", "item") else ", ").join(self._named(lead, value))
        if counted := mark_of(model, name, Counted):
            return str(getattr(self._words.units, counted.unit)(value))
        if mark_of(model, name, Outside):
            return self._link(str(value), escape(str(value).removeprefix("https://").rstrip("/")))
        said = self._words.kinds[item.kind]
        if choices(model, name):
            named = value if isinstance(value, tuple) else (value,)
            return escape(", ".join(choice_word(said, one, self._library) for one in named))
        return self._written(value, said.more)

    def _named(self, lead: Leads, value: Any) -> Iterator[str]:
        """What readers call that which a field leads to."""
        library = self._library
        for name in value if isinstance(value, tuple) else (value,):
            if lead.to == "item":
                other = library.led_to(lead, name)
                if other is not None:
                    yield self._way(library.layout.url(other.address), other.title)
            elif lead.to == "source":
                if name in library.sources:
                    yield self._way(self._links.sources.get(name) if self._links else None, library.sources[name].title)
            elif lead.to == "line":
                title = next((line.title for line in library.data.programme.lines if line.slug == name), name)
                other = library.about_line(name)
                yield self._way(library.layout.url(other.address) if other else None, title)
            else:
                yield escape(in_sentence(library.data.vocabulary.label(lead.to, name)))

    def _way(self, url: str | None, title: str) -> str:
        return (
            escape(title) if url is None or self._links is None else self._link(self._links.base + url, escape(title))
        )

    def _link(self, href: str, html: str) -> str:
        return html if self._links is None else f'<a href="{escape(href)}">{html}</a>'

    def _written(self, value: Any, more: Table) -> str:
        """A value that means what it says."""
        if isinstance(value, Evidence):
            return escape(_evidence(value, more, self._library.data.vocabulary))
        if isinstance(value, datetime.datetime):
            return f"{day(value, self._words)}, {value:%H:%M}"
        if isinstance(value, datetime.date):
            return day(value, self._words)
        if isinstance(value, tuple):
            numbers = all(isinstance(one, int) for one in value)
            return escape(", ".join(_ranges(value)) if numbers else "; ".join(map(str, value)))
        return escape(str(value))


def choice_word(said: KindWords, value: str, library: Library) -> str:
    """What readers call one of a few words; of the house itself by its name, where it has one."""
    named = said.more.get(f"{value}_house", "")
    # the vocabulary is looked at only where the word needs it
    house = next((maker.short for maker in library.data.vocabulary.makers if maker.own), "") if named else ""
    return named.format(house=house) if house else said.choices[value]


def _ranges(years: Iterable[int]) -> Iterator[str]:
    """Years, those that follow each other as the first and the last: 2022–2024."""
    ordered = sorted(set(years))
    starts = [year for year in ordered if year - 1 not in ordered]
    ends = [year for year in ordered if year + 1 not in ordered]
    for first, last in zip(starts, ends, strict=True):
        yield str(first) if first == last else f"{first}–{last}"


def _evidence(evidence: Evidence, words: Table, vocabulary: Vocabulary) -> str:
    said = vocabulary.label("evidence_levels", evidence.level)
    if evidence.body:
        said += f", {words['evidence_by']} {evidence.body}"
    if evidence.date:
        said += f" ({evidence.date if isinstance(evidence.date, int) else evidence.date.year})"
    return f"{said} – {words['record']}" if evidence.url else said
