"""Rules on phone numbers: they stand in helplines.yml alone, in whatever spelling, link or field a page writes them."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Mapping
from typing import Any

from katern.finding import Finding, said
from katern.frontmatter import FieldPath
from katern.library import Item, Library

# what people write between the digits of a number, emphasis included
_BETWEEN = r"[\s.\-–—/()·*_\u2011\u00a0]{0,3}"
# a link that calls or writes to somebody, whatever the number
_LINK = re.compile(r"(?<!\w)(?:(?:tel|sms|callto):\s*[+\d(][\d\s().-]*\d|(?:https?://)?(?:wa\.me|api\.whatsapp\.com)/[^\s)\"'>]*\d)", re.IGNORECASE)  # fmt: skip
# what may be a Dutch number, or one from abroad; `_is_phone` decides
_LIKELY = re.compile(r"(?<![\w./@,+-])(?:\(0\d{1,3}\)|\+|0)(?:[ \-–\u2011\u00a0]{0,2}\(?\d\)?){7,14}(?![\w-])")
_FREE = re.compile(r"0[89]0[06]")
# three digits are a number only where somebody is to be called
_BEFORE_SHORT = r"\b(?:[Bb]el(?:t|len)?|(?:[Aa]larm|[Tt]elefoon)?[Nn]ummer)\b[^.!?\n\d]{0,25}?"
_BEFORE = re.compile(rf"^{_BEFORE_SHORT}(?=\d)")
_SHORT = 4
# what no number is written without: three digits close to each other; and what no link to one is
_DIGITS = re.compile(r"\d(?:\D{0,4}\d){2}")
_CALLS = re.compile(r"(?:tel|sms|callto):|wa\.me|whatsapp", re.IGNORECASE)


def numbers(library: Library) -> Iterator[Finding]:
    """toolkit.helpline-missing: a phone number in a text, a link or a field of a page."""
    known = library.data.helplines.helplines
    spelled = _any_spelling(
        frozenset({"112", "113"} | {number for line in known for number in line.numbers() if _national(number)})
    )
    for item in library.items.values():
        yield from _in_text(item, spelled)
        yield from _in_fields(item, spelled)


@functools.lru_cache(maxsize=4)
def _any_spelling(listed: frozenset[str]) -> re.Pattern[str]:
    """Every spelling of every number of the list: with or without country code, spaces, hyphens or brackets."""
    return re.compile("|".join(_spelling(number) for number in sorted(listed)))


def _spelling(number: str) -> str:
    digits = _national(number)
    if len(digits) <= _SHORT:
        return rf"(?:{_BEFORE_SHORT}{_BETWEEN.join(digits)}|(?<![\w.,/-]){digits}(?= (?:te )?bellen\b))(?!\w)"
    if not digits.startswith("0"):
        return rf"(?<![\w+/@=])\+?{_BETWEEN.join(digits)}(?!\d)"
    country = rf"(?:\+|00){_BETWEEN}3{_BETWEEN}1{_BETWEEN}(?:0{_BETWEEN})?"
    return rf"(?<![\w+/@=])(?:{country}|\(?0{_BETWEEN}){_BETWEEN.join(digits[1:])}(?!\d)"


def _national(number: str) -> str:
    digits = re.sub(r"[^\d+]", "", number)
    return re.sub(r"^(?:\+|00)31(?:0(?=\d{9}))?", "0", digits).lstrip("+")


def _found(text: str, spelled: re.Pattern[str]) -> Iterator[re.Match[str]]:
    """The numbers in a text, in order, each once."""
    if not _may_hold_one(text):
        return
    likely = (match for match in _LIKELY.finditer(text) if _is_phone(match.group()))
    end = -1
    for match in sorted((*spelled.finditer(text), *_LINK.finditer(text), *likely), key=lambda match: match.start()):
        if match.start() >= end:
            yield match
            end = match.end()


def _may_hold_one(text: str) -> bool:
    return _DIGITS.search(text) is not None or _CALLS.search(text) is not None


def _is_phone(written: str) -> bool:
    digits = _national(written)
    if _FREE.match(written.lstrip("(")):
        return len(digits) in (8, 10, 11)
    return len(digits) == 10 if digits.startswith("0") else written.startswith("+") and len(digits) >= 9


def _in_text(item: Item, spelled: re.Pattern[str]) -> Iterator[Finding]:
    for match in _found(item.shown, spelled) if _may_hold_one(item.text.body) else ():
        number = _BEFORE.sub("", match.group())
        what = said("toolkit.helpline-missing", "number-in-text", number=" ".join(number.split()))
        yield Finding.error(item.position(match.end() - len(number)), what)


def _in_fields(item: Item, spelled: re.Pattern[str]) -> Iterator[Finding]:
    for where, text in _texts(item.front.values):
        for match in _found(text, spelled):
            number = _BEFORE.sub("", match.group())
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
