"""What an item's front matter says in short: terms and their values, in the words of readers.

The site's templates lay these out for a screen. Print and news draw them from here, not from the site's HTML.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from html import escape
from typing import Any

from katern.drawing.page import Page
from katern.drawing.templates import day, in_sentence
from katern.items import KINDS, Atelier, Intervention, Part, Question, Toolkit
from katern.library import Library
from katern.words import Words


@dataclass(frozen=True, slots=True)
class Fact:
    """A term, as text, and its value, as HTML."""

    term: str
    value: str


def facts(page: Page, library: Library, words: Words) -> tuple[Fact, ...]:
    """The facts of a page in the order in which the site shows them; those without a value are left out."""
    item = page.item
    make = _FACTS.get(item.kind) if item is not None else None
    if item is None or make is None or not isinstance(item.meta, KINDS[item.kind]):
        return ()
    drawn = _Facts(page, library, words)
    return tuple(fact for fact in make(drawn, item.meta) if fact.value)


class _Facts:
    """The facts of one page, by kind."""

    def __init__(self, page: Page, library: Library, words: Words) -> None:
        self._page = page
        self._library = library
        self._words = words

    def toolkit(self, meta: Toolkit) -> Iterator[Fact]:
        words = self._words.toolkit
        yield Fact(words.goal, self._text("goal"))
        yield Fact(words.audience, self._labels("audiences", meta.audience))
        yield Fact(words.setting, self._labels("settings", meta.setting))
        yield Fact(words.duration, self._minutes(meta.duration))

    def part(self, meta: Part) -> Iterator[Fact]:
        words = self._words.part
        yield Fact(self._words.toolkit.goal, self._text("goal"))
        yield Fact(words.group_size, escape(meta.group_size or ""))
        yield Fact(words.duration, self._minutes(meta.minutes or meta.duration))
        yield Fact(words.materials, escape("; ".join(meta.materials)))

    def atelier(self, meta: Atelier) -> Iterator[Fact]:
        words = self._words.atelier
        known = [self._library.sources[key].title for key in meta.prior_knowledge if key in self._library.sources]
        yield Fact(words.date, day(meta.date, self._words))
        yield Fact(words.place, escape(meta.place))
        yield Fact(words.prior_knowledge, escape("; ".join(known)))
        yield Fact(words.follow_up, self._text("follow_up"))

    def intervention(self, meta: Intervention) -> Iterator[Fact]:
        words = self._words.intervention
        yield Fact(words.owner, escape(meta.owner))
        yield Fact(words.target_group, self._text("target_group"))
        yield Fact(words.setting, self._labels("settings", meta.setting))
        yield Fact(words.mechanism, self._text("mechanism"))
        yield Fact(words.evidence, escape(self._evidence(meta)))

    def question(self, meta: Question) -> Iterator[Fact]:
        words = self._words.question
        yield Fact("", words.states[meta.state])
        if meta.asked:
            yield Fact(words.asked, day(meta.asked, self._words))

    def _text(self, name: str) -> str:
        return next(iter(self._page.texts.get(name, ())), "")

    def _labels(self, group: str, ids: tuple[str, ...]) -> str:
        return escape(", ".join(in_sentence(self._library.data.vocabulary.label(group, id)) for id in ids))

    def _minutes(self, number: int | None) -> str:
        return f"{number} {self._words.toolkit.minutes}" if number else ""

    def _evidence(self, meta: Intervention) -> str:
        words, evidence = self._words.intervention, meta.evidence
        said = self._library.data.vocabulary.label("evidence_levels", evidence.level)
        if evidence.body:
            said += f", {words.evidence_by} {evidence.body}"
        if evidence.date:
            said += f" ({evidence.date if isinstance(evidence.date, int) else evidence.date.year})"
        return f"{said} – {words.record}" if evidence.url else said


_FACTS: Mapping[str, Callable[[_Facts, Any], Iterator[Fact]]] = {
    "toolkit": _Facts.toolkit,
    "part": _Facts.part,
    "atelier": _Facts.atelier,
    "intervention": _Facts.intervention,
    "question": _Facts.question,
}
