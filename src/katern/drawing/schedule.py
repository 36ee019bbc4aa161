"""The timetable of a meeting: when each step begins, and which page tells how it is done."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass

from katern.item import Item
from katern.items import Step
from katern.library import Library


@dataclass(frozen=True, slots=True)
class Moment:
    """A step of a meeting: the time since its start, and the URL, relative to the root, of its exercise."""

    start: str
    title: str
    minutes: int
    url: str


def timetable(item: Item, library: Library) -> tuple[Moment, ...]:
    """The steps of a meeting in order; nothing for an item that is none."""
    steps: tuple[Step, ...] = getattr(item.meta, "schedule", ())
    if not steps:
        return ()
    moments, start = [], 0
    for step in steps:
        url = _url_of((step.exercise or "").removesuffix(".md"), item, library)
        moments.append(Moment(f"{start // 60}:{start % 60:02}", step.title, step.minutes, url))
        start += step.minutes
    return tuple(moments)


def _url_of(exercise: str, item: Item, library: Library) -> str:
    """The URL of the page beside an item that a step names; nothing where there is none."""
    page = library.items.get(posixpath.join(posixpath.dirname(item.path), f"{exercise}.md"))
    return library.layout.url(page.address) if page is not None else ""
