"""The words of a language, typed: what readers see and what stands in addresses. A language is a folder of `locale`."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Annotated

from katern.locales import FALLBACK, has_words, readers_language
from katern.words import pages
from katern.words.addresses import Addresses
from katern.words.charts import Charts
from katern.words.kinds import Kind
from katern.words.model import BadWords, Length, Phrase, Table, read, takes
from katern.words.monitor import Monitor
from katern.words.print import Print
from katern.words.publication import Versions
from katern.words.search import Search

__all__ = ["BadWords", "Phrase", "Table", "Words", "day_in", "words_of"]

_FILES = ("kinds.yml", "pages.yml", "print.yml", "publication.yml", "search.yml", "addresses.yml", "monitor.yml")


@dataclass(frozen=True, slots=True)
class Words:
    """All words of a site; `language` is that of the words, which are English where the site's own has none."""

    language: str
    kinds: Mapping[str, Kind]
    navigation: pages.Navigation
    status: pages.Status
    exit: pages.Exit
    schedule: pages.Schedule
    units: pages.Units
    parts: pages.Parts
    cards: pages.Cards
    audiences: pages.Audiences
    programme: pages.Programme
    about: pages.About
    sources: pages.Sources
    source_kinds: Annotated[Table, pages.SOURCE_KINDS]
    languages: Table
    formats: Annotated[Table, pages.FORMATS]
    date: Annotated[Phrase, takes("day", "month", "year")]
    months: Annotated[tuple[str, ...], Length(12)]
    blocks: Annotated[Table, pages.BLOCKS]
    helplines: pages.Helplines
    evidence: pages.Evidence
    sought: pages.Sought
    voices: pages.Voices
    glossary: pages.Glossary
    course: pages.Course
    agenda: pages.Agenda
    newsletter: pages.Newsletter
    comparing: pages.Comparing
    cite: pages.Cite
    contact: pages.Contact
    not_found: pages.NotFound
    figures: pages.Figures
    charts: Charts
    monitor: Monitor
    print: Print
    versions: Versions
    search: Search
    addresses: Addresses


def day_in(words: Words, date: datetime.date) -> str:
    """A day in words."""
    return words.date(day=date.day, month=words.months[date.month - 1], year=date.year)


def words_of(language: str) -> Words:
    """The words of a language (BCP 47); English where there are none for it."""
    return _read(readers_language(language))


@cache
def _read(language: str) -> Words:
    # a word that a language for readers alone still lacks is English: its tests tell
    beneath = "" if has_words(language) else FALLBACK
    return read(Words, language, *_FILES, known={"language": language}, beneath=beneath)
