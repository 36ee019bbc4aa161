"""One sentence of a theme, by rules: the first whose figures are all there; nothing is said where one is not."""

from __future__ import annotations

from decimal import Decimal
from re import Match

from katern.datasets.areas import Area
from katern.monitor.book import Book, Value
from katern.monitor.loading import PLACE
from katern.monitor.measures import Measure
from katern.monitor.settings import Theme

# smaller differences than these are none: points of a share, and parts of any other figure
_POINTS, _PART = Decimal(1), Decimal("0.02")


class _Unknown(Exception):
    """A figure of the sentence is not there."""


def sentence(book: Book, area: Area, theme: Theme) -> str:
    """What opens a theme, with the year of figures from another than the profile's; empty where no sentence has all its figures."""
    for template in theme.sentences:
        years: set[int] = set()
        try:
            said = PLACE.sub(lambda match, years=years: _filled(book, area, match, years), template)  # type: ignore[misc]
        except _Unknown:
            continue
        others = ", ".join(map(str, sorted(years - {book.borders})))
        return f"{said} {book.words.monitor.of_years(years=others)}" if others else said
    return ""


def _filled(book: Book, area: Area, match: Match[str], years: set[int]) -> str:
    id, asked = match[1], match[2] or ""
    if id == "name":
        return area.name
    measure = book.measures.get(id)
    here = book.latest(area.code, measure) if measure else None
    if measure is None or here is None or here.value is None:
        raise _Unknown
    years.add(here.year)
    if asked == "than":
        return _than(book, area, measure, here)
    if asked:
        return _there(book, area, measure, here.year, asked).text
    return here.text


def _there(book: Book, area: Area, measure: Measure, year: int, kind: str) -> Value:
    for parent in book.parents(area):
        if parent.kind == kind:
            value = book.value(parent.code, measure, year)
            if value.value is not None:
                return value
    raise _Unknown


def _than(book: Book, area: Area, measure: Measure, here: Value) -> str:
    """How the figure stands to that of each area around this one; where people come from is held against nothing."""
    words, assert_value = book.words.monitor, here.value
    if measure.origin or assert_value is None:
        raise _Unknown
    told = []
    for parent in book.parents(area):
        there = book.value(parent.code, measure, here.year)
        if there.value is None:
            continue
        near = _POINTS if measure.unit == "%" else abs(there.value) * _PART
        difference = assert_value - there.value
        phrase = words.same if abs(difference) < near else words.more if difference > 0 else words.less
        told.append(phrase(place=parent.name, value=there.text))
    if not told:
        raise _Unknown
    return words.joined.join(told)
