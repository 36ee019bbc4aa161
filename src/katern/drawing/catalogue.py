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
from typing import Any

from jinja2 import Environment
from markupsafe import Markup

from katern.bibliography.export import Exports
from katern.citations.citeproc import Formatted
from katern.data import Line
from katern.drawing.page import way_to_root
from katern.library import Library


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


def source_slugs(keys: Iterable[str], nameless: str) -> dict[str, str]:
    """A folder name for each key: lower-case ASCII, each unique; `nameless` for a key without such letters."""
    slugs: dict[str, str] = {}
    taken: set[str] = set()
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

    def __init__(self, env: Environment, library: Library, exports: Exports, folder: str, nameless: str) -> None:
        self._env = env
        self._library = library
        self._exports = exports
        self._sources = library.sources
        self._slugs = source_slugs(library.sources, nameless)
        self._folder = folder

    def _line(self, keyword: str) -> Line | None:
        return self._library.data.programme.line(keyword)

    @cached_property
    def urls(self) -> dict[str, str]:
        """The URL of each source's page, relative to the root."""
        url = self._library.layout.url
        return {key: url(f"{self._folder}/{slug}.md") for key, slug in self._slugs.items()}

    def list_page(self, formatted: Formatted, mentions: Mapping[str, Sequence[Mention]], base: str) -> str:
        """The list with its filters, in the order of the style."""
        sources = self._library.sources
        ordered = [sources[key] for key in formatted.entries if key in sources]
        entries: list[dict[str, Any]] = [
            {
                "source": source,
                "html": Markup(formatted.entries[source.key]),
                "url": self.urls[source.key],
                "lines": [keyword for keyword in source.keywords if self._line(keyword)],
                "language": source.language.split("-")[0] if source.language else "",
                "mentions": len(mentions.get(source.key, ())),
            }
            for source in ordered
        ]
        in_use = {line for entry in entries for line in entry["lines"]}
        return self._env.get_template("katern/catalogue.html").render(
            entries=entries,
            lines=[line for line in self._library.data.programme.lines if line.slug in in_use],
            kinds=_in_use(source.kind_group for source in ordered),
            years=sorted({source.year for source in ordered if source.year}, reverse=True),
            without_year=any(source.year is None for source in ordered),
            languages=_in_use(entry["language"] for entry in entries),
            base=base,
            folder=self._folder,
        )

    def source_page(self, key: str, formatted: Formatted, mentions: Sequence[Mention]) -> SourcePage:
        """The page of a source."""
        source, url = self._sources[key], self.urls[key]
        entry = formatted.entries.get(key, escape(key))
        content = self._env.get_template("katern/source.html").render(
            source=source,
            reference=Markup(entry),
            mentions=mentions,
            lines=[line for keyword in source.keywords if (line := self._line(keyword))],
            keywords=[keyword for keyword in source.keywords if self._line(keyword) is None],
            exports=self._exports.one(key),
            base=way_to_root(url),
            list_url=self._library.layout.url(f"{self._folder}/index.md"),
        )
        return SourcePage(url, escape(source.title), escape(_plain(entry)[:160]), content)

    def _families(self, key: str) -> list[str]:
        csl = self._exports.csl[key]
        return [
            str(name["family"]) for role in ("author", "editor") for name in csl.get(role, ()) if name.get("family")
        ]

    def search_entries(self, formatted: Formatted) -> list[tuple[str, str, str, list[str]]]:
        """For each source the URL of its page, its title and its text, both HTML, and the family names of who made it."""
        urls = self.urls
        return [
            (
                urls[key],
                escape(source.title),
                escape(f"{_plain(formatted.entries.get(key, key))} {source.annotation}", quote=False),
                self._families(key),
            )
            for key, source in self._sources.items()
        ]


def _plain(html: str) -> str:
    text: str = Markup(html).striptags()
    return text


def _in_use(values: Iterable[str]) -> list[str]:
    return sorted({value for value in values if value})
