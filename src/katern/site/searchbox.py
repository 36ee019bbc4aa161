"""What the search of a site is told beside its index: of each page what it can be chosen by, and of the site its words."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from urllib.parse import quote

from katern.bibliography.source import Source
from katern.data import Helpline
from katern.drawing.page import Page
from katern.drawing.templates import dialled
from katern.item import Item
from katern.library import Library
from katern.site.searchindex import Traits
from katern.site.settings import SiteSettings
from katern.words import Words

# of one page; who needs help reads no more
_MOST_NUMBERS = 4
# what stands in `find.js` as the name of the same
_PARTS = ("small", "endings", "links", "urgent")


def traits_of(library: Library, words: Words, item: Item | None) -> Traits:
    """What a page can be chosen by: its own front matter, or that of the whole to which it belongs."""
    if item is None:
        return Traits(words.search.page)
    label = words.kinds[item.kind].label if item.kind in words.kinds else ""
    meta = item.meta
    whole = library.whole(item)
    lines = meta.lines or (whole.meta.lines if whole else ())
    own = library.line_of(item)
    named = [library.data.programme.line(slug) for slug in dict.fromkeys((own, *lines) if own else lines)]
    audience = meta.audience or (whole.meta.audience if whole else ())
    return Traits(
        label or words.search.page,
        1.0,
        tuple(line.short or line.title for line in named if line),
        tuple(library.data.vocabulary.label("audiences", id) for id in audience),
        "",
        library.sensitive(item),
        tuple(line.id for line in helplines_of(library, item)),
    )


def traits_by_url(
    library: Library, words: Words, pages: Iterable[Page], sources: Mapping[str, tuple[str, bool]]
) -> dict[str, tuple[bool, Traits]]:
    """Of each page and source, by its URL as a link; and whether it is a source's. `sources`: URL, and whether it is sensitive."""
    found = {quote(page.url): (False, traits_of(library, words, page.item)) for page in pages}
    return found | {
        url: (True, traits_of_source(library, words, library.sources[key], sensitive))
        for key, (url, sensitive) in sources.items()
    }


def helplines_of(library: Library, item: Item) -> tuple[Helpline, ...]:
    """Whom readers of a page may call at once: the urgent helplines of its toolkit, or of one that a sensitive page names."""
    known = library.data.helplines
    whole = library.whole(item) or item
    found = known.urgent.get(whole.slug, ()) if whole.row.whole else ()
    if found or not library.sensitive(item):
        return found[:_MOST_NUMBERS]
    related = (name.rpartition("/")[2] for name in whole.meta.related)
    return next((known.urgent[slug] for slug in related if slug in known.urgent), ())[:_MOST_NUMBERS]


def traits_of_source(library: Library, words: Words, source: Source, sensitive: bool) -> Traits:
    """What a source can be chosen by."""
    lines = (library.data.programme.line(keyword) for keyword in source.keywords)
    kind = words.source_kinds.get(source.kind_group, source.kind_group)
    year = str(source.year) if source.year else ""
    return Traits(kind, 1.0, tuple(line.short or line.title for line in lines if line), (), year, sensitive)


def settings_of(site: SiteSettings, library: Library, doors: Mapping[str, str]) -> dict[str, Any]:
    """What the box of the search knows of a site: its words, the words that mean nearly the same, helplines, first pages."""
    words, helplines = site.words, library.data.helplines.helplines
    said = {
        name: value if isinstance(value, str | tuple) else dataclasses.asdict(value)
        for name, value in _fields(words.search)
        if name not in _PARTS
    }
    return {
        "language": words.language,
        "words": said,
        **{name: getattr(words.search, name) for name in _PARTS},
        "synonyms": library.data.synonyms.synonyms,
        "helplines": {line.id: _helpline(line, words) for line in helplines if line.phone},
        "first": [line.id for line in helplines if line.urgent and line.phone and "public" in line.open_to],
        "doors": [[title, url] for url, title in doors.items()],
        "exit": [words.exit.button, words.exit.leaving, site.exit] if site.exit else [],
    }


def _fields(words: Any) -> Iterator[tuple[str, Any]]:
    return ((field.name, getattr(words, field.name)) for field in dataclasses.fields(words))


def _helpline(line: Helpline, words: Words) -> dict[str, str]:
    assert line.phone is not None  # asked before
    return {
        "name": line.name,
        "phone": line.phone,
        "tel": dialled(line.phone),
        "hours": line.hours or words.helplines.hours_unknown,
        "for": line.for_whom,
    }
