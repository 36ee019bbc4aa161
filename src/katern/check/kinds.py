"""Rules on kinds of content that say more than their fields alone: dates in order, products that came, people who agreed."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from katern.finding import Finding, Position, day_of, said
from katern.item import Item
from katern.items import Contact, Course, Event, Newsletter, Project
from katern.library import Library


def event_dates(library: Library) -> Iterator[Finding]:
    """kinds.event-dates: a meeting that ends before it begins, or a newsletter about no day at all."""
    for item in library.items.values():
        days = {"since", "until"} <= item.meta.model_fields_set
        if isinstance(item.meta, Newsletter) and days and item.meta.until < item.meta.since:
            yield Finding.error(item.front.position("until"), said("kinds.event-dates", "tells-of-no-day"))
        if not isinstance(item.meta, Event) or item.meta.end is None or "begin" not in item.meta.model_fields_set:
            continue
        if _moment(item.meta.end) < _begin(item.meta):
            yield Finding.error(item.front.position("end"), said("kinds.event-dates", "ends-before-it-begins"))


def _begin(event: Event) -> datetime.datetime:
    """When a meeting begins; at the start of the day where its end tells no time."""
    begin, end = event.begin, event.end
    return _moment(begin if isinstance(end, datetime.datetime) else datetime.date(begin.year, begin.month, begin.day))


def _moment(day: datetime.date) -> datetime.datetime:
    """A day as its first moment; times are those of the clock at the place."""
    if isinstance(day, datetime.datetime):
        return day.replace(tzinfo=None)
    return datetime.datetime(day.year, day.month, day.day)


def delivered(library: Library) -> Iterator[Finding]:
    """kinds.delivered-without-product: a project that is called delivered, and names nothing that came of it."""
    for item in library.items.values():
        if isinstance(item.meta, Project) and item.meta.state == "delivered" and not item.meta.products:
            yield Finding.error(item.front.position("state"), said("kinds.delivered-without-product", "no-product"))


def agreed(library: Library) -> Iterator[Finding]:
    """kinds.contact-without-consent: a person who is named without having agreed, or without a day on which that ends."""
    for item in library.items.values():
        if isinstance(item.meta, Contact) and item.meta.name and not (item.meta.consent and item.meta.until):
            yield Finding.error(item.front.position("name"), said("kinds.contact-without-consent", "not-agreed"))


def course_answers(library: Library) -> Iterator[Finding]:
    """kinds.course-answer: a course without a question, a question of which no answer is right, or with one answer only."""
    for item in library.items.values():
        if isinstance(item.meta, Course):
            yield from _questions(item)


def _questions(item: Item) -> Iterator[Finding]:
    questions: list[tuple[Position, str, list[str]]] = [(item.front.position("title"), item.title, [])]
    for block in item.text.blocks:
        if block.kind == "heading":
            questions.append((item.position(block.start), block.words, []))
        elif block.kind == "title" and block.boxes[-1] in ("answer", "right"):
            questions[-1][2].append(block.boxes[-1])
    asked = [question for question in questions if question[2]]
    if not asked:
        yield Finding.error(item.front.position("title"), said("kinds.course-answer", "no-question"))
    for at, title, answers in asked:
        if "right" not in answers:
            yield Finding.error(at, said("kinds.course-answer", "none-is-right", title=title))
        elif len(answers) == 1:
            yield Finding.error(at, said("kinds.course-answer", "no-choice", title=title))


def expired(library: Library, today: datetime.date) -> Iterator[Finding]:
    """kinds.contact-expired: a contact past the day until which it holds."""
    for item in library.items.values():
        if isinstance(item.meta, Contact) and item.meta.until is not None and item.meta.until < today:
            what = said("kinds.contact-expired", "past-its-day", title=item.title, day=day_of(item.meta.until))
            yield Finding.warning(item.front.position("until"), what)
