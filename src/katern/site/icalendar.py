"""Meetings as a calendar that other programs read: iCalendar (RFC 5545), the same bytes for the same meetings."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from katern.drawing.agenda import day_of_moment

# a moment without an offset is that of the clocks here, whose rules have been these since 1996
ZONE = "Europe/Amsterdam"
_RULES = (
    "BEGIN:VTIMEZONE", f"TZID:{ZONE}",
    "BEGIN:DAYLIGHT", "DTSTART:19960331T020000", "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3",
    "TZOFFSETFROM:+0100", "TZOFFSETTO:+0200", "TZNAME:CEST", "END:DAYLIGHT",
    "BEGIN:STANDARD", "DTSTART:19961027T030000", "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10",
    "TZOFFSETFROM:+0200", "TZOFFSETTO:+0100", "TZNAME:CET", "END:STANDARD",
    "END:VTIMEZONE",
)  # fmt: skip
_LONGEST = 75  # bytes of a line, without its end


@dataclass(frozen=True, slots=True)
class Entry:
    """A meeting: `uid` stays the same for as long as it is the same meeting; what is empty is not told."""

    uid: str
    title: str
    begin: datetime.date
    end: datetime.date | None = None
    description: str = ""
    place: str = ""
    url: str = ""
    category: str = ""


def calendar(entries: Iterable[Entry], name: str, made: int) -> bytes:
    """A calendar of meetings; `made` is when, in seconds since 1970."""
    stamp = _utc(datetime.datetime.fromtimestamp(made, datetime.UTC))
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Katern//Katern//NL",
        "CALSCALE:GREGORIAN",
        *_named("X-WR-CALNAME", name),
    ]
    events = [line for entry in entries for line in _event(entry, stamp)]
    if any(f";TZID={ZONE}:" in line for line in events):
        lines += _RULES
    every = (*lines, *events, "END:VCALENDAR")
    return "".join(f"{part}\r\n" for line in every for part in _folded(line)).encode()


def _event(entry: Entry, stamp: str) -> Iterator[str]:
    yield from ("BEGIN:VEVENT", *_named("UID", entry.uid), f"DTSTAMP:{stamp}", *_when(entry.begin, entry.end))
    yield from _named("SUMMARY", entry.title)
    yield from _named("DESCRIPTION", entry.description)
    yield from _named("LOCATION", entry.place)
    yield from _named("CATEGORIES", entry.category)
    if entry.url:
        yield f"URL:{entry.url}"
    yield "END:VEVENT"


def _when(begin: datetime.date, end: datetime.date | None) -> tuple[str, ...]:
    """Begin and end; whole days where either tells no time, since both must be of one kind. The end of days is the day after."""
    timed = isinstance(begin, datetime.datetime)
    if timed and (end is None or isinstance(end, datetime.datetime)):
        return (_moment("DTSTART", begin), *([_moment("DTEND", end)] if end is not None else []))
    last = day_of_moment(end if end is not None else begin) + datetime.timedelta(1)
    return f"DTSTART;VALUE=DATE:{day_of_moment(begin):%Y%m%d}", f"DTEND;VALUE=DATE:{last:%Y%m%d}"


def _moment(name: str, moment: datetime.date) -> str:
    assert isinstance(moment, datetime.datetime)
    if moment.tzinfo is not None:
        return f"{name}:{_utc(moment)}"
    return f"{name};TZID={ZONE}:{moment:%Y%m%dT%H%M%S}"


def _utc(moment: datetime.datetime) -> str:
    return f"{moment.astimezone(datetime.UTC):%Y%m%dT%H%M%SZ}"


def _named(name: str, text: str) -> tuple[str, ...]:
    """A line with a text; none for no text."""
    if not text:
        return ()
    plain = "\n".join(" ".join(line.split()) for line in text.splitlines())
    for sign in ("\\", ";", ","):
        plain = plain.replace(sign, f"\\{sign}")
    return (f"{name}:" + plain.replace("\n", "\\n"),)


def _folded(line: str) -> Iterator[str]:
    """A line in pieces that are short enough; a letter of several bytes stays whole."""
    piece, size = "", 0
    for letter in line:
        width = len(letter.encode())
        if size + width > _LONGEST:
            yield piece
            piece, size = " ", 1
        piece, size = piece + letter, size + width
    yield piece
