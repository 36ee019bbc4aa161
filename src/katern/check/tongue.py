"""What rules know of a language: data in `locale/*/rules.yml`. A rule for which a language has none is off, and is told to be."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Any

import yaml

from katern.finding import Said, said
from katern.locales import FOLDER, languages

FILE = "rules.yml"
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_NAME = re.compile(r"~([a-z]+)~")
_TO_DO = ("TODO", "FIXME", "XXX", "TBD")


@dataclass(frozen=True, slots=True)
class Figures:
    """How a language writes figures: a percentage, an amount, a count or a share of people, and what is none of these."""

    percentage: re.Pattern[str]
    amount: re.Pattern[str]
    count: re.Pattern[str]
    share: re.Pattern[str]
    instruction: re.Pattern[str]
    manner: re.Pattern[str]
    thousands: re.Pattern[str]
    decimal: str


@dataclass(frozen=True, slots=True)
class Phones:
    """How phone numbers are written where a language is spoken."""

    country: str
    digits: int
    special: re.Pattern[str]
    special_digits: tuple[int, ...]
    likely: re.Pattern[str]
    before: str
    behind: str
    everywhere: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Tongue:
    """A language as rules know it; what is None or empty it has no data for."""

    language: str
    vague_links: frozenset[str]
    empty_descriptions: frozenset[str]
    stop_words: frozenset[str]
    no_answer: re.Pattern[str] | None
    recent: re.Pattern[str] | None
    abbreviation: re.Pattern[str]
    to_do: re.Pattern[str]
    figures: Figures | None
    phones: Phones | None

    def lacks(self) -> Iterator[Said]:
        """What is not checked, since there is no data for it."""
        known: dict[str, object] = {"vague-links": self.vague_links, "languages": self.stop_words}
        known |= {"recent": self.recent, "no-answer": self.no_answer, "figures": self.figures, "phones": self.phones}
        return (_RULES[name] for name, data in known.items() if not data)

    def notice(self) -> Said | None:
        """What is told once in a run: what is not checked, if anything."""
        off = tuple(self.lacks())
        return said("check", "off", language=self.language, rules=off) if off else None


_RULES: Mapping[str, Said] = MappingProxyType(
    {
        "vague-links": said("check", "vague-links"),
        "languages": said("check", "languages"),
        "recent": said("check", "recent"),
        "no-answer": said("check", "no-answer"),
        "figures": said("check", "figures"),
        "phones": said("check", "phones"),
    }
)


@cache
def tongue_of(language: str) -> Tongue:
    """What rules know of a language (BCP 47)."""
    names = (language.lower(), language.lower().partition("-")[0])
    name = next((name for name in names if name in languages()), "")
    data = yaml.load((FOLDER / name / FILE).read_text(encoding="utf-8"), Loader=_Loader) if name else {}
    return read_tongue(name or names[1], data)


def read_tongue(language: str, data: Mapping[str, Any]) -> Tongue:
    """What a file of rules holds."""
    to_do = data.get("to_do", {"words": [], "notes": []})
    return Tongue(
        language,
        frozenset(data.get("vague_links", ())),
        frozenset(data.get("empty_descriptions", ())),
        frozenset(data.get("stop_words", ())),
        re.compile(data["no_answer"], re.IGNORECASE) if "no_answer" in data else None,
        re.compile(data["recent"], re.IGNORECASE) if "recent" in data else None,
        _abbreviation(data.get("abbreviations", ())),
        _unfinished(to_do["words"], to_do["notes"]),
        _figures(data["figures"]) if "figures" in data else None,
        _phones(data["phones"]) if "phones" in data else None,
    )


def others(language: str) -> tuple[Tongue, ...]:
    """The other languages that can be told by their words."""
    own = tongue_of(language).language
    return tuple(tongue_of(name) for name in languages() if name != own)


def _abbreviation(known: list[str]) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join([*known, '[A-Z]'])})\.[\"'”’)]*$", re.IGNORECASE)


def _unfinished(words: list[str], notes: list[str]) -> re.Pattern[str]:
    begun = "".join(rf"|{note}[^\]\n]*" for note in notes)
    return re.compile(rf"\b(?:{'|'.join([*_TO_DO, *words])}|[Ll]orem ipsum)\b|\[(?:…|\.\.\.{begun})\](?!\()")


def _figures(data: Mapping[str, str]) -> Figures:
    count = r"(?<![\w,.\-+/:])(?P<number>~number~)(?P<scale>[ \u00a0]~scale~)?~between~[ \u00a0](?P<people>~people~)\b"

    def pattern(text: str) -> re.Pattern[str]:
        return re.compile(_NAME.sub(lambda match: data[match[1]], text), re.IGNORECASE)

    named = {name: pattern(data[name]) for name in ("percentage", "amount", "share", "instruction", "manner")}
    return Figures(count=pattern(count), thousands=re.compile(data["thousands"]), decimal=data["decimal"], **named)


def _phones(data: Mapping[str, Any]) -> Phones:
    return Phones(
        data["country"],
        data["digits"],
        re.compile(data["special"]),
        tuple(data["special_digits"]),
        re.compile(data["likely"]),
        data["before"],
        data["behind"],
        tuple(data["everywhere"]),
    )
