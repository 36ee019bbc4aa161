"""What came of a programme: projects and products on a line of time by programme line, and on the lemniscate of knowledge."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import get_args

from katern.data import Line, Theme
from katern.item import Item
from katern.items import Phase
from katern.library import Library
from katern.words import Words


@dataclass(frozen=True, slots=True)
class Row:
    """A project or a product: what it is and how far, the state that a drawing shows, in which of the years it stands, and these in words."""

    item: Item
    url: str
    said: str
    state: str
    years: tuple[bool, ...]
    when: str


@dataclass(frozen=True, slots=True)
class Place:
    """A quarter of the lemniscate: its name in drawings, its words, its anchor, and what stands there."""

    name: str
    title: str
    anchor: str
    rows: tuple[Row, ...]


class Programme:
    """The projects and products of a site."""

    def __init__(self, library: Library, words: Words) -> None:
        self._library = library
        self._words = words

    @cached_property
    def years(self) -> tuple[int, ...]:
        """Every year of the programme, and those of its projects and products."""
        known = {*self._library.data.programme.years, *(year for item in self._items for year in _years(item))}
        return tuple(range(min(known), max(known) + 1)) if known else ()

    @cached_property
    def _items(self) -> tuple[Item, ...]:
        both = (*self._library.of_kind("project"), *self._library.of_kind("product"))
        return tuple(item for item in both if item.fits and item.meta.status != "withdrawn")

    @cached_property
    def _rows(self) -> Sequence[Row]:
        return [self._row(item) for item in sorted(self._items, key=_in_time)]

    def _row(self, item: Item) -> Row:
        said, state = self._words.kinds[item.kind], getattr(item.meta, "state", "product")
        told = said.choices.get(state, said.label)
        on = _years(item)
        when = "–".join(dict.fromkeys(map(str, (min(on), max(on))))) if on else self._words.programme.no_year
        stands = tuple(year in on for year in self.years)
        return Row(item, self._library.layout.url(item.address), told, state, stands, when)

    @property
    def themes(self) -> Iterator[tuple[Theme, list[tuple[Line, Item | None, list[Row]]]]]:
        """By theme the lines of which there is something, each with the item that tells about it, and its rows."""
        for theme in self._library.data.programme.themes:
            lines = [(line, self._library.about_line(line.slug), self._of_line(line.slug)) for line in theme.lines]
            found = [(line, about, rows) for line, about, rows in lines if rows]
            if found:
                yield theme, found

    @property
    def silent(self) -> list[tuple[Line, Item | None]]:
        """The lines of which there is nothing, each with the item that tells about it."""
        lines = [line for line in self._library.data.programme.lines if not self._of_line(line.slug)]
        return [(line, self._library.about_line(line.slug)) for line in lines]

    @property
    def without_line(self) -> list[Row]:
        """What belongs to no line."""
        known = {line.slug for line in self._library.data.programme.lines}
        return [row for row in self._rows if not known & set(self._lines(row.item))]

    def _of_line(self, slug: str) -> list[Row]:
        return [row for row in self._rows if slug in self._lines(row.item)]

    def _lines(self, item: Item) -> tuple[str, ...]:
        """The lines of a project, and of a product those that it names itself, else those of its projects."""
        own = getattr(item.meta, "line", None)
        if own is not None:
            return (own,)
        named = (getattr(other.meta, "line", None) for other in self._library.naming(item))
        return item.meta.lines or tuple(line for line in named if line is not None)

    @property
    def places(self) -> list[Place]:
        """The four quarters of the lemniscate, in the order in which knowledge goes round."""
        said = self._words.kinds["product"].choices
        return [
            Place(
                name,
                said[name][:1].upper() + said[name][1:],
                "-".join(said[name].casefold().split()),
                tuple(row for row in self._rows if name in _phases(row.item)),
            )
            for name in get_args(Phase)
        ]


def _years(item: Item) -> tuple[int, ...]:
    """The years in which an item stands."""
    published = getattr(item.meta, "published", None)
    if published is not None:
        return (published if isinstance(published, int) else published.year,)
    return getattr(item.meta, "years", ())


def _in_time(item: Item) -> tuple[bool, bool, int, str]:
    """Projects before products, each by the first of its years, and last those of which none is known."""
    years = _years(item)
    return (item.kind == "product", not years, min(years, default=0), item.title.casefold())


def _phases(item: Item) -> tuple[str, ...]:
    phase = getattr(item.meta, "phase", None)
    return (phase,) if phase else getattr(item.meta, "phases", ())
