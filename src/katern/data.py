"""What a site knows beside its pages: programme, helplines, glossary, vocabulary and synonyms."""

from __future__ import annotations

import datetime
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, HttpUrl

from katern.items import Slug, Text


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, coerce_numbers_to_str=True, defer_build=True)


class Goal(_Model):
    """One goal of a programme line: direct ones can be reached, societal ones only furthered."""

    id: Annotated[str, Field(pattern=r"^[a-z]$")]
    kind: Literal["direct", "societal"]
    text: Text


class Plan(_Model):
    """What a line does in one year."""

    year: int
    text: Text


class Line(_Model):
    """A programme line; its slug is that of its dossier."""

    number: int
    slug: Slug
    title: Text
    short: Text | None = None
    ambition: Text
    goals: tuple[Goal, ...] = ()
    priorities: tuple[Text, ...] = ()
    planning: tuple[Plan, ...] = ()


class Theme(_Model):
    """Lines that belong together."""

    id: Slug
    title: Text
    description: Text | None = None
    lines: tuple[Line, ...]


class Programme(_Model):
    """The programme of the site: themes, and lines within them."""

    title: Text = ""
    source: Text | None = None
    years: tuple[int, ...] = ()
    themes: tuple[Theme, ...] = ()

    @property
    def lines(self) -> tuple[Line, ...]:
        """All lines, in the order of the themes."""
        return tuple(line for theme in self.themes for line in theme.lines)


class Helpline(_Model):
    """Whom to call; `seen` is when the number was read somewhere, `verified` when the helpline itself confirmed it."""

    id: Text
    name: Text
    phone: Text | None = None
    whatsapp: Text | None = None
    chat: bool | HttpUrl | None = None
    email: Text | None = None
    url: HttpUrl | None = None
    hours: Text | None = None
    for_whom: Text
    cost: Text | None = None
    topics: tuple[Slug, ...] = ()
    verified: datetime.date | None = None
    seen: datetime.date | None = None
    source: Text


class Helplines(_Model):
    """The file helplines.yml."""

    helplines: tuple[Helpline, ...] = ()


class Term(_Model):
    """A word of the glossary."""

    term: Text
    definition: Text
    source: Text
    plural: Text | None = None
    preferred: Text | None = None
    avoid: tuple[Text, ...] = ()
    see: tuple[Text, ...] = ()


class Glossary(_Model):
    """The file glossary.yml."""

    terms: tuple[Term, ...] = ()


class Word(_Model):
    """A value that front matter may use, with the label that readers see."""

    id: Slug
    label: Text
    plural: Text | None = None
    i_am: Text | None = None
    body: Text | None = None
    source: Text | None = None


class Vocabulary(_Model):
    """The file vocabulary.yml."""

    audiences: tuple[Word, ...] = ()
    settings: tuple[Word, ...] = ()
    product_kinds: tuple[Word, ...] = ()
    evidence_levels: tuple[Word, ...] = ()
    parts: tuple[Word, ...] = ()
    source_kinds: tuple[Word, ...] = ()

    def label(self, group: str, id: str) -> str:
        """The words for an id; the id itself where the vocabulary does not hold it."""
        words: tuple[Word, ...] = getattr(self, group)
        return next((word.label for word in words if word.id == id), id)


class Synonyms(_Model):
    """The file synonyms.yml: sets of words that mean nearly the same to somebody who searches."""

    synonyms: tuple[tuple[Text, ...], ...] = ()


class Data(_Model):
    """Everything in `_data/`."""

    programme: Programme = Programme()
    helplines: Helplines = Helplines()
    glossary: Glossary = Glossary()
    vocabulary: Vocabulary = Vocabulary()
    synonyms: Synonyms = Synonyms()


FILES: dict[str, type[BaseModel]] = {
    "programme": Programme,
    "helplines": Helplines,
    "glossary": Glossary,
    "vocabulary": Vocabulary,
    "synonyms": Synonyms,
}
