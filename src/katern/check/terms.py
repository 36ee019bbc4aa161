"""Words that a site avoids: those that its glossary advises against, and other spellings of the terms that it settled on."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from pydantic import BaseModel

from katern.alternatives import any_of
from katern.data import Data, Settled, Term
from katern.fields import OwnWords, marked, values_at
from katern.finding import Finding, Position, Said, said
from katern.frontmatter import FieldPath, value_place
from katern.item import Item
from katern.latest import of_latest
from katern.library import Library
from katern.reading.origin import InField
from katern.reading.text import Block

_QUOTED = re.compile(r"[\"“”„'‘’]")
# titles stand in italics, and so does a word that is spoken of
_ITALIC = re.compile(r"(?<![*\w])\*(?![*\s])[^*\0\n]+\*(?!\*)|(?<![_\w])_(?![_\s])[^_\0\n]+_(?![_\w])")


@dataclass(frozen=True, slots=True)
class _Avoided:
    """A pattern of words to avoid, what is said of each of them as folded, and names in which one may stand."""

    pattern: re.Pattern[str]
    told: Mapping[str, Callable[[str], Said]]
    names: re.Pattern[str] | None = None

    def used(self, text: str) -> Iterator[tuple[int, Said]]:
        """Where such a word is used in a text, and what is said of it: none that is quoted, or part of a title or a name."""
        found = list(self.pattern.finditer(text)) if self.told else []
        spared = [match.span() for match in _ITALIC.finditer(text)] if found else []
        spared += [match.span() for match in self.names.finditer(text)] if found and self.names else []
        for match in found:
            spoken_of = any(start <= match.start() < end for start, end in spared)
            word = " ".join(match.group().split())
            what = self.told[word.casefold()](word)
            # of a word that differs in its capitals alone, the right one is found too
            right = dict(what.values)["preferred"] == word
            if not right and not spoken_of and not _in_quotes(text, match.start()):
                yield match.start(), what


def avoided_terms(library: Library) -> Iterator[Finding]:
    """text.avoid-term: a word that the glossary advises against, or that the vocabulary settled otherwise."""
    for avoided in _avoided(library.data):
        for item in library.items.values():
            if avoided.pattern.search(item.text.body):
                for at, what in _in_blocks(avoided, item.text.blocks):
                    if item.own(at):  # what a macro draws stands elsewhere
                        yield Finding.warning(item.position(at), what)
            yield from _in_fields(avoided, item)


def _in_blocks(avoided: _Avoided, blocks: tuple[Block, ...]) -> Iterator[tuple[int, Said]]:
    for block in blocks:
        for start, what in avoided.used(block.text) if not block.quoted else ():
            yield block.start + start, what


def _in_fields(avoided: _Avoided, item: Item) -> Iterator[Finding]:
    written = item.front.written
    if "\\" not in written and not avoided.pattern.search(written):  # what YAML escapes is read as it was meant
        return
    for field in item.fields:
        for at, what in _in_blocks(avoided, field.text.blocks):
            yield Finding.warning(field.position(at), what)
    for where, value in _own_words(item):
        place = InField(written, item.front.value_position(*where), value)
        for at, what in avoided.used(value):
            yield Finding.warning(place.position(at), what)


def _own_words(item: Item) -> Iterator[tuple[FieldPath, str]]:
    """Titles, descriptions and whatever else a page says of itself in words of the site."""
    for names, _ in marked(type(item.meta), OwnWords):
        yield from ((where, value) for where, value in values_at(item.meta, names) if isinstance(value, str))


# what readers see of data files; what is left are names, titles, keys and numbers, and what is said of the terms themselves
_PROSE = frozenset(
    (
        "agree", "ambition", "claim", "definition", "description", "follow_up", "for_whom", "found", "ground", "i_am", "label",
        "limits", "plural", "population", "position", "priorities", "question", "remark", "text", "why",
    )
)  # fmt: skip
_DATA = ("programme", "helplines", "glossary", "evidence", "voices", "vocabulary")


def avoided_in_data(library: Library) -> Iterator[Finding]:
    """text.avoid-term: such a word in a data file, or in what is said of a source."""
    written = [(at, text) for name in _DATA for at, text in _told(library, name)]
    for source in library.sources.values():
        for name in ("annotation", "annote", "type"):
            if name in source.field_positions:
                written.append((source.field_positions[name], source.fields.get(name) or ""))
    for avoided in _avoided(library.data):
        for at, text in written:
            for _, what in avoided.used(text):
                yield Finding.warning(at, what)


def _told(library: Library, name: str) -> Iterator[tuple[Position, str]]:
    positions = library.data_positions.get(name, {})
    for where, text in _texts(getattr(library.data, name), ()):
        at = value_place(positions, where)
        if at is not None and (name, where[0]) != ("vocabulary", "terms"):
            yield at, text


def _texts(value: object, where: FieldPath) -> Iterator[tuple[FieldPath, str]]:
    if isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from _texts(getattr(value, name), (*where, name))
    elif isinstance(value, tuple):
        for number, one in enumerate(value):
            yield from _texts(one, (*where, number))
    elif isinstance(value, str) and any(step in _PROSE for step in where[-2:]):
        yield where, value


@of_latest
def _avoided(data: Data) -> tuple[_Avoided, ...]:
    """The words of the glossary, and those of the vocabulary, which also stand in compounds with a hyphen."""
    glossary = {word: _discouraged(term) for term in data.glossary.terms for word in term.avoid}
    settled = {word: _otherwise(term) for term in data.vocabulary.terms for word in term.avoid}
    named = [name for term in data.vocabulary.terms for name in term.names]
    names = re.compile(any_of(map(_signs, named), True), re.IGNORECASE) if named else None
    return (
        _Avoided(_words(glossary, r"[\w-]", r"[\w-]"), _folded(glossary)),
        _Avoided(_words(settled, r"\w", r"[\w+]"), _folded(settled), names),
    )


def _words(words: Mapping[str, object], before: str, behind: str) -> re.Pattern[str]:
    """A pattern for every one of the words, the longest first, with no such sign before or behind it."""
    alternatives = any_of((_signs(word.lower()) for word in words), True)
    return re.compile(rf"(?<!{before}){alternatives}(?!{behind})", re.IGNORECASE)


def _signs(word: str) -> tuple[str, ...]:
    """A pattern for each sign; a line of the file may end between two words."""
    return tuple(r"\s+" if sign.isspace() else re.escape(sign) for sign in word)


def _folded(words: Mapping[str, Callable[[str], Said]]) -> Mapping[str, Callable[[str], Said]]:
    return {word.casefold(): what for word, what in words.items()}


def _discouraged(term: Term) -> Callable[[str], Said]:
    return lambda word: said("text.avoid-term", "avoided", word=word, preferred=term.preferred or term.term)


def _otherwise(term: Settled) -> Callable[[str], Said]:
    def tell(word: str) -> Said:
        preferred = _cased(term.term, word)
        if term.why is None:
            return said("text.avoid-term", "settled", word=word, preferred=preferred)
        return said("text.avoid-term", "settled-why", word=word, preferred=preferred, why=term.why)

    return tell


def _cased(term: str, like: str) -> str:
    """The term with a capital where the word that it replaces begins with one; what is all capitals is no start of a sentence."""
    return term[:1].upper() + term[1:] if like[:1].isupper() and not like.isupper() else term


def _in_quotes(text: str, offset: int) -> bool:
    line = re.sub(r"\w['’]\w|['’]s\b", "", text[text.rfind("\n", 0, offset) + 1 : offset])
    opened = ""
    for mark in _QUOTED.finditer(line):
        kind = "single" if mark.group() in "‘'’" else "double"
        # behind a word it closes what was opened, and is else an apostrophe: ouders'
        if not opened and not (kind == "single" and line[: mark.start()][-1:].isalnum()):
            opened = kind
        elif opened == kind:
            opened = ""
    return bool(opened)
