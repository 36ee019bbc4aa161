"""Rules on dates of sources: dates that do not exist, and those that are read but say more or less than a style can."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Mapping

from katern.bibliography.dates import is_month, is_undated, issued, month_number
from katern.bibliography.source import Source
from katern.finding import Finding, Position, said, shown
from katern.library import Library

# a date as biblatex reads it (EDTF level 0 and 1): 2020, 2020-05, 2020-05-12, an open or closed range, ~ and ?
_DAY = re.compile(
    r"-?(\d{4})(?:-(\d{2})(?:-(\d{2})(?:T[\d:.Z+-]+)?)?)?[~?%]?|\d{4}-XX(?:-XX)?|\d{4}-\d{2}-XX|\d{2}XX|\d{3}X|\.\.|"
)
_DATE_FIELDS = ("date", "urldate", "eventdate", "origdate", "archivedate")
_STATES = re.compile(
    r"(?:in druk|in press|forthcoming|te verschijnen|in voorbereiding|im druck|im erscheinen|sous presse|à paraître|submitted|"
    r"ingediend|accepted|in preparation|under review|to appear|present|heden)\.?",
    re.IGNORECASE,
)
_ENGLISH_MONTHS = re.compile(
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|"
    r"dec(?:ember)?|spring|summer|autumn|fall|winter)\.?",
    re.IGNORECASE,
)
_LETTERED = re.compile(r"\d{4}[a-z]")
_YEARS = re.compile(r"(?:ca?\.? ?|circa |\[|©|~)*\d{4}(?:\s*(?:-{1,3}|[–—/])\s*(?:\d{2,4})?)?[\]?~.]*(?:\s*\[\d{4}\])?")


def bad_dates(library: Library) -> Iterator[Finding]:
    """bib.bad-date: a date that does not exist or that no style can read."""
    for source in library.sources.values():
        for name, text, at in _own(source, *_DATE_FIELDS):
            if name == "date" and (is_undated(text) or _STATES.fullmatch(text) or _LETTERED.fullmatch(text)):
                continue  # odd, and understood
            if not all(_is_day(day.strip()) for day in text.split("/")) or text.count("/") > 1:
                yield Finding.error(at, said("bib.bad-date", "no-date", text=shown(text), field=name))
        for _, text, at in _own(source, "year"):
            if not _is_year(text):
                yield Finding.error(at, said("bib.bad-date", "no-year", text=shown(text)))
        for _, text, at in _own(source, "month"):
            if not is_month(text):
                yield Finding.error(at, said("bib.bad-date", "no-month", text=shown(text)))


def odd_dates(library: Library) -> Iterator[Finding]:
    """bib.odd-date: a date that is understood, and that another program or a reader may take otherwise."""
    latest = datetime.date.today().year + 1
    for source in library.sources.values():
        for name, text, at in _own(source, "year", "date"):
            if is_undated(text):
                yield Finding.warning(at, said("bib.odd-date", "undated", text=shown(text), field=name))
            elif _LETTERED.fullmatch(text):
                what = said("bib.odd-date", "year-with-a-letter", text=shown(text), field=name, year=text[:4])
                yield Finding.warning(at, what)
        for _, text, at in _own(source, "month"):
            month = month_number(text)
            if not text.isdigit() and month is not None and not _ENGLISH_MONTHS.fullmatch(text):
                yield Finding.warning(at, said("bib.odd-date", "month-in-words", month=shown(text), number=month))
        if source.year is not None and source.year > latest:
            at = next(
                (source.field_positions[name] for name in ("date", "year") if name in source.field_positions),
                source.position,
            )
            yield Finding.warning(at, said("bib.odd-date", "to-come", year=source.year))


def _own(source: Source, *names: str) -> Iterator[tuple[str, str, Position]]:
    """Fields that the entry itself holds: a parent's are told of there."""
    positions: Mapping[str, Position] = source.field_positions
    for name in names:
        if name in positions and source.written.get(name):
            yield name, source.written[name].replace("{", "").replace("}", "").strip(), positions[name]


def _is_year(text: str) -> bool:
    date = issued({"year": text}) or {}
    return bool("date-parts" in date or is_undated(text) or _STATES.fullmatch(text) or _YEARS.fullmatch(text))


def _is_day(written: str) -> bool:
    match = _DAY.fullmatch(written)
    if match is None:
        return False
    if match[2] is None:
        return True
    month = int(match[2])
    if match[3] is None:
        return 1 <= month <= 12 or 21 <= month <= 24  # EDTF's seasons
    try:
        datetime.date(int(match[1]), month, int(match[3]))
    except ValueError:
        return False
    return True
