"""Booklets of any pages, as the site itself declares them: each is planned as one item that holds these pages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fnmatch import fnmatchcase

from katern.finding import Finding, Position, did_you_mean, first_of, said
from katern.item import Item, reading_order
from katern.items import SiteBooklet
from katern.known import Known
from katern.library import Library

# how many of the pages that are there a hint names
_NAMED = 8


def declared_items(
    library: Library,
) -> tuple[list[tuple[Item, SiteBooklet, tuple[Item, ...], Position]], list[Finding]]:
    """Each declared booklet with its pages and the item on whose cover it stands, and pages that are asked for in vain."""
    plans, findings = [], []
    for booklet, at in library.layout.booklets:
        pages: dict[str, Item] = {}
        for name in booklet.pages:
            found = list(_pages(library, name))
            pages.update((page.path, page) for page in found)
            if not found:
                findings.append(_missing(library, name, at))
        chosen = tuple(pages.values())
        if chosen:
            plans.append((_cover(library, booklet, chosen), booklet, chosen, at))
    return plans, findings


def _pages(library: Library, name: str) -> Iterator[Item]:
    """The pages with that address, or all whose addresses fit it, in the order of their folders."""
    items = library.by_address()
    if name in items:
        yield items[name]
        return
    fitting = [item for address, item in items.items() if fnmatchcase(address, name)]
    in_order = sorted(
        fitting, key=lambda item: (item.folder, item.slug != item.folder.rpartition("/")[2], reading_order(item))
    )
    yield from (item for item in in_order if item.meta.status != "withdrawn")


def _cover(library: Library, booklet: SiteBooklet, pages: tuple[Item, ...]) -> Item:
    """The first page, with the title of the booklet, and the care that any of the pages needs."""
    first = pages[0]
    told = {"title": booklet.title, "description": booklet.description, "sensitive": any(map(library.sensitive, pages))}
    return replace(first, meta=first.meta.model_copy(update=told))


def _missing(library: Library, name: str, at: Position) -> Finding:
    known = Known(sorted(library.by_address()))
    what = said("print.part-missing", "no-page", name=name, known=first_of(known.first(_NAMED + 1), _NAMED))
    return Finding.error(at, what, did_you_mean(known.nearest(name)))
