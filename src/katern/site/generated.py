"""The pages that a site makes itself: lists of kinds and sources, areas, audiences, and what a version changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from html import escape
from typing import Any

from jinja2 import Environment

from katern.citations.citeproc import Formatted
from katern.drawing.audiences import Audiences
from katern.drawing.catalogue import Catalogue, Mention
from katern.drawing.facts import Telling
from katern.drawing.listing import drawn_list
from katern.drawing.noticing import Noticing
from katern.drawing.page import Page
from katern.drawing.programme import Programme
from katern.library import Library
from katern.site.areapages import AreaPages
from katern.site.publication import Release
from katern.words import Words


@dataclass(frozen=True)
class GeneratedPages:
    """Which pages there are beside those of authors, and what stands on each; `is_searched` where the site has a search."""

    library: Library
    noticing: Noticing
    words: Words
    env: Environment
    catalogue: Catalogue
    audiences: Audiences
    areas: AreaPages | None
    release: Release | None
    is_searched: bool

    @cached_property
    def titles(self) -> dict[str, str]:
        """The pages by address, with their titles as HTML; none where an author wrote a page himself."""
        words, library = self.words, self.library
        wanted: dict[str, tuple[str, Any]] = {
            **{
                address: (words.kinds[row.name].list.title, library.of_kind(row.name))
                for address, row in library.layout.lists.items()
            },
            f"{library.layout.sources}/index.md": (words.sources.title, library.sources),
            **{address: (title, library.sources) for address, title in self.catalogue.every.items()},
        }
        made = {address: escape(title) for address, (title, content) in wanted.items() if content}
        if self.areas is not None:
            made |= self.areas.generated
        made |= self.audiences.generated
        if self.release is not None:
            made[self.release.address] = self.release.title(words)
        taken = {library.layout.url(address) for address in library.by_address()}
        return {address: title for address, title in made.items() if library.layout.url(address) not in taken}

    def drawn(self, page: Page, formatted: Formatted, mentions: Mapping[str, Sequence[Mention]]) -> Page:
        """A page with its text; that of a release gets it when all others have theirs."""
        if self.release is not None and page.address == self.release.address:
            return page
        if self.areas is not None and page.address in self.areas.generated:
            return replace(page, body=self.areas.page(page.address, page.base))
        if page.address in self.audiences.generated:
            return replace(page, body=self.audiences.page(page.address, page.base, self.env, self.noticing))
        if page.address == f"{self.library.layout.sources}/index.md":
            return replace(page, body=self.catalogue.list_page(formatted, mentions, page.base, self.is_searched))
        if page.address in self.catalogue.every:
            return replace(page, body=self.catalogue.every_page(page.address, formatted, mentions, page.base))
        return replace(page, body=self._list(page))

    def _list(self, page: Page) -> str:
        """The items of a kind, as it wants them listed."""
        row, words = self.library.layout.lists[page.address], self.words
        assert row.listing is not None
        items = self.library.of_kind(row.name)
        return self.env.get_template(row.listing.template).render(
            kind=words.kinds[row.name],
            items=items,
            library=self.noticing,
            base=page.base,
            card=Telling(self.noticing, words).card,
            compared=drawn_list(self.env, self.noticing, words, items, page.base),
            programme=Programme(self.noticing, words),
        )
