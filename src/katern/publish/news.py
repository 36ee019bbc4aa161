"""While a version is built: records what its pages say, and tells on them what changed since the version before."""

from __future__ import annotations

import hashlib
import posixpath
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from html import escape
from typing import TYPE_CHECKING

from katern.drawing.downloads import Download
from katern.item import Item
from katern.layout import Layout
from katern.library import Library
from katern.publish.changes import Changes, compare
from katern.publish.manifest import BookletRecord, ItemRecord, Manifest, SourceRecord, page_url
from katern.publish.names import news_page
from katern.publish.rendering import render
from katern.publish.sections import sections_of
from katern.words import Words
from katern.words.addresses import Addresses

if TYPE_CHECKING:
    from katern.site.build import Build

# fields of a source that no reader sees
_EDITORIAL = ("keywords", "file", "archive", "archivedate")


class News:
    """The plugin's teller of news; `manifest` and `changes` hold what came of it."""

    def __init__(self, version: str, date: str, previous: Manifest | None, addresses: Addresses) -> None:
        self.address = f"{addresses.news}/index.md"
        self.manifest = Manifest(version, date)
        self.changes = Changes(version, "")
        self._previous = previous

    @property
    def date(self) -> str:
        """When the version was made."""
        return self.manifest.date

    @property
    def version(self) -> str:
        """The version's name."""
        return self.manifest.version

    def title(self, words: Words) -> str:
        """The title of the page of this release."""
        return escape(f"{words.versions.news_title} {self.manifest.version}")

    def __call__(self, build: Build, booklets: Mapping[str, Sequence[Download]]) -> Mapping[str, str]:
        """All texts are drawn: record them, compare, and tell the news of each page."""
        records = dict(_booklets(build, booklets))
        self.manifest = replace(recorded(build, self.manifest.version, self.manifest.date), booklets=records)
        if self._previous is not None:
            self.changes = compare(self._previous, self.manifest, build.library.kinds)
        return dict(self._drawn(build))

    def _drawn(self, build: Build) -> Iterator[tuple[str, str]]:
        words, addresses = build.words.versions, build.words.addresses
        for address, page in build.drawn.items():
            if address == self.address:
                up = f"{page.base}../"
                yield (
                    address,
                    render(
                        "changes.html", changes=self.changes, words=words, base=page.base, root=up, feed=addresses.news
                    ),
                )
                continue
            item = self.changes.of(page_url(page.url))
            if item is not None and item.state != "new":
                anchor = addresses.changes
                drawn = render(
                    "item-changes.html",
                    item=item, changes=self.changes, words=words, anchor=anchor, base=page.base, page=news_page(addresses),
                )  # fmt: skip
                yield address, drawn


def recorded(build: Build, version: str, date: str) -> Manifest:
    """What the pages and sources of a build say, without its booklets and files."""
    items = {record.url: record for record in _items(build)}
    return Manifest(version, date, items, dict(_sources(build)))


def _items(build: Build) -> Iterator[ItemRecord]:
    library = build.library
    for page in build.drawn.values():
        item = page.item
        if item is None:
            continue
        whole = library.whole(item)
        yield ItemRecord(
            url=page_url(page.url),
            kind=item.kind,
            title=item.title,
            whole=_url(library, whole) if whole else "",
            status=item.meta.status,
            review=max((review.date.isoformat() for review in item.meta.review), default=""),
            related=tuple(_related(library, item)),
            aliases=tuple(sorted({url for alias in item.meta.aliases for url in alias_urls(alias, library.layout)})),
            sections=sections_of(page, library, build.words),
        )


def _url(library: Library, item: Item) -> str:
    return page_url(library.layout.url(item.address))


def alias_urls(alias: str, layout: Layout) -> tuple[str, ...]:
    """The URLs that an alias in front matter stands for: `oud.md`, `oud` and `/oud/` are the same page.

    Where pages are files, nobody can tell whether that page was `oud.md` or `oud/index.md`, so it is both.
    """
    stem = alias.strip("/").removesuffix(".md").removesuffix(".html").removesuffix("/index")
    if stem == "index":
        return ("",)
    return (f"{stem}/",) if layout.directory_urls else (f"{stem}/", f"{stem}.html")


def _related(library: Library, item: Item) -> Iterator[str]:
    addresses = library.by_address()
    for name in item.meta.related:
        for address in (f"{name}/index.md", f"{name}.md"):
            if address in addresses:
                yield page_url(library.layout.url(address))


def _sources(build: Build) -> Iterator[tuple[str, SourceRecord]]:
    cited: dict[str, dict[str, None]] = {}
    for page in build.drawn.values():
        item = page.item
        if item is None:
            continue
        whole = build.library.whole(item) or item
        for key in page.cited:
            cited.setdefault(key, {})[_url(build.library, whole)] = None
    for key, source in sorted(build.library.sources.items()):
        fields = sorted(
            (name, " ".join(text.split())) for name, text in source.fields.items() if name not in _EDITORIAL
        )
        digest = hashlib.sha256(repr((source.kind, fields)).encode()).hexdigest()[:16]
        yield key, SourceRecord(source.title, digest, tuple(sorted(cited.get(key, ()))))


def _booklets(build: Build, booklets: Mapping[str, Sequence[Download]]) -> Iterator[tuple[str, BookletRecord]]:
    for path, downloads in booklets.items():
        url = _url(build.library, build.library.items[path])
        for download in downloads:
            name = posixpath.basename(download.url)
            yield (
                download.url,
                BookletRecord(
                    f"{download.title} ({name.rpartition('.')[2].upper()})", url, "", download.pages, download.chapters
                ),
            )
