"""The meetings of a site, whatever their kind: when each begins and ends, and all of them as a list by year."""

from __future__ import annotations

import datetime
import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from jinja2 import Environment
from markupsafe import Markup

from katern.drawing.facts import Telling
from katern.drawing.templates import day
from katern.fields import Leads
from katern.item import Item
from katern.layout import Layout
from katern.library import Library
from katern.words import Words


@dataclass(frozen=True, slots=True)
class Meeting:
    """An item that people meet for; what is not known is empty."""

    item: Item
    begin: datetime.date
    end: datetime.date | None
    place: str
    online: str
    report: Item | None

    @property
    def minute(self) -> tuple[int, int, int, int, int]:
        """Where it stands in time; a day without a time stands before the times of that day."""
        begin = self.begin
        hour, minute = (begin.hour, begin.minute) if isinstance(begin, datetime.datetime) else (-1, 0)
        return begin.year, begin.month, begin.day, hour, minute


def meetings(library: Library) -> tuple[Meeting, ...]:
    """All meetings of a site of which the day is known, the last first; what was withdrawn is none."""
    dated = [item for item in library.items.values() if _has_day(item) and item.meta.status != "withdrawn"]
    found = sorted((_meeting(item, library) for item in dated), key=lambda one: one.item.title.casefold())
    return tuple(sorted(found, key=lambda one: one.minute, reverse=True))


def day_of_moment(moment: datetime.date) -> datetime.date:
    """The day alone, of a day and of a moment."""
    return datetime.date(moment.year, moment.month, moment.day)


def _has_day(item: Item) -> bool:
    row = item.row.dated
    return row is not None and item.fits and getattr(item.meta, row.begin) is not None


def _meeting(item: Item, library: Library) -> Meeting:
    """What an item of a kind that people meet for says of that."""
    dated = item.row.dated
    assert dated is not None  # its kind says so

    def value(name: str) -> Any:
        return getattr(item.meta, name) if name else None

    report = getattr(item.meta, "report", None)
    place, online = value(dated.place), value(dated.online)
    return Meeting(
        item, value(dated.begin), value(dated.end), place or "", str(online or ""),
        library.led_to(Leads("item"), report) if report else None,
    )  # fmt: skip


def when(meeting: Meeting, words: Words) -> str:
    """Its days and times as people write them."""
    begin, end = meeting.begin, meeting.end
    start = day(begin, words) + (f", {begin:%H:%M}" if isinstance(begin, datetime.datetime) else "")
    if end is None:
        return start
    time = f"{end:%H:%M}" if isinstance(end, datetime.datetime) else ""
    if day_of_moment(begin) == day_of_moment(end):
        return f"{start}–{time}" if time else start
    return f"{start} – {day(end, words)}" + (f", {time}" if time else "")


def own_calendar(layout: Layout, item: Item, name: str) -> str:
    """The URL of the calendar with one meeting, relative to the root of the site."""
    return f"{layout.url(item.address).removesuffix('/').removesuffix('.html')}/{name}.ics"


def whole_calendar(layout: Layout, name: str) -> str:
    """The URL of the calendar with all meetings: beside the page that lists them."""
    folder = next(
        (address for address, row in layout.lists.items() if row.listing and row.listing.calendar), "index.md"
    )
    return folder.removesuffix("index.md") + f"{name}.ics"


def is_offered(item: Item, library: Library) -> bool:
    """Whether a meeting is taken along: a subject that nobody may see stands in no calendar."""
    return not library.sensitive(item)


class Agenda:
    """Draws the list of meetings."""

    def __init__(self, env: Environment, library: Library, words: Words) -> None:
        self._env = env
        self._library = library
        self._words = words

    def draw(self, base: str) -> Markup:
        """All meetings by year, the last first; nothing where there are none."""
        found = meetings(self._library)
        if not found:
            return Markup("")
        name, layout = self._words.addresses.calendar, self._library.layout
        years = [
            (year, self._told(list(group))) for year, group in itertools.groupby(found, lambda one: one.begin.year)
        ]
        offered = any(is_offered(one.item, self._library) for one in found)
        html = self._env.get_template("katern/agenda.html").render(
            years=years, base=base, library=self._library, every=whole_calendar(layout, name) if offered else "",
        )  # fmt: skip
        return Markup(html)

    def _told(self, found: Sequence[Meeting]) -> list[dict[str, Any]]:
        """Of each meeting what the list tells."""
        name, layout = self._words.addresses.calendar, self._library.layout
        telling = Telling(self._library, self._words)
        return [
            {
                "meeting": one,
                "when": when(one, self._words),
                "form": Markup(telling.value(one.item, "form"))
                if hasattr(one.item.meta, "form")
                else self._words.kinds[one.item.kind].label,
                "calendar": own_calendar(layout, one.item, name) if is_offered(one.item, self._library) else "",
            }
            for one in found
        ]
