"""The figures of a monitor of areas, edition by edition, read once for as many builds as their files stay the same."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property

from katern.check.data import made_of
from katern.datasets.areas import Area
from katern.digest import digest
from katern.filestate import Seen
from katern.library import Library
from katern.monitor.book import Book
from katern.monitor.loading import Loaded, load_monitor, path_of
from katern.monitor.settings import Edition, Monitor
from katern.words import Words


def books_of(library: Library, words: Words, seen: Seen) -> Books | None:
    """The figures of a checkout's monitor; None where it has none, or one that does not fit."""
    if not has_monitor(library):
        return None
    return seen.same("monitor", (made_of(library), words.language), lambda: _books(library, words))


def has_monitor(library: Library) -> bool:
    """Whether a checkout says that it has a monitor."""
    return (library.layout.root / path_of(library)).exists()


def _books(library: Library, words: Words) -> Books | None:
    loaded = load_monitor(library)
    return Books(loaded, words) if loaded.monitor is not None else None


class Books:
    """The figures of all editions of a monitor, and digests of what its pages are made of; they are read once."""

    def __init__(self, loaded: Loaded, words: Words) -> None:
        assert loaded.monitor is not None
        self.monitor: Monitor = loaded.monitor
        self.loaded = loaded
        self.all = [Book(loaded, words), *(Book(loaded, words, edition) for edition in self.monitor.editions)]
        self.beside = [[Book(loaded, words, edition) for edition in _beside(book.edition)] for book in self.all]
        self._own = [{area.code: book.digest(area.code) for area in book.areas.by_code.values()} for book in self.all]
        self.settings = bytes.fromhex(digest((loaded.text, sorted(loaded.tiles.items()), list(_about(loaded)))))

    def digest(self, number: int, area: Area) -> str:
        """Of the figures that a profile shows: its own, those of areas around it, and those that stand beside it as dots."""
        book, own = self.all[number], self._own[number]
        shown = [self.settings, own.get(area.code, b""), *(own.get(parent.code, b"") for parent in book.parents(area))]
        shown += [book_beside.digest(area.code) for book_beside in self.beside[number]]
        top = area.within if area.kind == "district" else area.code
        shown.append(self._group(number, top))
        if area.kind == "country":
            shown.append(self._joined(number, book.municipalities))
        elif area.kind == "municipality":
            shown.append(self._others(number, book.alone(area.code)))
        return hashlib.sha256(b"".join(shown)).hexdigest()

    def _group(self, number: int, top: str) -> bytes:
        """Of the figures of all districts of a municipality."""
        return self._kept(("group", number, top), lambda: self._joined(number, self.all[number].areas.within(top, "district")))  # fmt: skip

    def _others(self, number: int, indicators: frozenset[str]) -> bytes:
        """Of some figures of all municipalities, which are the dots where districts have none."""
        book = self.all[number]
        parts = (book.digest(area.code, indicators) for area in book.municipalities)
        return self._kept(("others", number, indicators), lambda: hashlib.sha256(b"".join(parts)).digest())

    def _joined(self, number: int, areas: Sequence[Area]) -> bytes:
        own = self._own[number]
        return hashlib.sha256(b"".join(own.get(area.code, b"") for area in areas)).digest()

    @cached_property
    def _made(self) -> dict[tuple[object, ...], bytes]:
        return {}

    def _kept(self, key: tuple[object, ...], make: Callable[[], bytes]) -> bytes:
        if key not in self._made:
            self._made[key] = make()
        return self._made[key]

    @cached_property
    def whole(self) -> str:
        """Of all figures of the monitor."""
        made = hashlib.sha256(self.settings)
        for own in self._own:
            made.update(b"".join(own.values()))
        return made.hexdigest()


def _about(loaded: Loaded) -> Iterator[object]:
    """What is told of figures beside the figures: of sets, indicators and areas."""
    for held in loaded.sets.by_slug.values():
        yield held.slug, held.manifest.model_dump_json(exclude={"sources": {"__all__": {"sha256", "input"}}})
    yield from (indicator.model_dump_json() for indicator in loaded.sets.indicators.values())
    yield from (tuple(area) for areas in loaded.sets.areas.values() for area in areas.by_code.values())


def _beside(edition: Edition | None) -> Iterator[Edition]:
    for year in edition.beside if edition else ():
        yield Edition(borders=year, within=edition.within, why=edition.why)  # type: ignore[union-attr]
