"""What the theme's templates may ask about a page: words, menu, side list, neighbours."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from markupsafe import Markup
from mkdocs.structure.pages import Page as MkDocsPage

from katern.drawing.catalogue import FRAME
from katern.drawing.page import Page, way_to_root
from katern.library import Item, Library
from katern.reading.marks import without_marks
from katern.site.navigation import Entry

if TYPE_CHECKING:
    from katern.site.plugin import KaternPlugin


class View:
    """The variable `katern` in templates; `address` is the page whose place in the navigation is shown."""

    def __init__(self, plugin: KaternPlugin, page: MkDocsPage | None, address: str | None = None, site_url: str | None = None) -> None:
        self._plugin = plugin
        self._site_url = site_url or ""
        self._page = page
        self._address = address or (page.file.src_uri if page else "")
        self.words: dict[str, Any] = plugin.words

    @property
    def library(self) -> Library:
        """The whole content, for lists of a template's own."""
        return self._plugin.library

    @property
    def item(self) -> Item | None:
        """The item that the page is drawn from."""
        return self.library.by_address().get(self._page.file.src_uri) if self._page else None

    @property
    def exit(self) -> str:
        """Where the exit button of a sensitive page leads; nothing on other pages."""
        item = self.item
        return str(self._plugin.config.exit or "") if item is not None and self.library.sensitive(item) else ""

    @property
    def neutral(self) -> bool:
        """Whether the page's title and sharing data must not give its subject away."""
        return self.item is not None and self.library.sensitive(self.item)

    @property
    def has_heading(self) -> bool:
        """Whether the content brings its own title; that of a frame comes later."""
        drawn = self._drawn
        return drawn.has_heading if drawn else self._page is not None and self._page.content == FRAME["content"]

    @property
    def text(self) -> Markup:
        """What the author wrote, for a template that puts the parts of the page in places of its own."""
        return Markup(without_marks(self._drawn.body)) if self._drawn else Markup("")

    @property
    def sources(self) -> Markup:
        """The list of what the page cites, for the same templates; nothing where it cites nothing."""
        return Markup(self._drawn.sources) if self._drawn else Markup("")

    @property
    def _drawn(self) -> Page | None:
        return self._plugin.drawn.get(self._page.file.src_uri) if self._page else None

    @property
    def version(self) -> str:
        """The version that is being published; nothing in a plain build."""
        return self._plugin.release.version if self._plugin.release else ""

    @property
    def base(self) -> str:
        """The way from the page to the root, with a slash at its end; the server shows 404 at any address, so from its root."""
        if self._page is None:
            return urlsplit(self._site_url).path.rstrip("/") + "/"
        return way_to_root(self._page.url)

    @property
    def menu(self) -> tuple[Entry, ...]:
        """The entries of the main menu."""
        return self._plugin.navigation.menu

    @property
    def section(self) -> str:
        """The URL of the main entry that holds the page."""
        trail = self.trail
        if trail:
            return trail[0].url
        return self._page.url if self._page else "404.html"

    @property
    def side(self) -> Markup:
        """The side list."""
        url = self._page.url if self._page else ""
        return Markup(self._plugin.navigation.side(self._address, url, self.base))

    @property
    def trail(self) -> tuple[Entry, ...]:
        """The sections that hold the page, outermost first."""
        return self._plugin.navigation.trail(self._address)

    @property
    def neighbours(self) -> tuple[Entry | None, Entry | None]:
        """The page before and after."""
        return self._plugin.navigation.neighbours(self._address)

    @property
    def source_urls(self) -> list[str]:
        """The URL of each source's page, for the sitemap."""
        return list(self._plugin.catalogue.urls.values())

    def url(self, item: Item) -> str:
        """The way from the page to an item."""
        return self.base + self.library.layout.url(item.address)
