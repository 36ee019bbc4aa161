"""Figures in prose that need a source: percentages, amounts of money and counts of people.

Years, dates, ages, minutes, steps, phone numbers and law articles are numbers and no figures. Meant to be right rather
than complete; the authors' manual says what is not seen.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from katern.check.tongue import Figures
from katern.reading.text import BLANK

_FEWEST = 10


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure and the offset at which it begins in the text."""

    text: str
    start: int


def find_figures(text: str, known: Figures, instructions: bool = False) -> Iterator[Figure]:
    """The figures of a text, in order, as a language writes them.

    `instructions` is whether the text tells people what to do, so that groups are no counts.
    """
    found = [*known.percentage.finditer(text), *known.amount.finditer(text), *known.share.finditer(text)]
    found += [match for match in known.count.finditer(text) if _is_count(match, known, instructions)]
    last = -1
    for match in sorted(found, key=lambda match: match.start()):
        if match.start() >= last and not known.manner.match(match.group()):
            last = match.end()
            yield Figure(" ".join(match.group().replace(BLANK, " ").split()), match.start())


def _is_count(match: re.Match[str], known: Figures, instructions: bool) -> bool:
    if match["scale"]:
        return True
    digits = known.thousands.sub("", match["number"]).partition(known.decimal)[0]
    number = int(digits)
    # "in 2020 jongeren" and "in 2020 waren jongeren" name a year
    if 1900 <= number <= 2100 and not known.thousands.search(match["number"]):
        return False
    if number < (100 if instructions else _FEWEST):
        return False
    before = match.string[max(0, match.start() - 40) : match.start()]
    return not (number < 100 and known.instruction.search(before))
