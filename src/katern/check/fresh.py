"""What grows old: reviews that are due, helplines that nobody called, sources that are no longer recent.

These rules need a day; without `--fresh` a check says the same tomorrow as today.
"""

from __future__ import annotations

import bisect
import datetime
import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from katern.check import evidence, kinds
from katern.check.tongue import tongue_of
from katern.data import Helpline
from katern.finding import Finding, Position, Said, day_of, said
from katern.item import Item
from katern.items import Page
from katern.library import Library

_SOON = 31
_HELPLINE_MONTHS = 6
_OLD_YEARS = 10
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+")


@dataclass(frozen=True, slots=True)
class Review:
    """When an item is to be reviewed; `last` is None where nobody ever did, `due` is None then too."""

    item: Item
    owner: str
    last: datetime.date | None
    due: datetime.date | None

    def overdue(self, today: datetime.date) -> bool:
        """Whether its day has passed."""
        return self.due is not None and self.due < today


def freshness(library: Library, today: datetime.date) -> Iterator[Finding]:
    """Everything that is old or grows old, on this day."""
    yield from _reviews(library, today)
    yield from stale_helplines(library, today)
    yield from old_sources(library, today)
    yield from kinds.expired(library, today)
    yield from evidence.old_searches(library, today)


def reviews(library: Library) -> tuple[Review, ...]:
    """The items that are reviewed from time to time, by owner, the longest overdue first."""
    found = [_review(item) for item in library.items.values() if item.row.reviewed or item.meta.review]
    kept = [review for review in found if review.item.meta.status != "withdrawn"]
    return tuple(sorted(kept, key=lambda review: (review.owner, review.due or datetime.date.min, review.item.path)))


def due_reviews(library: Library, today: datetime.date) -> tuple[Review, ...]:
    """Those that are overdue, due within a month, or were never done."""
    soon = today + datetime.timedelta(_SOON)
    return tuple(review for review in reviews(library) if review.due is None or review.due <= soon)


def _review(item: Item) -> Review:
    last = max((review.date for review in item.meta.review), default=None)
    return Review(item, owner(item.meta), last, months_later(last, item.meta.review_every) if last else None)


def owner(meta: Page) -> str:
    """Who looks after an item: its first author."""
    return meta.authors[0] if meta.authors else ""


def months_later(day: datetime.date, months: int) -> datetime.date:
    """The same day some months on; the last of the month where that day does not exist."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = (datetime.date(year + (month == 11), (month + 1) % 12 + 1, 1) - datetime.timedelta(1)).day
    return datetime.date(year, month + 1, min(day.day, last))


def by_owner(library: Library, today: datetime.date) -> tuple[Said, ...]:
    """What is due for review: a line above, and one for each owner; nothing where nothing is."""
    lines = []
    for name, group in itertools.groupby(due_reviews(library, today), key=lambda review: review.owner):
        paths = tuple(review.item.path for review in group)
        owner = name or said("fresh", "nobody")
        lines.append(said("fresh", "due-of", owner=owner, count=len(paths), paths=paths))
    return (said("fresh", "due-by-owner"), *lines) if lines else ()


def _reviews(library: Library, today: datetime.date) -> Iterator[Finding]:
    for review in reviews(library):
        item, title = review.item, review.item.title
        whose = said("fresh", "owner", name=review.owner) if review.owner else said("fresh", "no-owner")
        at = item.front.position("review") if item.meta.review else item.front.position("title")
        if review.due is None:
            yield Finding.warning(at, said("fresh.review-due", "never", title=title, whose=whose))
        elif review.due < today:
            what = said("fresh.review-overdue", "overdue", title=title, day=day_of(review.due), whose=whose)
            yield Finding.warning(at, what)
        elif review.due <= today + datetime.timedelta(_SOON):
            yield Finding.warning(
                at, said("fresh.review-due", "soon", title=title, day=day_of(review.due), whose=whose)
            )


def is_stale(line: Helpline, today: datetime.date) -> bool:
    """Whether nobody verified a helpline in the last six months."""
    return line.verified is None or months_later(line.verified, _HELPLINE_MONTHS) < today


def stale_helplines(library: Library, today: datetime.date) -> Iterator[Finding]:
    """toolkit.helpline-stale: a helpline that nobody verified in the last six months."""
    for index, line in enumerate(library.data.helplines.helplines):
        if not is_stale(line, today):
            continue
        at = library.data_positions["helplines"].get(
            ("helplines", index, "id"), Position(f"{library.layout.data}/helplines.yml")
        )
        iso = today.isoformat()
        if line.verified:
            day = day_of(line.verified)
            yield Finding.warning(at, said("toolkit.helpline-stale", "since", name=line.name, day=day, today=iso))
        else:
            yield Finding.warning(at, said("toolkit.helpline-stale", "never", name=line.name, today=iso))


def old_sources(library: Library, today: datetime.date) -> Iterator[Finding]:
    """fresh.source-old: a source of more than ten years in a sentence that calls something recent."""
    recent = tongue_of(library.language).recent
    for item in library.items.values():
        if recent is None or not item.row.sourced or not recent.search(item.text.body):
            continue
        found = (span for block in item.text.blocks for span in _recent_sentences(block.start, block.text, recent))
        spans = sorted(found)
        for placed in item.text.clusters:
            for key, offset in zip(placed.cluster.keys, placed.keys, strict=True):
                source = library.sources.get(key)
                if source is None or source.year is None or source.year >= today.year - _OLD_YEARS:
                    continue
                word = _word_at(spans, offset)
                if word:
                    what = said("fresh.source-old", "called-recent", key=key, year=source.year, word=word)
                    yield Finding.warning(item.position(offset), what)


def _word_at(spans: Sequence[tuple[int, int, str]], offset: int) -> str | None:
    """The word of the sentence in which an offset lies; sentences stand in order and do not overlap."""
    number = bisect.bisect_right(spans, offset, key=lambda span: span[0]) - 1
    return spans[number][2] if number >= 0 and offset < spans[number][1] else None


def _recent_sentences(start: int, text: str, recent: re.Pattern[str]) -> Iterator[tuple[int, int, str]]:
    first = 0
    for end in [*(match.end() for match in _SENTENCE_END.finditer(text)), len(text)]:
        word = recent.search(text, first, end)
        if word:
            yield start + first, start + end, word.group()
        first = end
