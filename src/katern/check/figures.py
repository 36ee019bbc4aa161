"""Figures in Dutch prose that need a source: percentages, amounts of money and counts of people.

Years, dates, ages, minutes, steps, phone numbers and law articles are numbers and no figures. Meant to be right rather
than complete; the authors' manual says what is not seen.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from katern.reading.text import BLANK

_NUMBER = r"\d{1,3}(?:[. \u00a0]\d{3})+(?:,\d+)?|\d+(?:[.,]\d+)?"
_SMALL = r"(?:een|één|1|twee|drie|vier|vijf|zes|zeven|acht|negen|tien|\d{1,3})"
_SCALE = r"(?:duizend|miljoen|miljard)"
_PEOPLE = (
    r"mensen|personen|inwoners|burgers|Nederlanders|jongeren|kinderen|leerlingen|studenten|scholieren|meisjes|jongens|"
    r"vrouwen|mannen|ouders|moeders|vaders|gezinnen|huishoudens|slachtoffers|daders|plegers|cliënten|statushouders|"
    r"vluchtelingen|asielzoekers|inburgeraars|nieuwkomers|migranten|werknemers|medewerkers|werkgevers|professionals|"
    r"leerkrachten|docenten|werkzoekenden|respondenten|ondervraagden|geïnterviewden|deskundigen|experts|"
    r"sleutelpersonen|vrijwilligers|jongvolwassenen|volwassenen|ouderen|gevallen|meldingen|klachten|casussen"
)
# at most two words between a number and its people: "1.200 niet-westerse jongeren"
_BETWEEN = r"(?:[ \u00a0](?!(?:jaar|jaren|tot|minuten|uur|maanden|weken|dagen|keer)\b)[\w-]+){0,2}?"

_PERCENTAGE = re.compile(rf"(?<![\w,.])(?:{_NUMBER})[ \u00a0]?(?:%|procent(?:punt(?:en)?)?\b)", re.IGNORECASE)
_AMOUNT = re.compile(
    rf"€[ \u00a0]?(?:{_NUMBER})(?:[ \u00a0]{_SCALE}\b)?|(?<![\w,.])(?:{_NUMBER})(?:[ \u00a0]{_SCALE})?[ \u00a0]euro\b",
    re.IGNORECASE,
)
_COUNT = re.compile(
    rf"(?<![\w,.\-+/:])(?P<number>{_NUMBER})(?P<scale>[ \u00a0]{_SCALE})?{_BETWEEN}[ \u00a0](?P<people>{_PEOPLE})\b",
    re.IGNORECASE,
)
_SHARE = re.compile(
    rf"\b{_SMALL}[ \u00a0](?:op|van)[ \u00a0]de[ \u00a0]{_SMALL}{_BETWEEN}[ \u00a0](?:{_PEOPLE})\b"
    rf"|\b(?:driekwart|de helft|een derde|twee derde|een kwart)[ \u00a0]van[ \u00a0](?:de|alle|het aantal){_BETWEEN}[ \u00a0](?:{_PEOPLE})\b",
    re.IGNORECASE,
)
# what stands before a count of a group that is still to be made: "in groepjes van 12 deelnemers", "hoogstens 15 mensen"
_INSTRUCTION = re.compile(
    r"(?:\b(?:groep(?:en|je|jes)?|team(?:s)?|tafel(?:s)?|kring|maximaal|minimaal|hoogstens|minstens|voor|met|per)"
    r"(?:[ \u00a0](?:van|met|voor|ongeveer|tot))?|\btot|–|-)[ \u00a0]*\Z",
    re.IGNORECASE,
)
_FEWEST = 10


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure and the offset at which it begins in the text."""

    text: str
    start: int


def find_figures(text: str, instructions: bool = False) -> Iterator[Figure]:
    """The figures of a text, in order; `instructions` is whether it tells people what to do, so that groups are no counts."""
    found = [*_PERCENTAGE.finditer(text), *_AMOUNT.finditer(text), *_SHARE.finditer(text)]
    found += [match for match in _COUNT.finditer(text) if _is_count(match, instructions)]
    last = -1
    for match in sorted(found, key=lambda match: match.start()):
        if match.start() >= last and not _hypothetical(match):
            last = match.end()
            yield Figure(" ".join(match.group().replace(BLANK, " ").split()), match.start())


def _is_count(match: re.Match[str], instructions: bool) -> bool:
    if match["scale"]:
        return True
    digits = re.sub(r"[. \u00a0]", "", match["number"]).partition(",")[0]
    number = int(digits)
    # "in 2020 jongeren" and "in 2020 waren jongeren" name a year
    if 1900 <= number <= 2100 and not re.search(r"[. \u00a0]", match["number"]):
        return False
    if number < (100 if instructions else _FEWEST):
        return False
    before = match.string[max(0, match.start() - 40) : match.start()]
    return not (number < 100 and _INSTRUCTION.search(before))


def _hypothetical(match: re.Match[str]) -> bool:
    """`100 procent` and `0 procent` are manners of speaking."""
    return bool(re.match(r"(?:100|0)[ \u00a0]?(?:%|procent)", match.group()))
