"""Dates of sources: biblatex's (ISO 8601-2, level 0 and 1), BibTeX's year and month, and what people type."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

_MONTHS = (
    "jan january januari januar janvier", "feb february februari februar fevrier", "mar march maart mrt marz mars",
    "apr april avril", "may mei mai", "jun june juni juin", "jul july juli juillet", "aug august augustus aout",
    "sep sept september septembre", "oct okt october oktober octobre", "nov november novembre",
    "dec december dezember decembre",
)  # fmt: skip
MONTHS: Mapping[str, int] = {name: number for number, names in enumerate(_MONTHS, 1) for name in names.split()}
_SEASONS = {"spring": 21, "lente": 21, "voorjaar": 21, "summer": 22, "zomer": 22, "autumn": 23, "fall": 23, "herfst": 23,
            "najaar": 23, "winter": 24}  # fmt: skip

_DAY = re.compile(r"(-?\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?(?:-XX){0,2}(?:T[\d:.Z+-]*)?[~?%]?")
_UNSPECIFIED = re.compile(r"(\d{2,3})(X{1,2})(?<=....)")
_NAMED = re.compile(r"(?:(\d{1,2})[ .]+)?([^\W\d_]+)\.?[ ,]+(?:(\d{1,2}),? +)?(\d{4})")
_FOLD = str.maketrans("éûäèÉ", "euaee")


def read_date(written: str) -> dict[str, Any] | None:
    """A date or a range as CSL-JSON, None where it is none; an open end is the year 0, as pandoc has it."""
    if not written:  # of most sources, most fields
        return None
    span = _UNSPECIFIED.fullmatch(written.strip())
    if span:  # 199X is 1990 to 1999
        return read_date(f"{span[1]}{'0' * len(span[2])}/{span[1]}{'9' * len(span[2])}")
    ends = [part.strip() for part in written.split("/")]
    if len(ends) > 2 or not (ends[0] or ends[-1]):
        return None
    parts = [_date_parts(end) for end in ends]
    if None in parts or parts[0] == [0]:
        return None
    date: dict[str, Any] = {"date-parts": parts}
    if written.rstrip().endswith(("~", "%")):
        date["circa"] = True
    return date


def _date_parts(written: str) -> list[int] | None:
    if written in ("", ".."):
        return [0]
    match = _DAY.fullmatch(written)
    if match is None:
        return None
    year = int(match[1])
    parts = [year if year > 0 else year - 1]  # ISO 8601 has a year 0, which is 1 before our era
    if match[2] and (0 < int(match[2]) < 13 or 20 < int(match[2]) < 25):
        parts.append(int(match[2]))
        if match[3] and 0 < int(match[3]) < 32:
            parts.append(int(match[3]))
    return parts


# what stands between the months or days that a source names together
_TOGETHER = re.compile(r"[\w. ]+(?:[-–/~]+[\w. ]+)+|\d{1,2} .*|.* \d{1,2}")


def is_month(written: str) -> bool:
    """Whether a text says a month or season, or more than one of them."""
    return month_number(written) is not None or _TOGETHER.fullmatch(written) is not None


def month_number(written: str) -> int | None:
    """The number of a month or a season, written as a number, a name or an abbreviation of one."""
    name = written.strip(" .{}").casefold().translate(_FOLD)
    if name.isdigit():
        return int(name) if 0 < int(name) < 13 else None
    return MONTHS.get(name) or _SEASONS.get(name)


def issued(fields: Mapping[str, str]) -> dict[str, Any] | None:
    """When a source came out, from `date`, or `year`, `month` and `day`; what is no date is kept as it is written."""
    date = read_date(fields.get("date", ""))
    if date is not None:
        return date
    year = fields.get("year", "") or fields.get("date", "")
    date = read_date(year)
    if date is None:
        return _named(year) or _with_letter(year) or ({"literal": year} if year and not is_undated(year) else None)
    month = month_number(fields.get("month", ""))
    if month and date["date-parts"] and [len(part) for part in date["date-parts"]] == [1]:
        day = fields.get("day", "")
        date["date-parts"][0] += [month, int(day)] if day.isdigit() and 0 < int(day) < 32 else [month]
    return date


def _named(written: str) -> dict[str, Any] | None:
    """`May 2004`, `12 mei 2004` and `May 12, 2004`."""
    match = _NAMED.fullmatch(written.strip())
    month = month_number(match[2]) if match else None
    if match is None or month is None:
        return None
    day = match[1] or match[3]
    return {"date-parts": [[int(match[4]), month, *([int(day)] if day and 0 < int(day) < 32 else [])]]}


def _with_letter(written: str) -> dict[str, Any] | None:
    """`2020a`: the letter is the style's to give."""
    match = re.fullmatch(r"(\d{4})[a-z]", written.strip())
    return {"date-parts": [[int(match[1])]]} if match else None


def is_undated(written: str) -> bool:
    """Whether a year says that there is none: a style says so in its own words."""
    return re.fullmatch(r"z\.? ?[dj]\.?|[ns]\.? ?d\.?|o\.? ?j\.?", written.strip(), re.IGNORECASE) is not None
