"""What each file of a site is made of, as digests: a file that was made of the same is the same."""

from __future__ import annotations

import functools
import secrets
from collections.abc import Mapping, Sequence

from katern.citations.citeproc import Formatted
from katern.digest import digest
from katern.drawing.catalogue import Mention
from katern.drawing.noticing import digest_of
from katern.drawing.page import Page
from katern.item import Item
from katern.library import Library
from katern.looked import TEXT
from katern.reading.text import Text
from katern.site.clock import CLOCK
from katern.site.settings import SiteSettings
from katern.site.woven import woven


class MadeOf:
    """Digests of what pages are made of, in one build.

    What is part of each page's digest: the settings, the templates and the site's code, and of all pages what others
    show of them: front matter and title. All else that templates look at has a name, and `now` gives its digest.
    """

    def __init__(
        self, site: SiteSettings, library: Library, formatted: Formatted, generated: Mapping[str, str]
    ) -> None:
        self._site = site
        self._library = library
        self._formatted = formatted
        self._generated = generated
        self._known: dict[str, str] = {}

    @functools.cached_property
    def all_pages(self) -> str:
        """What every page is made of."""
        faces = [_face(item) for item in self._library.items.values()]
        return digest(
            (
                self._site.digest,
                woven(self._site),
                self._site.url,
                self._generated,
                repr(self._library.data.vocabulary.makers),
                faces,
            )
        )

    def page(self, page: Page, texts: Sequence[Text], entries: object, downloads: str) -> str:
        """Of a page: its texts with the citations in them, the entries of its sources, and what can be taken along.

        Nothing where that cannot be known.
        """
        item = page.item
        if item is not None and not item.digest:
            return ""
        html = self._formatted.clusters
        cited = [html.get(placed.cluster) for text in texts for placed in text.clusters]
        return digest(
            (self.all_pages, page.address, page.url, page.title, item.digest if item else "", cited, entries, downloads)
        )

    def source(self, key: str, url: str, mentions: Sequence[Mention], more: str = "") -> str:
        """Of the page of a source."""
        entry = self._formatted.entries.get(key)
        return digest((self.all_pages, url, self._library.sources[key].digest, entry, tuple(mentions), more))

    def whole(self, *more: object) -> str:
        """Of a file about the whole site."""
        return digest((self.all_pages, *more))

    def now(self, name: str) -> str:
        """The digest of something that was looked at by name."""
        if name not in self._known:
            self._known[name] = self._digest(name)
        return self._known[name]

    def _digest(self, name: str) -> str:
        if name == CLOCK:
            return str(self._site.theme.shared.get("build_date_utc"))
        if name.startswith(TEXT):
            item = self._library.items.get(name.removeprefix(TEXT))
            return _unlike_any() if item is None or not item.digest else item.digest
        return digest_of(self._library, name)


def _unlike_any() -> str:
    return secrets.token_hex()


def _face(item: Item) -> tuple[str, str, str, str]:
    """What other pages may show of a page."""
    return item.path, item.kind, item.title, item.front.written
