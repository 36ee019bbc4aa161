"""Rules on helplines: who is named exists, who belongs to a toolkit is shown in it, and the list itself holds."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from katern.check.meta import cannot_be_read, meant
from katern.data import Helpline, Helplines
from katern.finding import Finding, Position, said
from katern.item import Item
from katern.items import Toolkit
from katern.known import Known
from katern.library import Library
from katern.reading.macros import Call

_DRAWN = ("helpline", "helplines")


def calls(item: Item) -> tuple[Call, ...]:
    """Where a page draws helplines, in order."""
    return tuple(call for call in item.calls if call.macro in _DRAWN)


def shown(call: Call, known: Helplines) -> tuple[Helpline, ...]:
    """The helplines that a call draws."""
    if call.macro == "helpline":
        found = known.named(str(call.values.get("id")))
        return (found,) if found else ()
    open_to = call.values.get("open_to")
    return known.of(
        str(call.values.get("toolkit")), None if open_to is None else str(open_to), bool(call.values.get("urgent"))
    )


def helplines(library: Library) -> Iterator[Finding]:
    """toolkit.helpline-missing: a helpline that helplines.yml lacks, and one that it gives a toolkit which never shows it."""
    if not cannot_be_read(library, "helplines"):
        for item in library.items.values():
            for call in calls(item):
                yield from _named(call, library)
    for item in library.of_kind("toolkit"):
        yield from _shown(item, library)


def _named(call: Call, library: Library) -> Iterator[Finding]:
    known = library.data.helplines
    if call.macro == "helpline" and not shown(call, known):
        id = str(call.values.get("id"))
        what = said("toolkit.helpline-missing", "unlisted", id=id)
        yield Finding.error(call.at, what, meant(id, known.ids, library, "helplines"))
    elif not shown(call, known):
        toolkit = str(call.values.get("toolkit"))
        if toolkit in known.toolkits:
            yield Finding.error(call.at, said("toolkit.helpline-missing", "none-fits", toolkit=toolkit))
        else:
            what = said("toolkit.helpline-missing", "none-for-toolkit", toolkit=toolkit)
            yield Finding.error(call.at, what, meant(toolkit, known.toolkits, library, "helplines"))


def _shown(toolkit: Item, library: Library) -> Iterator[Finding]:
    known = library.data.helplines
    given = known.of(toolkit.slug)
    if not given and (toolkit.meta.sensitive or any(part.meta.sensitive for part in library.parts_of(toolkit))):
        what = said("toolkit.helpline-missing", "sensitive-without", toolkit=toolkit.slug)
        yield Finding.error(toolkit.front.position("sensitive"), what)
    pages = (toolkit, *library.parts_of(toolkit))
    ids = {line.id for page in pages for call in calls(page) for line in shown(call, known)}
    for line in given:
        if line.id not in ids:
            what = said("toolkit.helpline-missing", "not-shown", name=line.name, toolkit=toolkit.slug, id=line.id)
            yield Finding.error(toolkit.front.position("title"), what)
    for page in _posters(toolkit, library):
        yield from _on_poster(page, toolkit, known)


def _posters(toolkit: Item, library: Library) -> Iterator[Item]:
    """The pages of a toolkit that hang on a wall."""
    if isinstance(toolkit.meta, Toolkit):
        folder = posixpath.dirname(toolkit.path)
        for booklet in toolkit.meta.booklets:
            page = library.items.get(f"{folder}/{booklet.page}")
            if booklet.layout == "poster" and page is not None:
                yield page


def _on_poster(page: Item, toolkit: Item, known: Helplines) -> Iterator[Finding]:
    ids = {line.id for call in calls(page) for line in shown(call, known)}
    for line in known.of(toolkit.slug, urgent=True):
        if line.id not in ids:
            what = said("toolkit.helpline-missing", "not-on-poster", name=line.name, toolkit=toolkit.slug)
            yield Finding.error(page.front.position("title"), what)


def listed(library: Library) -> Iterator[Finding]:
    """meta.bad-value: a helpline for a toolkit that is not there, and two helplines with one id."""
    slugs = Known(sorted(item.slug for item in library.of_kind("toolkit")))
    seen: set[str] = set()
    for index, line in enumerate(library.data.helplines.helplines):
        if line.id in seen:
            yield Finding.error(_place(library, index, "id"), said("meta.bad-value", "helpline-twice", id=line.id))
        seen.add(line.id)
        for number, slug in enumerate(line.toolkits):
            if slug not in slugs:
                at, what = (
                    _place(library, index, "toolkits", number),
                    said("meta.bad-value", "no-toolkit", toolkit=slug),
                )
                yield Finding.error(at, what, meant(slug, slugs, library, "helplines"))


def _place(library: Library, index: int, *where: str | int) -> Position:
    positions = library.data_positions["helplines"]
    return positions.get(("helplines", index, *where), Position(f"{library.layout.data}/helplines.yml"))
