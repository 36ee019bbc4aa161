"""What the theme's templates may ask about a page: words, menu, side list, neighbours."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit

from markupsafe import Markup

from katern.drawing.audiences import VOCABULARY, Audience
from katern.drawing.noticing import Urls
from katern.drawing.page import Page, way_to_root
from katern.item import Item
from katern.library import Library
from katern.looked import look
from katern.reading.marks import without_marks
from katern.site.citethis import RECORDS, Publication, publication_of
from katern.site.contact import Way, way
from katern.site.fonts import font_urls
from katern.site.navigation import Entry
from katern.words import Words, day_in

if TYPE_CHECKING:
    from katern.site.build import Build

# notes within code and lists, and diagrams that are drawn in the browser
_OF_THEME = re.compile(r"class=\"[^\"]*\b(?:annotate|mermaid)\b")


class View:
    """The variable `katern` in templates.

    `url` is that of the page, None for what is no page; `address` is the page whose place in the navigation is shown, and
    `heading` whether the content brings its own title where no page of ours was drawn.
    """

    # what is the same on every page, so that a template that asks for it learns nothing of the page
    SHARED = frozenset(
        ("words", "menu", "library", "version", "released", "searchable", "fonts", "audiences", "theme_style")
    )

    def __init__(self, build: Build, address: str = "", url: str | None = None, heading: bool = False) -> None:
        self._build = build
        self._address = address
        self._url = url
        self._heading = heading
        self.words: Words = build.site.words

    @property
    def library(self) -> Library:
        """The whole content, for lists of a template's own."""
        return self._build.noticing

    @property
    def item(self) -> Item | None:
        """The item that the page is drawn from."""
        return self.library.by_address().get(self._address) if self._url is not None else None

    @property
    def exit(self) -> str:
        """Where the exit button of a sensitive page leads; nothing on other pages."""
        return self._build.site.exit if self.neutral or self._lists_sensitive else ""

    @property
    def neutral(self) -> bool:
        """Whether the page's title and sharing data must not give its subject away."""
        item = self._own
        if item is not None:
            return self.library.sensitive(item)
        return self._url is not None and self._url in self._build.sensitive_urls

    @property
    def _lists_sensitive(self) -> bool:
        """Whether the page lists what needs care: its own parts, or all items of a kind or for an audience."""
        outline = self._outline
        if outline is None:
            return False
        row = self.library.layout.lists.get(outline.address)
        listed = self.library.of_kind(row.name) if row is not None else ()
        parts = self.library.parts_of(outline.item) if outline.item is not None else ()
        meant = self._build.audiences.listed(outline.address)
        return any(map(self.library.sensitive, (*listed, *parts, *meant)))

    @property
    def _own(self) -> Item | None:
        """The item of the page, not that of the list in whose place of the menu it stands."""
        outline = self._outline
        return outline.item if outline is not None else None

    @property
    def has_heading(self) -> bool:
        """Whether the content brings its own title."""
        drawn = self._drawn
        return drawn.has_heading if drawn else self._heading

    @property
    def text(self) -> Markup:
        """What the author wrote, for a template that puts the parts of the page in places of its own."""
        return Markup(without_marks(self._drawn.body)) if self._drawn else Markup("")

    @property
    def sources(self) -> Markup:
        """The list of what the page cites, for the same templates; nothing where it cites nothing."""
        return Markup(self._drawn.sources) if self._drawn else Markup("")

    @property
    def _outline(self) -> Page | None:
        outline = self._build.outlines.get(self._address)
        return outline if outline is not None and outline.url == self._url else None

    @property
    def _drawn(self) -> Page | None:
        return self._build.drawn[self._address] if self._outline is not None else None

    @property
    def version(self) -> str:
        """The version that is being published; nothing in a plain build."""
        return self._build.release.version if self._build.release else ""

    @property
    def released(self) -> str:
        """The day of that version, as people write it; nothing in a plain build."""
        release = self._build.release
        if release is None or not release.date:
            return ""
        return day_in(self.words, datetime.date.fromisoformat(release.date[:10]))

    @property
    def ask(self) -> Way | None:
        """Where readers ask, with this page filled in."""
        return self._way(self._build.site.ask, self.words.contact.ask)

    @property
    def report(self) -> Way | None:
        """Where readers say what is wrong, with this page filled in."""
        return self._way(self._build.site.report, self.words.contact.report)

    @property
    def cited_as(self) -> Publication | None:
        """The page as a publication."""
        item, site = self._own, self._build.site
        if item is None or self._url is None:
            return None
        url, booklet = site.address_of(self._url), self._build.booklet(item)
        pdf = site.address_of(booklet) if booklet else ""
        return publication_of(self.library, item, site.name, url, self.version, pdf)

    @property
    def whole_title(self) -> str:
        """The title of the whole that the page is a part of; nothing on other pages."""
        item = self._own
        whole = self.library.whole(item) if item is not None else None
        return whole.title if whole is not None else ""

    @property
    def locale(self) -> str:
        """The language of readers as sharing wants it: nl_NL."""
        return self._build.site.language.replace("-", "_")

    @property
    def cite_head(self) -> Markup:
        """What reference managers find in the head of a page; nothing where that would give its subject away."""
        publication = self.cited_as
        if publication is None or self.neutral:
            return Markup("")
        if not (self._url or "").endswith("/"):  # a page that is a file has no folder for what stands beside it
            return Markup(publication.head)
        name = self.words.addresses.record
        # with a second word: Material's script takes what is `alternate` alone for a page in another language
        files = "\n".join(
            f'<link rel="alternate describedby" type="{kind}" title="{self.words.formats[extension]}" href="{name}.{extension}">'
            for extension, kind in RECORDS.items()
        )
        return Markup(f"{publication.head}\n{files}")

    @property
    def cite_this(self) -> Markup:
        """The box from which a page can be cited."""
        publication, words = self.cited_as, self.words
        if publication is None:
            return Markup("")
        apa = Markup(publication.apa(words.cite.undated, words.months, words.cite.version))
        template = self._build.env.get_template("katern/cite.html")
        return Markup(template.render(apa=apa, records=publication.records))

    def _way(self, address: str, subject: str) -> Way | None:
        if not address or self._url is None:
            return None
        site, words = self._build.site, self.words.contact
        page = site.address_of(self._url) or quote(self._url)
        return way(
            address, f"{subject} ({site.name})", {"page": words.page, "version": words.version}, page, self.version
        )

    @property
    def fonts(self) -> list[str]:
        """The URLs of typefaces that the page wants before it is laid out, relative to the root."""
        return font_urls(self._build.site.fonts)

    @property
    def theme_style(self) -> bool:
        """Whether pages ask for the theme's style sheets beside the one of the site."""
        return not self._build.styles.theme

    @property
    def theme_script(self) -> bool:
        """Whether the page needs the theme's own script: the site asks for what it does, or the text does."""
        return self._build.site.theme_script or (self._drawn is not None and _asks_theme(self._drawn.body))

    @property
    def searchable(self) -> bool:
        """Whether the site has a search."""
        return self._build.site.index is not None

    @property
    def base(self) -> str:
        """The way from the page to the root, with a slash at its end; the server shows 404 at any address, so from its root."""
        if self._url is None:
            return urlsplit(self._build.site.url).path.rstrip("/") + "/"
        return way_to_root(self._url)

    @property
    def audiences(self) -> Sequence[Audience]:
        """Those whom the site is for, each with the URL of their page."""
        look(VOCABULARY)
        return self._build.audiences.known

    @property
    def menu(self) -> tuple[Entry, ...]:
        """The entries of the main menu."""
        return self._build.navigation.menu

    @property
    def section(self) -> str:
        """The URL of the main entry that holds the page."""
        trail = self.trail
        if trail:
            return trail[0].url
        return self._url if self._url is not None else "404.html"

    @property
    def side(self) -> Markup:
        """The side list."""
        return Markup(self._build.navigation.side(self._address, self._url or "", self.base))

    @property
    def trail(self) -> tuple[Entry, ...]:
        """The sections that hold the page, outermost first."""
        return self._build.navigation.trail(self._address)

    @property
    def neighbours(self) -> tuple[Entry | None, Entry | None]:
        """The page before and after."""
        return self._build.navigation.neighbours(self._address) if self._outline else (None, None)

    @property
    def source_urls(self) -> list[str]:
        """The URL of each source's page, for the sitemap."""
        return list(Urls(self._build.catalogue.urls).values())

    def url(self, item: Item) -> str:
        """The way from the page to an item."""
        return self.base + self.library.layout.url(item.address)


def _asks_theme(body: str) -> bool:
    return _OF_THEME.search(body) is not None
