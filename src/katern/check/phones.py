"""Rules on phone numbers: they stand in helplines.yml alone, in whatever spelling, link or field a page writes them."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Mapping, Set
from typing import Any

from katern.alternatives import any_of
from katern.check.tongue import Phones, tongue_of
from katern.data import Helplines
from katern.finding import Finding, said
from katern.frontmatter import FieldPath
from katern.item import Item
from katern.latest import of_latest
from katern.library import Library

# what people write between the digits of a number, emphasis included
_BETWEEN = r"[\s.\-–—/()·*_\u2011\u00a0]{0,3}"
# a link that calls or writes to somebody, whatever the number
_LINK = re.compile(r"(?<!\w)(?:(?:tel|sms|callto):\s*[+\d(][\d\s().-]*\d|(?:https?://)?(?:wa\.me|api\.whatsapp\.com)/[^\s)\"'>]*\d)", re.IGNORECASE)  # fmt: skip
_SHORT = 4
_NOTHING = r"(?!)"
# what no number is written without: three digits close to each other; and what no link to one is
_DIGITS = re.compile(r"\d(?:\D{0,4}\d){2}")
_CALLS = re.compile(r"(?:tel|sms|callto):|wa\.me|whatsapp", re.IGNORECASE)


def numbers(library: Library) -> Iterator[Finding]:
    """toolkit.helpline-missing: a phone number in a text, a link or a field of a page."""
    language = tongue_of(library.language)
    if language.phones is None:
        return
    spellings = _spellings(language.language, _listed(library.data.helplines))
    for item in library.items.values():
        yield from _in_text(item, spellings)
        yield from _in_fields(item, spellings)


@of_latest
def _listed(known: Helplines) -> frozenset[str]:
    return frozenset(number for line in known.helplines for number in line.numbers())


@functools.lru_cache(maxsize=4)
def _spellings(language: str, listed: frozenset[str]) -> _Spellings:
    phones = tongue_of(language).phones
    assert phones is not None  # who has none is not asked
    return _Spellings(phones, listed)


def _apart(number: str) -> tuple[str, ...]:
    """The digits of a number, each but the first with what may stand before it."""
    return (number[0], *(f"{_BETWEEN}{digit}" for digit in number[1:]))


class _Spellings:
    """Every spelling of every number of the list: with or without country code, spaces, hyphens or brackets."""

    def __init__(self, phones: Phones, listed: frozenset[str]) -> None:
        self._phones = phones
        known = {number for number in listed if self._national(number)} | set(phones.everywhere)
        self._spelled = re.compile("|".join(self._spellings({self._national(number) for number in known})) or _NOTHING)
        self._before = re.compile(rf"^{phones.before}(?=\d)")

    def _spellings(self, numbers: Set[str]) -> Iterator[str]:
        phones = self._phones
        short = {number for number in numbers if len(number) <= _SHORT}
        if short:
            close, apart = any_of(short, False), any_of(map(_apart, short), False)
            yield rf"(?:{phones.before}{apart}|(?<![\w.,/-]){close}(?={phones.behind}))(?!\w)"
        home = {number for number in numbers - short if number.startswith("0")}
        if home:
            country = rf"(?:\+|00){_BETWEEN}{_BETWEEN.join(phones.country)}{_BETWEEN}(?:0{_BETWEEN})?"
            behind = any_of((_apart(number[1:]) for number in home), False)
            yield rf"(?<![\w+/@=])(?:{country}|\(?0{_BETWEEN}){behind}(?!\d)"
        abroad = numbers - short - home
        if abroad:
            yield rf"(?<![\w+/@=])\+?{any_of(map(_apart, abroad), False)}(?!\d)"

    def _national(self, number: str) -> str:
        digits, own = re.sub(r"[^\d+]", "", number), self._phones
        return re.sub(rf"^(?:\+|00){own.country}(?:0(?=\d{{{own.digits - 1}}}))?", "0", digits).lstrip("+")

    def found(self, text: str) -> Iterator[tuple[int, str]]:
        """The numbers in a text, in order, each once: where it ends, and as it is written."""
        if not _may_hold_one(text):
            return
        likely = (match for match in self._phones.likely.finditer(text) if self._is_phone(match.group()))
        every = (*self._spelled.finditer(text), *_LINK.finditer(text), *likely)
        end = -1
        for match in sorted(every, key=lambda match: match.start()):
            if match.start() >= end:
                end = match.end()
                yield end, self._before.sub("", match.group())

    def _is_phone(self, written: str) -> bool:
        digits, own = self._national(written), self._phones
        if own.special.match(written.lstrip("(")):
            return len(digits) in own.special_digits
        return len(digits) == own.digits if digits.startswith("0") else written.startswith("+") and len(digits) >= 9


def _may_hold_one(text: str) -> bool:
    return _DIGITS.search(text) is not None or _CALLS.search(text) is not None


def _in_text(item: Item, spellings: _Spellings) -> Iterator[Finding]:
    for end, number in spellings.found(item.shown) if _may_hold_one(item.text.body) else ():
        what = said("toolkit.helpline-missing", "number-in-text", number=" ".join(number.split()))
        yield Finding.error(item.position(end - len(number)), what)


def _in_fields(item: Item, spellings: _Spellings) -> Iterator[Finding]:
    for where, text in _texts(item.front.values):
        for _, number in spellings.found(text):
            what = said("toolkit.helpline-missing", "number-in-front-matter", number=" ".join(number.split()))
            yield Finding.error(item.front.position(*where), what)


def _texts(values: Mapping[str, Any]) -> Iterator[tuple[FieldPath, str]]:
    """Every text in the fields of a page, with where it stands."""
    left: list[tuple[FieldPath, Any]] = [((name,), value) for name, value in values.items()]
    while left:
        where, value = left.pop(0)
        if isinstance(value, str):
            yield where, value
        elif isinstance(value, Mapping):
            left.extend(((*where, name), inner) for name, inner in value.items())
        elif isinstance(value, list):
            left.extend(((*where, index), inner) for index, inner in enumerate(value))
