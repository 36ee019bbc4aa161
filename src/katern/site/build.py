"""Building a site: read, judge, draw, and hand over every page; what is written where is `katern.site.whole`'s."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import Any

from jinja2 import Environment

from katern.bibliography.export import FORMATS, Exports
from katern.blame import blaming
from katern.check import NO_MORE, Rule, check, check_pages, check_some
from katern.check.link import is_awaited
from katern.citations.citeproc import Formatted, Formatter
from katern.citations.style import NoStyle, Style, load_style
from katern.data import FILES
from katern.drawing import templates
from katern.drawing.audiences import Audiences
from katern.drawing.catalogue import Catalogue, Mention
from katern.drawing.downloads import Download, Printer, draw_downloads
from katern.drawing.drawer import PageDrawer, Read, read_item
from katern.drawing.newsletter import letter_of
from katern.drawing.noticing import SOURCES, Noticing
from katern.drawing.page import Page
from katern.drawing.pages import Pages
from katern.finding import Finding, Position, said, sort_key
from katern.item import Item
from katern.library import Library
from katern.loading import load_library
from katern.notes import Notes
from katern.photos.clean import Photos
from katern.share import Share
from katern.site import searchbox
from katern.site.areapages import AreaPages
from katern.site.areawords import RestOfSite
from katern.site.before import Before, Itself
from katern.site.books import books_of, has_monitor
from katern.site.fonts import signs_of
from katern.site.generated import GeneratedPages
from katern.site.madeof import MadeOf
from katern.site.navigation import Navigation
from katern.site.owntemplates import OwnTemplates
from katern.site.publication import Release
from katern.site.searchindex import Traits
from katern.site.settings import SiteSettings
from katern.site.standing import Standing
from katern.site.styles import MONITOR, PROGRAMME, Styles, styles_of
from katern.store import Store


class Build:
    """One build of a site: each step once, in the order in which they stand here."""

    def __init__(self, site: SiteSettings, store: Store, before: Before | None = None) -> None:
        self.site = site
        self.store = store
        self._before = before or Before.of(site, store)
        self.words = site.words
        self.library: Library
        self.findings: tuple[Finding, ...] = ()
        # what the pages that other plugins of MkDocs had a hand in may still put right
        self.awaited: tuple[Finding, ...] = ()
        # set by who wants booklets, and by who publishes a version
        self.printer: Printer | None = None
        self.release: Release | None = None
        # pages without what is drawn, and with it
        self.outlines: dict[str, Page] = {}
        self.drawn: Mapping[str, Page] = {}
        self._reads: dict[str, Read] = {}
        self._with_photos: set[str] = set()
        self.mentions: dict[str, list[Mention]] = {}
        self.navigation = Navigation()
        self.photos = Photos(store)
        self.unfit: list[Finding] = []
        self._booklets: Mapping[str, Sequence[Download]] = {}

    # --- read and judge

    def read(self, share: Share | None = None, fronts: bool = False) -> None:
        """Read the whole checkout; where somebody else reads the rest, the pages of a share first.

        With `fronts` the texts are left out: `read_texts` reads those that somebody needs.
        """
        site = self.site
        with blaming(site.root, site.language):
            self.library = load_library(
                site.layout,
                site.dialect,
                site.tools,
                self.store,
                self._before.texts,
                site.language,
                share,
                self._before.seen,
                fronts,
            )
        self._is_whole = not fronts
        self._style_findings: tuple[Finding, ...] = ()
        try:
            self.style: Style | None = load_style(site.style, site.language, site.root)
        except NoStyle as problem:
            self.style = None
            hint = None if problem.said.name == "style-not-here" else said("meta.bad-value", "style-names")
            self._style_findings = (Finding.error(site.place("style"), problem.said, hint),)

    def read_texts(self, paths: Iterable[str]) -> None:
        """Read the texts of some pages, after the fronts of all."""
        with blaming(self.site.root, self.site.language):
            for path in paths:
                self.library = self.library.with_page(path) or self.library

    def judge(self, more: Mapping[str, Rule] = NO_MORE) -> tuple[Finding, ...]:
        """Everything that is wrong with what was read."""
        found = check(self.library, self.site.policy, more, self._before.notes)
        templates_found = OwnTemplates(self.site, self.env, self._before.notes).findings(self.library)
        self._before.notes.keep()
        if any(one.code == "meta.outside" for one in self.site.findings):  # what snippets would name was not read
            found = tuple(one for one in found if one.said.name not in ("link-undefined", "note-missing"))
        every = sorted((*found, *templates_found, *self._style_findings, *self.site.findings), key=sort_key)
        self.awaited = tuple(filter(is_awaited, every)) if self.site.others else ()
        self.findings = tuple(finding for finding in every if finding not in self.awaited)
        return self.findings

    def judge_texts(self, paths: Sequence[str]) -> tuple[Finding, ...]:
        """What is wrong with the pages whose texts were read, and with what all of them need."""
        found = check_some(self.library, paths, self.site.policy)
        return tuple(sorted((*found, *self._style_findings, *self.site.findings), key=sort_key))

    def judge_pages(self, paths: Iterable[str]) -> tuple[Finding, ...]:
        """What is wrong with some pages, as far as they tell it themselves."""
        return check_pages(self.library, paths, self.site.policy, self._before.notes)

    def begin_citations(self) -> None:
        """Start formatting; the work goes on beside the rest."""
        assert self.style is not None  # judged before
        seen, sources, style = self._before.seen, self.library.sources, self.style
        self.exports = seen.same(
            "exports", tuple(map(Itself, sources.values())), lambda: Exports(sources, self.site.language)
        )
        references = self.exports.csl
        self.formatter = seen.same(
            "formatter",
            (style.digest, Itself(references)),
            lambda: Formatter(style, list(references.values()), self.store),
        )
        self.formatter.prepare(self.library.clusters())

    # --- draw

    @cached_property
    def env(self) -> Environment:
        """The templates that the engine itself draws."""
        return templates.environment(
            list(self.site.theme.folders), self.words, self._label, self.compiled, self.site.root
        )

    def _label(self, group: str, id: str) -> str:
        return self.noticing.data.vocabulary.label(group, id)

    @cached_property
    def noticing(self) -> Noticing:
        """The library as templates see it."""
        return Noticing.of(self.library)

    @cached_property
    def compiled(self) -> templates.CompiledTemplates:
        """What was compiled of the engine's templates and the theme's, each under the rules of its environment."""
        return templates.CompiledTemplates(self.store)

    @cached_property
    def catalogue(self) -> Catalogue:
        """The list of sources and their pages."""
        return Catalogue(self.env, self.noticing, self.exports, self.library.layout.sources, self.words)

    @cached_property
    def drawer(self) -> PageDrawer:
        """Draws the parts of pages."""
        return PageDrawer(self.env, self.noticing, self.words, self.catalogue.urls)

    @cached_property
    def areas(self) -> AreaPages | None:
        """The monitor of areas, if the site has one."""
        books = books_of(self.library, self.words, self._before.seen)
        if books is None:
            return None
        return AreaPages(books, self.library, self.env, self.words, RestOfSite(self.library, self.words, self.site))

    @cached_property
    def audiences(self) -> Audiences:
        """The pages of those whom the site is for."""
        return Audiences(self.library, self.words)

    @cached_property
    def styles(self) -> Styles:
        """The style sheets of the site, as one file where they can be."""
        library = self.library
        wanted = {MONITOR: has_monitor(library), PROGRAMME: library.of_kind("project") or library.of_kind("product")}
        return styles_of(self.site, self.site.styles, [url for url, needed in wanted.items() if needed])

    @cached_property
    def _selfmade(self) -> GeneratedPages:
        """What stands on the pages that the site makes itself."""
        areas = self.areas if self._is_whole else None
        searched = self.site.index is not None
        return GeneratedPages(
            self.library,
            self.noticing,
            self.words,
            self.env,
            self.catalogue,
            self.audiences,
            areas,
            self.release,
            searched,
        )

    @property
    def generated(self) -> dict[str, str]:
        """The pages that the site makes itself, by address, with their titles as HTML."""
        return self._selfmade.titles

    def draw(self, reads: Sequence[Read] | None = None) -> None:
        """Know of each page what it cites; its text is drawn when somebody asks. `reads` where they differ from the library's."""
        pages = sorted(self.reads() if reads is None else reads, key=self._place)
        self._reads = {read.address: self._clean(read) for read in pages}
        clusters = (placed.cluster for read in pages for text in read.texts for placed in text.clusters)
        self.formatted: Formatted = self.formatter.format(clusters)
        for read in pages:
            self.outlines[read.address] = page = self._outline(read)
            self._keep_mentions(page)
        for address, title in self.generated.items():
            self.outlines[address] = Page(None, address, self.library.layout.url(address), title)
        self.made_of = MadeOf(self.site, self.library, self.formatted, self.generated)
        self.drawn = Pages(self.outlines, self._text_drawn)

    def _outline(self, read: Read) -> Page:
        """A page without what is drawn; the same as before where nothing of it changed."""
        key = Itself(read.item), Itself(self.formatted), read.address in self._with_photos
        if read.item is None or key[2]:
            return self.drawer.outline(read, self.formatted)
        return self._before.seen.same(f"outline {read.address}", key, lambda: self.drawer.outline(read, self.formatted))

    def _text_drawn(self, address: str) -> Page:
        """A page with what its author wrote, or with what the site itself makes of it."""
        outline, read = self.outlines[address], self._reads.get(address)
        if read is None:
            return self._selfmade.drawn(outline, self.formatted, self.mentions)
        return self.drawer.draw(outline, read, self.formatted, self._forms(read.item))

    def drawn_again(self, read: Read) -> tuple[Page, Page]:
        """A page that was read anew, without what is drawn and with it, beside all others as they are."""
        outline = self.drawer.outline(read, self.formatted)
        return outline, self._dressed(self.drawer.draw(outline, read, self.formatted, self._forms(read.item)))

    def reads(self) -> Iterator[Read]:
        """What the library read of each page."""
        return (read_item(item, self.library.layout) for item in self.library.items.values())

    def written(self, address: str) -> str:
        """What the author of a page wrote, as HTML; nothing for a page that the site makes itself."""
        read = self._reads.get(address)
        return "".join(read.text.pieces) if read is not None else ""

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
        self._with_photos.add(read.address)
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
        title = self.library.full_title(item)
        for key, places in page.cited.items():
            first: dict[str, Any] = {}
            for place in places:
                first.setdefault(place.section, place)
            for place in first.values():
                self.mentions.setdefault(key, []).append(
                    Mention(title, place.section, f"{page.url}#{place.anchor}", item.kind)
                )

    def dress(self) -> None:
        """Make booklets and news of what was drawn, and let pages be drawn with what belongs around their text."""
        text = self.drawn
        self._booklets = self.printer(text) if self.printer else {}
        self._news = self.release(self, self._booklets) if self.release is not None else {}
        self.drawn = Pages(self.outlines, lambda address: self._dressed(text[address]))

    def _dressed(self, page: Page) -> Page:
        if self.release is not None and page.address == self.release.address:
            return replace(page, body=self._news[page.address])
        return self.drawer.dress(page, self._downloads(page), self._news.get(page.address, ""))

    def booklet(self, item: Item) -> str:
        """The URL of an item as a booklet to read; nothing where there is none."""
        files = self._booklets.get(item.path, ())
        return next((file.url for file in files if file.form == "booklet" and file.url.endswith(".pdf")), "")

    def _downloads(self, page: Page) -> str:
        return draw_downloads(self.env, page, self._booklets)

    def digest(self, address: str) -> str:
        """Of what a page is made; nothing where that cannot be known."""
        outline, read = self.outlines[address], self._reads.get(address)
        if self.release is not None or (read is not None and address in self._with_photos):
            return ""
        downloads = self._downloads(outline)
        if read is None and address in (f"{self.library.layout.sources}/index.md", *self.catalogue.every):
            return self.made_of.whole(address, downloads, *self.listed)
        if read is None:
            figures = self.areas.books.whole if self.areas is not None and address in self.areas.generated else ""
            return self.made_of.whole(address, downloads, figures)
        letter = letter_of(self.library, read.item) if read.item is not None else None
        downloads += letter.mark if letter is not None else ""
        return self.made_of.page(outline, read.texts, self.drawer.entries(outline), downloads)

    @cached_property
    def signs(self) -> frozenset[str]:
        """The signs that the site writes in a typeface of its own."""
        if not self.site.fonts:
            return frozenset()
        items = self.library.items.values()
        sources = (repr(item) for item in self.exports.csl.values())
        data = (getattr(self.library.data, name).model_dump_json() for name in FILES)
        return signs_of((repr(self.words), *(item.text.body + item.front.written for item in items), *sources, *data))

    @property
    def listed(self) -> tuple[object, ...]:
        """Of what the list of sources is made."""
        counts = [(key, len(found)) for key, found in self.mentions.items()]
        return counts, list(self.formatted.entries.items()), self.made_of.now(SOURCES)

    def made_in(self, folder: Path) -> Notes:
        """The notes of what was made in a folder; a version is made from nothing."""
        if self.release is not None:
            return Notes()
        made = self._before.made
        if folder not in made:
            made[folder] = Notes(self.store, ("made", str(self.site.root), str(folder)))
        return made[folder]

    def standing(self, folder: Path) -> Standing:
        """The files of earlier builds in a folder."""
        return Standing(self.made_in(folder).of("files"), folder, self.made_of.now)

    # --- search

    @cached_property
    def sensitive_sources(self) -> frozenset[str]:
        """The keys of sources that sensitive pages cite."""
        pages = (page for page in self.outlines.values() if page.item and self.library.sensitive(page.item))
        return frozenset(key for page in pages for key in page.cited)

    @cached_property
    def sensitive_urls(self) -> frozenset[str]:
        """The pages of those sources."""
        return frozenset(self.catalogue.urls[key] for key in self.sensitive_sources if key in self.catalogue.urls)

    @cached_property
    def search_settings(self) -> dict[str, Any]:
        """What the box of the search knows of the site."""
        doors = {entry.url: entry.title for entry in self.navigation.menu if entry.url}
        return searchbox.settings_of(self.site, self.library, doors)

    def told_to_search(self) -> dict[str, tuple[bool, Traits]]:
        """What the search knows of each page beside its text, by its URL as a link; and whether it is a source's."""
        urls = {key: (url, key in self.sensitive_sources) for key, url in self.catalogue.urls.items()}
        areas = {url: (False, Traits(self.areas.monitor.title)) for url, *_ in self.areas.found()} if self.areas else {}
        return searchbox.traits_by_url(self.library, self.words, self.outlines.values(), urls) | areas
