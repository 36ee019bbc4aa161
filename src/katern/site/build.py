"""Building a site: read, judge, draw, and hand over every page; what is written where is `katern.site.whole`'s."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from html import escape
from typing import Any

from jinja2 import Environment
from markupsafe import Markup

from katern.bibliography.export import FORMATS, Exports
from katern.check import NO_MORE, Rule, check
from katern.citations.citeproc import Formatted, Formatter
from katern.citations.style import NoStyle, Style, load_style
from katern.drawing import templates
from katern.drawing.catalogue import Catalogue, Mention
from katern.drawing.downloads import Printer, draw_downloads
from katern.drawing.drawer import PageDrawer, Read, read_item
from katern.drawing.facts import Telling
from katern.drawing.page import Page
from katern.finding import Finding, Position, said, sort_key
from katern.library import Item, Library
from katern.notes import Notes
from katern.photos.clean import Photos
from katern.reading.text import Text
from katern.site.navigation import Navigation
from katern.site.publication import Release
from katern.site.settings import SiteSettings
from katern.store import Store


@dataclass(frozen=True, slots=True)
class Before:
    """What earlier builds of a site left: texts that this process read, and notes of any process."""

    texts: dict[str, Text]
    notes: Notes

    @classmethod
    def of(cls, site: SiteSettings, store: Store) -> Before:
        """What a process begins with."""
        return cls({}, Notes(store, (str(site.root), site.layout.docs)))


class Build:
    """One build of a site: each step once, in the order in which they stand here."""

    def __init__(self, site: SiteSettings, store: Store, before: Before | None = None) -> None:
        self.site = site
        self.store = store
        self._before = before or Before.of(site, store)
        self.words = site.words
        self.library: Library
        self.findings: tuple[Finding, ...] = ()
        # set by who wants booklets, and by who publishes a version
        self.printer: Printer | None = None
        self.release: Release | None = None
        self.drawn: dict[str, Page] = {}
        self.mentions: dict[str, list[Mention]] = {}
        self.navigation = Navigation()
        self.photos = Photos(store)
        self.unfit: list[Finding] = []

    # --- read and judge

    def read(self) -> None:
        """Read the whole checkout."""
        site = self.site
        self.library = Library.load(site.layout, site.dialect, site.tools, self.store, self._before.texts)
        self._style_findings: tuple[Finding, ...] = ()
        try:
            self.style: Style | None = load_style(site.style, site.language, site.root)
        except NoStyle as problem:
            self.style = None
            self._style_findings = (
                Finding.error(site.place("style"), problem.said, said("meta.bad-value", "style-names")),
            )

    def judge(self, more: Mapping[str, Rule] = NO_MORE) -> tuple[Finding, ...]:
        """Everything that is wrong with what was read."""
        found = check(self.library, self.site.policy, more, self._before.notes)
        self._before.notes.keep()
        self.findings = tuple(sorted((*found, *self._style_findings, *self.site.findings), key=sort_key))
        return self.findings

    def begin_citations(self) -> None:
        """Start formatting; the work goes on beside the rest."""
        assert self.style is not None  # judged before
        self.exports = Exports(self.library.sources, self.site.language)
        self.formatter = Formatter(self.style, list(self.exports.csl.values()), self.store)
        self.formatter.prepare(self.library.clusters())

    # --- draw

    @cached_property
    def env(self) -> Environment:
        """The templates that the engine itself draws."""
        label = self.library.data.vocabulary.label
        return templates.environment(list(self.site.theme.folders), self.words, label, self.compiled, self.site.root)

    @cached_property
    def compiled(self) -> templates.CompiledTemplates:
        """What was compiled of the engine's templates and the theme's, each under the rules of its environment."""
        return templates.CompiledTemplates(self.store)

    @cached_property
    def catalogue(self) -> Catalogue:
        """The list of sources and their pages."""
        return Catalogue(self.env, self.library, self.exports, self.library.layout.sources, self.words.addresses.source)

    @cached_property
    def drawer(self) -> PageDrawer:
        """Draws the parts of pages."""
        return PageDrawer(self.env, self.library, self.words, self.catalogue.urls)

    @cached_property
    def generated(self) -> dict[str, str]:
        """The pages that the site makes itself, by address, with their titles as HTML."""
        words, library = self.words, self.library
        wanted: dict[str, tuple[str, Any]] = {
            **{
                address: (words.kinds[row.name].list.title, library.of_kind(row.name))
                for address, row in library.layout.lists.items()
            },
            f"{library.layout.sources}/index.md": (words.sources.title, library.sources),
        }
        made = {address: escape(title) for address, (title, content) in wanted.items() if content}
        if self.release is not None:
            made[self.release.address] = self.release.title(self.words)
        taken = {library.layout.url(address) for address in library.by_address()}
        return {address: title for address, title in made.items() if library.layout.url(address) not in taken}

    def draw(self, reads: Sequence[Read] | None = None) -> None:
        """Draw the texts of all pages, then what stands around them; `reads` where they differ from the library's."""
        pages = sorted(self.reads() if reads is None else reads, key=self._place)
        texts = [
            text for read in pages for text in (read.text, *(one for many in read.fields.values() for one in many))
        ]
        self.formatted: Formatted = self.formatter.format(placed.cluster for text in texts for placed in text.clusters)
        for read in pages:
            page = self.drawer.draw(self._clean(read), self.formatted, self._forms(read.item))
            self.drawn[read.address] = page
            self._keep_mentions(page)
        for address, title in self.generated.items():
            self.drawn[address] = self._generated(address, title)

    def reads(self) -> Iterator[Read]:
        """What the library read of each page."""
        return (read_item(item, self.library.layout) for item in self.library.items.values())

    def _place(self, read: Read) -> tuple[int, list[tuple[bool, str]]]:
        """Tree by tree and folder by folder, the first page of each before the others."""
        trees = [prefix for _, prefix in self.library.layout.trees]
        tree = max(number for number, prefix in enumerate(trees) if read.address.startswith(prefix))
        *folders, name = read.address.split("/")
        return tree, [*((True, folder) for folder in folders), (name != "index.md", name)]

    def _clean(self, read: Read) -> Read:
        """A photo that stands in the page itself tells no more than it shows."""
        if not any("data:image/" in piece for piece in read.text.pieces):
            return read
        try:
            pieces = tuple(self.photos.clean_page(piece) for piece in read.text.pieces)
        except ValueError:
            at = Position(read.item.path if read.item else read.address)
            self.unfit.append(Finding.error(at, said("meta.bad-picture", "in-the-page")))
            return read
        return replace(read, text=replace(read.text, pieces=pieces))

    def _forms(self, item: Item | None) -> list[tuple[str, str]]:
        """The other forms of a page's list of sources, with their URLs."""
        if item is None or not item.row.whole:
            return []
        return [(extension, f"{self.library.layout.sources}.{extension}") for extension in FORMATS]

    def _keep_mentions(self, page: Page) -> None:
        item = page.item
        if item is None:
            return
        whole = self.library.whole(item)
        title = f"{whole.title}: {item.title}" if whole is not None else item.title
        for key, places in page.cited.items():
            first: dict[str, Any] = {}
            for place in places:
                first.setdefault(place.section, place)
            for place in first.values():
                self.mentions.setdefault(key, []).append(
                    Mention(title, place.section, f"{page.url}#{place.anchor}", item.kind)
                )

    def _generated(self, address: str, title: str) -> Page:
        """A page that the site makes itself; that of a release gets its text when all others have theirs."""
        library = self.library
        page = Page(None, address, library.layout.url(address), title)
        if self.release is not None and address == self.release.address:
            return page
        if address == f"{library.layout.sources}/index.md":
            return replace(page, body=self.catalogue.list_page(self.formatted, self.mentions, page.base))
        row = library.layout.lists[address]
        assert row.listing is not None
        template, telling = self.env.get_template(row.listing.template), Telling(library, self.words)
        return replace(
            page,
            body=template.render(
                kind=self.words.kinds[row.name],
                items=library.of_kind(row.name),
                library=library,
                base=page.base,
                card=lambda item: [Markup(value) for value in telling.card(item)],
            ),
        )

    def dress(self) -> None:
        """Make booklets and news of what was drawn, and put around each page what belongs there."""
        booklets = self.printer(self.drawn) if self.printer else {}
        news = self.release(self, booklets) if self.release is not None else {}
        for address, page in self.drawn.items():
            if self.release is not None and address == self.release.address:
                self.drawn[address] = replace(page, body=news[address])
            else:
                downloads = draw_downloads(self.env, page, booklets)
                self.drawn[address] = self.drawer.dress(page, downloads, news.get(address, ""))

    # --- what stands beside the pages

    def records(self) -> Iterator[tuple[str, str]]:
        """The sources in forms that reference managers read: of the whole site, and of each item with parts."""
        name = self.library.layout.sources
        for extension, content in self.exports.all().items():
            yield f"{name}/{name}.{extension}", content
        for folder, keys in self._cited_by_item().items():
            for extension, content in self.exports.all(keys).items():
                yield f"{folder}/{name}.{extension}", content

    def _cited_by_item(self) -> dict[str, list[str]]:
        """For each item with parts, the keys that its pages cite, in the order of the style."""
        found: dict[str, set[str]] = {}
        for page in self.drawn.values():
            if page.item is not None and (page.item.row.whole or page.item.row.part_of):
                found.setdefault(page.item.folder, set()).update(page.cited)
        known = self.formatted.entries.keys()
        return {folder: self.formatted.in_order(keys & known) for folder, keys in sorted(found.items())}
