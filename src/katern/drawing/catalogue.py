"""The catalogue: a list of all sources, a page for each, and downloads.

Source pages are many and alike, so their frame is drawn once by MkDocs' templates and filled in for each source.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from html import escape

from jinja2 import Environment
from markupsafe import Markup

from katern.bibliography.export import Exports
from katern.bibliography.source import Source
from katern.citations.citeproc import Formatted
from katern.data import Line
from katern.drawing.page import way_to_root
from katern.drawing.sourcelist import A_FILE, A_PAGE, STEP, SourceList
from katern.drawing.tongues import foreign, in_its_language
from katern.evidence import Result
from katern.library import Library
from katern.words import Words


@dataclass(frozen=True, slots=True)
class Mention:
    """A page that cites a source, with the section and the URL, relative to the root, that leads to it."""

    title: str
    section: str
    url: str
    kind: str


@dataclass(frozen=True, slots=True)
class SourcePage:
    """The page of a source: its URL relative to the root, and its title, description and content as HTML."""

    url: str
    title: str
    description: str
    content: str


def source_slugs(keys: Iterable[str], nameless: str, others: Iterable[str] = ()) -> dict[str, str]:
    """A folder name for each key: lower-case ASCII, each unique and none of `others`; `nameless` for a key without such letters."""
    slugs: dict[str, str] = {}
    taken = set(others)
    # the number that follows what was tried of each name
    numbers: dict[str, int] = {}
    for key in sorted(keys):
        plain = unicodedata.normalize("NFKD", key).encode("ascii", "ignore").decode().lower()
        stem = re.sub(r"[^a-z0-9]+", "-", plain).strip("-") or nameless
        slug, number = stem, numbers.get(stem, 2)
        while slug in taken:
            slug, number = f"{stem}-{number}", number + 1
        numbers[stem] = number
        taken.add(slug)
        slugs[key] = slug
    return slugs


class Catalogue:
    """Draws the list of sources and the page of each."""

    def __init__(self, env: Environment, library: Library, exports: Exports, folder: str, words: Words) -> None:
        self._env = env
        self._words = words
        self._library = library
        self._exports = exports
        self._sources = library.sources
        self._slugs = source_slugs(
            library.sources, words.addresses.source, (words.addresses.list, words.addresses.every, folder)
        )
        self._folder = folder

    def _line(self, keyword: str) -> Line | None:
        return self._library.data.programme.line(keyword)

    @cached_property
    def urls(self) -> dict[str, str]:
        """The URL of each source's page, relative to the root."""
        url = self._library.layout.url
        return {key: url(f"{self._folder}/{slug}.md") for key, slug in self._slugs.items()}

    def in_steps(self, formatted: Formatted, mentions: Mapping[str, Sequence[Mention]]) -> SourceList:
        """All sources in the order of the style, as a browser gets them."""
        keys = [key for key in formatted.entries if key in self._sources]
        ways = {key: url.removeprefix(f"{self._folder}/") for key, url in self.urls.items()}
        uses = {key: len(found) for key, found in mentions.items()}
        return SourceList(self._library, self._words, self._exports, self._slugs, ways, keys, uses, formatted.entries)

    def list_page(
        self, formatted: Formatted, mentions: Mapping[str, Sequence[Mention]], base: str, searchable: bool = False
    ) -> str:
        """The list with its filters: the first of all sources, and where the script finds the rest."""
        found = self.in_steps(formatted, mentions)
        return self._env.get_template("katern/catalogue.html").render(
            rows=found.rows[:STEP],
            number=len(found.rows),
            choices=found.choices,
            house=found.house,
            step=STEP,
            a_file=A_FILE,
            searchable=searchable,
            every=self._library.layout.url(self.every_address),
            base=base,
            folder=self._folder,
        )

    @staticmethod
    def list_names(number: int) -> list[str]:
        """The names of the files of so long a list."""
        parts = range(-(-number // A_FILE))
        return ["index.js", *(f"{part}.js" for part in parts), *(f"record-{part}.js" for part in parts)]

    def every_page(
        self, address: str, formatted: Formatted, mentions: Mapping[str, Sequence[Mention]], base: str
    ) -> str:
        """All sources, to read without a script and to print; of many, those of one page."""
        rows = self.in_steps(formatted, mentions).rows
        addresses = list(self.every)
        first = addresses.index(address) * A_PAGE
        pages = [
            (
                f"{number * A_PAGE + 1}–{min((number + 1) * A_PAGE, len(rows))}",
                self._library.layout.url(one),
                one == address,
            )
            for number, one in enumerate(addresses)
        ]
        return self._env.get_template("katern/catalogue-every.html").render(
            rows=rows[first : first + A_PAGE],
            first=first + 1,
            title=self.every[address],
            pages=pages,
            base=base,
            folder=self._folder,
            list_url=self._library.layout.url(f"{self._folder}/index.md"),
        )

    @cached_property
    def every(self) -> dict[str, str]:
        """The addresses of the pages with all sources, and their titles."""
        folder, title = f"{self._folder}/{self._words.addresses.every}", self._words.sources.every
        more = range(2, -(-len(self._sources) // A_PAGE) + 1)
        return {f"{folder}/index.md": title, **{f"{folder}/{number}.md": f"{title} ({number})" for number in more}}

    @property
    def every_address(self) -> str:
        """The page with all sources, or the first of them."""
        return next(iter(self.every))

    def record_path(self, key: str) -> str:
        """The file of one source for reference managers."""
        return f"{self._folder}/{self._slugs[key]}.ris"

    def record(self, key: str) -> str:
        """One source as RIS."""
        return self._exports.one(key)["ris"]

    def source_page(
        self, key: str, formatted: Formatted, mentions: Sequence[Mention], results: Sequence[Result] = ()
    ) -> SourcePage:
        """The page of a source, with the results that rest on it."""
        source, url = self._sources[key], self.urls[key]
        entry = formatted.entries.get(key, escape(key))
        content = self._env.get_template("katern/source.html").render(
            source=source,
            reference=in_its_language(entry, source.title, source.language, self._words.language),
            mentions=mentions,
            results=results,
            lines=[line for keyword in source.keywords if (line := self._line(keyword))],
            keywords=[keyword for keyword in source.keywords if self._line(keyword) is None],
            exports=self._exports.one(key),
            base=way_to_root(url),
            record=self.record_path(key),
            list_url=self._library.layout.url(f"{self._folder}/index.md"),
        )
        return SourcePage(url, escape(source.title), escape(_plain(entry)[:160]), content)

    def _families(self, key: str) -> list[str]:
        csl = self._exports.csl[key]
        return [
            str(name["family"]) for role in ("author", "editor") for name in csl.get(role, ()) if name.get("family")
        ]

    def search_entries(self, formatted: Formatted) -> list[tuple[str, str, str, list[str], str]]:
        """For each source the URL of its page, its title and its text, both HTML, the family names of who made it, and the
        language of its title where that is another than the site's.
        """
        urls = self.urls
        return [
            (
                urls[key],
                escape(source.title),
                escape(_said(source, formatted.entries.get(key, key)), quote=False),
                self._families(key),
                foreign(source.language, self._words.language),
            )
            for key, source in self._sources.items()
        ]


def _plain(html: str) -> str:
    text: str = Markup(html).striptags()
    return text


def _said(source: Source, entry: str) -> str:
    """What the search reads of a source: its reference, why it matters, and its keywords."""
    return " ".join(filter(None, (_plain(entry), source.annotation, ", ".join(source.keywords))))
