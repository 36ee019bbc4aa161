"""Rules on toolkits: meetings that add up, cards that fit, editions that keep their secrets."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator

from katern.check.passages import Passages
from katern.check.tongue import tongue_of
from katern.finding import Finding, Position, did_you_mean, said
from katern.item import Item
from katern.items import Part, Toolkit
from katern.library import Library

# signs that fit on the front and the back of a card, by the number of cards on an A4, at a size that can be read
CARD_SIGNS = {8: (160, 450), 4: (260, 750), 2: (320, 900), 1: (400, 1200)}
_CITATION = re.compile(r"\s*\[[^\[\]]*@[^\[\]]*\]")
_MARKS = re.compile(r"[*_`]|!?\[|\]\([^)]*\)|\{\{(?:(?!\{\{).)*?\}\}|<[^>]+>", re.DOTALL)
# shorter sentences, and those that a page to read says too, are no secrets
_SHORTEST_LEAK = 60
_EXERCISES = ("exercise", "form", "meeting")


def schedules(library: Library) -> Iterator[Finding]:
    """toolkit.schedule-sum: a meeting whose steps do not add up to its duration."""
    for item in library.items.values():
        if not isinstance(item.meta, Part) or not item.meta.schedule:
            continue
        total = sum(step.minutes for step in item.meta.schedule)
        if item.meta.duration is None:
            yield Finding.error(
                item.front.position("schedule"), said("toolkit.schedule-sum", "no-duration", total=total)
            )
        elif total != item.meta.duration:
            what = said("toolkit.schedule-sum", "does-not-add-up", total=total, duration=item.meta.duration)
            yield Finding.error(item.front.value_position("duration"), what)


def exercises(library: Library) -> Iterator[Finding]:
    """toolkit.exercise-missing: a step of a meeting that names an exercise which is not there."""
    for item in library.items.values():
        if not isinstance(item.meta, Part):
            continue
        folder = posixpath.dirname(item.path)
        known = library.names_beside(item)
        for index, step in enumerate(item.meta.schedule):
            name = (step.exercise or "").removesuffix(".md")
            if name and name not in known:
                what = said("toolkit.exercise-missing", "no-file", exercise=name, folder=folder)
                at = item.front.value_position("schedule", index, "exercise")
                yield Finding.error(at, what, did_you_mean(known.nearest(name)))


def not_for(library: Library) -> Iterator[Finding]:
    """toolkit.not-for-missing: a toolkit that does not say when it must not be used."""
    no_answer = tongue_of(library.language).no_answer
    for item in library.items.values():
        written = item.meta.not_for if isinstance(item.meta, Toolkit) else None
        if no_answer and written and no_answer.fullmatch(written.strip()):
            what = said("toolkit.not-for-missing", "says-nothing", text=written)
            yield Finding.error(item.front.value_position("not_for"), what)


def cards(library: Library) -> Iterator[Finding]:
    """toolkit.card-overflow: a card with more signs than fit on it at a size that can be read."""
    for item in library.items.values():
        if not any(box.kind == "card" for box in item.text.boxes):
            continue
        per_sheet = _cards_per_sheet(library.whole(item) or item)
        limits = CARD_SIGNS[per_sheet]
        for box in item.text.boxes:
            if box.kind != "card":
                continue
            at, (most_on_front, most_on_back) = item.position(box.start), limits
            front, back = len(_plain(box.title)), len(_plain(box.text))
            if front > most_on_front:
                what = said("toolkit.card-overflow", "front", count=front, cards=per_sheet, most=most_on_front)
                yield Finding.error(at, what)
            if back > most_on_back:
                what = said("toolkit.card-overflow", "back", count=back, cards=per_sheet, most=most_on_back)
                yield Finding.error(at, what)


def _cards_per_sheet(whole: Item) -> int:
    for booklet in getattr(whole.meta, "booklets", ()):
        if booklet.layout == "cards" and booklet.per_sheet:
            return int(booklet.per_sheet)
    return 8


def _plain(text: str) -> str:
    return " ".join(_MARKS.sub("", _CITATION.sub("", text)).split())


def edition_leaks(library: Library) -> Iterator[Finding]:
    """toolkit.edition-leak: words for the trainer that participants read too."""
    for item in library.of_kind("toolkit"):
        parts = library.parts_of(item)
        for page in (item, *parts):
            yield from _nested(page)
        hidden = {sentence: at for page in (item, *parts) for sentence, at in _sentences_for_trainers(page)}
        if not hidden:
            continue
        public = [page for page in (item, *parts) if getattr(page.meta, "part", "") not in _EXERCISES]
        said = " ".join(block.words for page in public for block in page.text.blocks if "trainer" not in block.boxes)
        told = frozenset(Passages(hidden, _SHORTEST_LEAK).within(said))
        secret = Passages((sentence for sentence in hidden if sentence not in told), _SHORTEST_LEAK)
        for page in parts:
            if getattr(page.meta, "part", "") in _EXERCISES:
                yield from _repeated(page, secret, hidden)


def _nested(item: Item) -> Iterator[Finding]:
    for box in item.text.boxes:
        around = next((name for name in ("participant", "card", "write") if name in box.boxes), None)
        if box.kind == "trainer" and around:
            yield Finding.error(item.position(box.start), said("toolkit.edition-leak", "nested", box=around))


def _sentences_for_trainers(item: Item) -> Iterator[tuple[str, Position]]:
    for block in item.text.blocks:
        if "trainer" in block.boxes and block.kind in ("paragraph", "item"):
            for sentence in re.split(r"(?<=[.!?])\s+", _CITATION.sub("", block.words)):
                if len(sentence) >= _SHORTEST_LEAK:
                    yield sentence, item.position(block.start)


def _repeated(item: Item, secret: Passages, hidden: dict[str, Position]) -> Iterator[Finding]:
    for block in item.text.blocks:
        if "trainer" in block.boxes or block.kind == "heading":
            continue
        for sentence in secret.within(_CITATION.sub("", block.words)):
            at = hidden[sentence]
            what = said("toolkit.edition-leak", "repeated", sentence=sentence[:50], file=at.path, line=at.line)
            yield Finding.error(item.position(block.start), what)
