"""What a site knows beside its pages: programme, helplines, glossary, vocabulary, synonyms, evidence and voices."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, HttpUrl

from katern.evidence import Evidence
from katern.items import Slug, Text
from katern.known import Known
from katern.voices import Voices


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

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """All lines, in the order of the themes."""
        return tuple(line for theme in self.themes for line in theme.lines)

    @cached_property
    def _by_slug(self) -> Mapping[str, Line]:
        return {line.slug: line for line in reversed(self.lines)}

    def line(self, slug: str | None) -> Line | None:
        """The line with this slug."""
        return self._by_slug.get(slug) if slug is not None else None


# whom a helpline answers, and from where it can be reached; the words for readers stand in the locale
OpenTo = Literal["public", "professional"]
Reach = Literal["netherlands", "europe", "abroad", "worldwide"]


class SecondNumber(_Model):
    """Another number of the same helpline, and why somebody would rather call it."""

    phone: Text
    why: Text
    source: Text


class HelplineSources(_Model):
    """The source of what the source of the number does not say itself."""

    for_whom: Text | None = None
    hours: Text | None = None
    cost: Text | None = None
    reach: Text | None = None
    chat: Text | None = None


class Helpline(_Model):
    """Whom to call; `seen` is when the number was read somewhere, `verified` when the helpline itself confirmed it.

    `open_to` are those whom it answers, `toolkits` the slugs of the toolkits that show it, `urgent` whether an overview
    card may not leave it out, `reach` from where it can be called (nothing: not known).
    """

    id: Text
    name: Text
    phone: Text | None = None
    second: SecondNumber | None = None
    whatsapp: Text | None = None
    chat: bool | HttpUrl | None = None
    email: Text | None = None
    url: HttpUrl | None = None
    hours: Text | None = None
    for_whom: Text
    open_to: Annotated[tuple[OpenTo, ...], Field(min_length=1)]
    reach: Reach | None = None
    cost: Text | None = None
    toolkits: tuple[Slug, ...] = ()
    urgent: bool = False
    verified: datetime.date | None = None
    seen: datetime.date | None = None
    source: Text
    sources: HelplineSources = HelplineSources()

    @property
    def audience(self) -> str:
        """Whom it answers: public, professional, or everyone."""
        return "everyone" if len(set(self.open_to)) > 1 else self.open_to[0]

    def cited_at(self) -> Iterator[tuple[tuple[str, ...], str]]:
        """The keys of its sources, each with the field that holds it."""
        yield ("source",), self.source
        if self.second:
            yield ("second", "source"), self.second.source
        for name in HelplineSources.model_fields:
            key: str | None = getattr(self.sources, name)
            if key:
                yield ("sources", name), key

    @property
    def cited(self) -> tuple[str, ...]:
        """The keys of all that a card says, each once; that of a second number stands beside it."""
        return tuple(dict.fromkeys(key for where, key in self.cited_at() if where[0] != "second"))

    def numbers(self) -> tuple[str, ...]:
        """Every number that the helpline can be called on or written to, as it is shown."""
        second = self.second.phone if self.second else None
        return tuple(number for number in (self.phone, second, self.whatsapp) if number)


class Helplines(_Model):
    """The file helplines.yml."""

    helplines: tuple[Helpline, ...] = ()

    @cached_property
    def _by_toolkit(self) -> Mapping[str, tuple[Helpline, ...]]:
        """The helplines of each toolkit, what is urgent first."""
        found: dict[str, list[Helpline]] = {}
        for line in sorted(self.helplines, key=lambda line: not line.urgent):
            for toolkit in dict.fromkeys(line.toolkits):
                found.setdefault(toolkit, []).append(line)
        return {toolkit: tuple(lines) for toolkit, lines in found.items()}

    @cached_property
    def urgent(self) -> Mapping[str, tuple[Helpline, ...]]:
        """The urgent helplines of each toolkit that has any."""
        found = {toolkit: tuple(line for line in lines if line.urgent) for toolkit, lines in self._by_toolkit.items()}
        return {toolkit: lines for toolkit, lines in found.items() if lines}

    @cached_property
    def _by_id(self) -> Mapping[str, Helpline]:
        return {line.id: line for line in reversed(self.helplines)}

    @cached_property
    def ids(self) -> Known:
        """The ids of all helplines, in order."""
        return Known(sorted(line.id for line in self.helplines))

    @cached_property
    def toolkits(self) -> Known:
        """The slugs of all toolkits that have a helpline, in order."""
        return Known(sorted(self._by_toolkit))

    def of(self, toolkit: str, open_to: str | None = None, urgent: bool = False) -> tuple[Helpline, ...]:
        """The helplines of a toolkit, what is urgent first; only those for some, or only those that are urgent."""
        found = self._by_toolkit.get(toolkit, ())
        return tuple(
            line for line in found if (open_to is None or open_to in line.open_to) and (line.urgent or not urgent)
        )

    def named(self, id: str) -> Helpline | None:
        """The helpline with this id."""
        return self._by_id.get(id)


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

    @cached_property
    def _by_word(self) -> Mapping[str, Term]:
        return {
            word.casefold(): term
            for term in reversed(self.terms)
            for word in (term.plural, term.term)
            if word is not None
        }

    def named(self, word: str) -> Term | None:
        """The term that a word is, or is the plural of."""
        return self._by_word.get(word.casefold())


class Word(_Model):
    """A value that front matter may use, with the label that readers see."""

    id: Slug
    label: Text
    plural: Text | None = None
    i_am: Text | None = None
    body: Text | None = None
    source: Text | None = None
    # of a way of working: where it is done, for whom, and against which ground of discrimination
    settings: tuple[Slug, ...] = ()
    groups: tuple[Slug, ...] = ()
    grounds: tuple[Slug, ...] = ()


class Maker(_Model):
    """An organisation that has a short name: how sources call it, and whether the site is its own."""

    short: Text
    names: Annotated[tuple[Text, ...], Field(min_length=1)]
    own: bool = False


class Settled(_Model):
    """A word that the site settled on, how others write it, and names of which such a word is part."""

    term: Text
    avoid: Annotated[tuple[Text, ...], Field(min_length=1)]
    why: Text | None = None
    names: tuple[Text, ...] = ()


class Vocabulary(_Model):
    """The file vocabulary.yml."""

    audiences: tuple[Word, ...] = ()
    settings: tuple[Word, ...] = ()
    groups: tuple[Word, ...] = ()
    grounds: tuple[Word, ...] = ()
    product_kinds: tuple[Word, ...] = ()
    evidence_levels: tuple[Word, ...] = ()
    parts: tuple[Word, ...] = ()
    source_kinds: tuple[Word, ...] = ()
    mechanisms: tuple[Word, ...] = ()
    outcomes: tuple[Word, ...] = ()
    makers: tuple[Maker, ...] = ()
    terms: tuple[Settled, ...] = ()

    @property
    def short(self) -> Mapping[str, str]:
        """What citations call organisations, by the first of their names: two names that are called alike would be one."""
        return {maker.names[0]: maker.short for maker in self.makers}

    def label(self, group: str, id: str) -> str:
        """The words for an id; the id itself where the vocabulary does not hold it."""
        return self._labels.get((group, id), id)

    def level(self, id: str) -> tuple[int, int]:
        """Which level of evidence an id is, from 1, and how many there are; 0 for what nobody judged, or is no level of these."""
        levels = [word.id for word in self.evidence_levels if word.body]
        return (levels.index(id) + 1 if id in levels else 0), len(levels)

    @cached_property
    def _labels(self) -> Mapping[tuple[str, str], str]:
        groups: dict[str, tuple[Word, ...]] = {
            name: getattr(self, name) for name in type(self).model_fields if name not in ("makers", "terms")
        }
        return {(name, word.id): word.label for name, words in groups.items() for word in reversed(words)}


class Synonyms(_Model):
    """The file synonyms.yml: sets of words that mean nearly the same to somebody who searches."""

    synonyms: tuple[tuple[Text, ...], ...] = ()

    @cached_property
    def _folded(self) -> Sequence[tuple[str, ...]]:
        return [tuple(word.casefold() for word in words) for words in self.synonyms]

    @cached_property
    def _sets_of(self) -> Mapping[str, list[int]]:
        found: dict[str, list[int]] = {}
        for number, words in enumerate(self._folded):
            for word in dict.fromkeys(words):
                found.setdefault(word, []).append(number)
        return found

    def of(self, words: Iterable[str]) -> Iterator[tuple[str, ...]]:
        """The sets that hold one of these words (folded), in order, folded too."""
        return (
            self._folded[number] for number in sorted({one for word in words for one in self._sets_of.get(word, ())})
        )


class Data(_Model):
    """Everything in `_data/`."""

    programme: Programme = Programme()
    helplines: Helplines = Helplines()
    glossary: Glossary = Glossary()
    vocabulary: Vocabulary = Vocabulary()
    synonyms: Synonyms = Synonyms()
    evidence: Evidence = Evidence()
    voices: Voices = Voices()


FILES: dict[str, type[BaseModel]] = {
    "programme": Programme,
    "helplines": Helplines,
    "glossary": Glossary,
    "vocabulary": Vocabulary,
    "synonyms": Synonyms,
    "evidence": Evidence,
    "voices": Voices,
}
