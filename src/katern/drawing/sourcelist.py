"""The list of all sources as a browser gets it: the first of them in the page, the rest in steps, each when somebody asks.

`index.js` holds what sources are filtered and sorted by, in columns; `N.js` what the list shows of a few of them, and
`record-N.js` the same few as reference managers read them. They are scripts, so that the list works from a disk too.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from html import unescape
from typing import Any

from katern.bibliography.export import FORMATS, Exports
from katern.bibliography.source import Source
from katern.data import Maker
from katern.library import Library
from katern.words import Words

_TAG = re.compile(r"<[^>]+>")
# how many stand in the page, and come with each step; and in one file
STEP, A_FILE = 50, 20
# and on one page for who has no script
A_PAGE = 500
# names of a reference that are shown before "and others"
_NAMED = 3


@dataclass(frozen=True, slots=True)
class Row:
    """A source in the list: who made it and when, and what it can be chosen by."""

    key: str
    slug: str
    # of its page, from the folder of the list
    way: str
    title: str
    language: str
    about: str
    seen: str
    kind: str
    year: str
    lines: tuple[str, ...]
    open: bool
    own: bool
    uses: int

    @property
    def shown(self) -> list[str]:
        """What the list shows, as `catalogue.js` reads it."""
        return [self.slug, self.way, self.title, self.language, self.about, self.seen]


class SourceList:
    """All sources in the order of the style."""

    def __init__(
        self,
        library: Library,
        words: Words,
        exports: Exports,
        slugs: Mapping[str, str],
        ways: Mapping[str, str],
        keys: Sequence[str],
        uses: Mapping[str, int],
        entries: Mapping[str, str],
    ) -> None:
        self._library = library
        self._words = words
        self._exports = exports
        self._entries = entries
        self._makers = library.data.vocabulary.makers
        self.rows = [self._row(library.sources[key], slugs[key], ways[key], uses.get(key, 0)) for key in keys]

    def _row(self, source: Source, slug: str, way: str, uses: int) -> Row:
        makers = self._made_by(source.key)
        named = [self._maker(name) for name in makers]
        kind = self._words.source_kinds.get(source.kind_group, source.kind_group)
        facts = (
            _together([maker.short if maker else name for name, maker in zip(makers, named, strict=True)]),
            str(source.year or self._words.sources.no_year.lower()),
            kind,
        )
        return Row(
            source.key, slug, way, source.title, source.language,
            " · ".join(filter(None, facts)),
            self._words.sources.seen[source.seen] if source.seen else "",
            source.kind_group, str(source.year or ""),
            tuple(word for word in source.keywords if self._library.data.programme.line(word)),
            source.is_open, any(maker is not None and maker.own for maker in (*named, *self._publishers(source.key))), uses,
        )  # fmt: skip

    def _made_by(self, key: str) -> list[str]:
        item = self._exports.csl[key]
        people = item.get("author") or item.get("editor") or ()
        return [_called(name) for name in people]

    def _publishers(self, key: str) -> Iterator[Maker | None]:
        publisher = str(self._exports.csl[key].get("publisher", ""))
        yield from (maker for maker in self._makers if any(name in publisher for name in maker.names))

    def _maker(self, name: str) -> Maker | None:
        return next((maker for maker in self._makers if name in maker.names), None)

    # --- what can be chosen

    @cached_property
    def choices(self) -> dict[str, list[tuple[str, str, int]]]:
        """What can be chosen of each column: its name in addresses, its label, and how many there are."""
        words, rows = self._words, self.rows
        lines = Counter(line for row in rows for line in row.lines)
        kinds = Counter(row.kind for row in rows)
        years = Counter(row.year for row in rows)
        languages = Counter(row.language.split("-")[0] for row in rows)
        found = {
            "lines": [
                (line.slug, f"{line.number}. {line.short or line.title}", lines[line.slug])
                for line in self._library.data.programme.lines
                if lines[line.slug]
            ],
            "kind": [(kind, words.source_kinds.get(kind, kind), kinds[kind]) for kind in sorted(filter(None, kinds))],
            "year": [(year, year, years[year]) for year in sorted(filter(None, years), reverse=True)],
            "language": [(tag, words.languages.get(tag, tag), languages[tag]) for tag in sorted(filter(None, languages))],
            "open": [("1", "", sum(row.open for row in rows))],
            "own": [("1", "", sum(row.own for row in rows))],
        }  # fmt: skip
        if years[""]:
            found["year"].append((words.addresses.filters.no_year, words.sources.no_year, years[""]))
        return found

    @property
    def house(self) -> str:
        """What the site's own makers are called in short."""
        return next((maker.short for maker in self._makers if maker.own), "")

    # --- files

    def files(self) -> Iterator[tuple[str, str]]:
        """The names of the files, and their content."""
        yield "index.js", _script("index", self._columns())
        for number, first in enumerate(range(0, len(self.rows), A_FILE)):
            rows = self.rows[first : first + A_FILE]
            yield f"{number}.js", _script(number, [row.shown for row in rows])
            yield f"record-{number}.js", _script(f"record-{number}", [self._record(row.key) for row in rows])

    def _record(self, key: str) -> list[str]:
        """A source in each form, and as the style writes it."""
        forms = self._exports.one(key)
        return [*(forms[form] for form in FORMATS), unescape(_TAG.sub("", self._entries[key]))]

    def _columns(self) -> dict[str, Any]:
        rows = self.rows
        found = sorted(range(len(rows)), key=lambda number: rows[number].way)
        titles = sorted(range(len(rows)), key=lambda number: rows[number].title.casefold())
        columns = {
            "lines": _column(row.lines for row in rows),
            "kind": _column((row.kind,) for row in rows),
            "year": _column((row.year or self._words.addresses.filters.no_year,) for row in rows),
            "language": _column((row.language.split("-")[0],) for row in rows),
            "open": _column(("1",) if row.open else () for row in rows),
            "own": _column(("1",) if row.own else () for row in rows),
        }
        return {
            "columns": columns,
            "uses": [row.uses for row in rows],
            "titles": titles,
            # the place in this list of what the search of the site calls 0, 1, …
            "found": found,
        }


def _column(values: Iterable[Sequence[str]]) -> dict[str, Any]:
    """The names that there are, and of each source the numbers of its own."""
    numbers: dict[str, int] = {}
    of = [[numbers.setdefault(name, len(numbers)) for name in held] for held in values]
    return {"names": list(numbers), "of": [held[0] if len(held) == 1 else held for held in of]}


def _script(name: str | int, content: Any) -> str:
    return f"katernSources({json.dumps(name)},{json.dumps(content, ensure_ascii=False, separators=(',', ':'))});\n"


def _together(names: Sequence[str]) -> str:
    """Who made something, in short."""
    shown = list(filter(None, names))
    if len(shown) > _NAMED:
        return f"{shown[0]} +{len(shown) - 1}"
    return ", ".join(shown)


def _called(name: Mapping[str, str]) -> str:
    """The name of a person by family, with what belongs to it, or that of an organisation."""
    particle = name.get("non-dropping-particle") or name.get("dropping-particle") or ""
    return name.get("literal") or f"{particle} {name.get('family', '')}".strip()
