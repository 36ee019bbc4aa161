"""The pages of audiences: for each of those that readers choose by, all that says to be for them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from html import escape

from jinja2 import Environment

from katern.data import Word
from katern.drawing.facts import Telling
from katern.drawing.noticing import DATA
from katern.item import Item
from katern.library import Library
from katern.looked import look
from katern.words import Words

# the name under which it is noted that somebody looks at the words of audiences
VOCABULARY = f"{DATA}vocabulary"


@dataclass(frozen=True, slots=True)
class Audience:
    """People for whom there is something: their words in the vocabulary, the page that is theirs, and all that is for them."""

    word: Word
    address: str
    url: str
    items: tuple[Item, ...]

    @property
    def i_am(self) -> str:
        """What somebody says who is one of them."""
        return self.word.i_am or self.word.label

    @property
    def title(self) -> str:
        """What they are called together."""
        return self.word.plural or self.word.label


class Audiences:
    """The audiences with an `i_am` in the vocabulary for whom there is anything, in its order."""

    def __init__(self, library: Library, words: Words) -> None:
        self._library = library
        self._words = words
        self._folder = words.addresses.audiences

    @cached_property
    def known(self) -> Sequence[Audience]:
        """All of them."""
        layout = self._library.layout
        addresses = [(word, f"{self._folder}/{word.id}.md") for word in self._library.data.vocabulary.audiences]
        every = (Audience(word, at, layout.url(at), self._for.get(word.id, ())) for word, at in addresses)
        return tuple(one for one in every if one.items and one.word.i_am)

    @cached_property
    def _for(self) -> Mapping[str, tuple[Item, ...]]:
        """What there is for each, by the order of kinds and the items' own; pages that belong to a whole stand in it."""
        found: dict[str, list[Item]] = {}
        for row in self._library.kinds.in_order:
            for item in self._library.of_kind(row.name) if row.listing else ():
                for id in dict.fromkeys(item.meta.audience) if item.meta.status != "withdrawn" else ():
                    found.setdefault(id, []).append(item)
        return {id: tuple(items) for id, items in found.items()}

    @property
    def home(self) -> str:
        """The address of the page that names them all."""
        return f"{self._folder}/index.md"

    @cached_property
    def generated(self) -> Mapping[str, str]:
        """The pages by address, with their titles as HTML."""
        if not self.known:
            return {}
        return {
            self.home: escape(self._words.audiences.title),
            **{one.address: escape(one.title) for one in self.known},
        }

    def listed(self, address: str) -> tuple[Item, ...]:
        """What the page at an address lists."""
        return next((one.items for one in self.known if one.address == address), ())

    def page(self, address: str, base: str, env: Environment, library: Library) -> str:
        """The page at an address; what it looks at is asked of `library`."""
        look(VOCABULARY)
        telling = Telling(library, self._words)
        one = next((one for one in self.known if one.address == address), None)
        return env.get_template("katern/audience.html").render(
            audience=one,
            others=self.known,
            groups=list(self._groups(one.items)) if one else (),
            library=library,
            base=base,
            card=telling.card,
        )

    def _groups(self, items: Sequence[Item]) -> Iterator[tuple[str, str, list[Item]]]:
        """Items by kind: the kind's anchor, the title of its list, and those of it."""
        for kind in dict.fromkeys(item.kind for item in items):
            said = self._words.kinds[kind]
            yield kind, said.list.title or said.label, [item for item in items if item.kind == kind]
