"""Rules on helplines: who is named exists, who belongs to a toolkit is shown in it, and the list itself holds."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from katern.check.meta import cannot_be_read, nowhere
from katern.data import Helpline, Helplines
from katern.finding import Finding, Position, nearest
from katern.items import Toolkit
from katern.library import Item, Library
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

    def missing(message: str, hint: str) -> Finding:
        return Finding.error("toolkit.helpline-missing", call.at, message, hint)

    if call.macro == "helpline" and not shown(call, known):
        id = str(call.values.get("id"))
        yield missing(
            f"de hulplijn '{id}' staat niet in helplines.yml",
            _meant(id, {line.id for line in known.helplines}, library),
        )
    elif not shown(call, known):
        toolkit = str(call.values.get("toolkit"))
        slugs = {slug for line in known.helplines for slug in line.toolkits}
        if toolkit in slugs:
            yield missing(f"geen hulplijn voor '{toolkit}' past bij deze macro", 'kies open_to="public" of open_to="professional"')  # fmt: skip
        else:
            yield missing(f"een hulplijn voor '{toolkit}' staat niet in helplines.yml", _meant(toolkit, slugs, library))


def _meant(word: str, known: set[str], library: Library) -> str:
    if not known:
        return nowhere(library, "helplines")
    near = nearest(word, known)
    return f"bedoelde u '{near}'?" if near else f"bekend zijn: {', '.join(sorted(known)[:8])}"


def _shown(toolkit: Item, library: Library) -> Iterator[Finding]:
    known = library.data.helplines
    given = known.of(toolkit.slug)
    if not given and (toolkit.meta.sensitive or any(part.meta.sensitive for part in library.parts_of(toolkit))):
        yield Finding.error("toolkit.helpline-missing", toolkit.front.position("sensitive"), "deze toolkit vraagt om zorg en heeft geen enkele hulplijn", f"noem in helplines.yml wie je belt: toolkits: [{toolkit.slug}]")  # fmt: skip
    pages = (toolkit, *library.parts_of(toolkit))
    ids = {line.id for page in pages for call in calls(page) for line in shown(call, known)}
    for line in given:
        if line.id not in ids:
            yield Finding.error(
                "toolkit.helpline-missing", toolkit.front.position("title"),
                f"de hulplijn '{line.name}' hoort volgens helplines.yml bij deze toolkit en staat op geen van haar pagina's",
                f'schrijf {{{{ helplines("{toolkit.slug}") }}}} op een pagina, of haal {toolkit.slug} weg bij {line.id}',
            )  # fmt: skip
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
            yield Finding.error(
                "toolkit.helpline-missing", page.front.position("title"),
                f"de hulplijn '{line.name}' mag volgens helplines.yml (urgent) niet ontbreken op deze overzichtskaart",
                f'schrijf hier {{{{ helplines("{toolkit.slug}", urgent=true) }}}}',
            )  # fmt: skip


def listed(library: Library) -> Iterator[Finding]:
    """meta.bad-value: a helpline for a toolkit that is not there, and two helplines with one id."""
    slugs = [item.slug for item in library.of_kind("toolkit")]
    seen: set[str] = set()
    for index, line in enumerate(library.data.helplines.helplines):
        if line.id in seen:
            yield Finding.error("meta.bad-value", _place(library, index, "id"), f"er staan twee hulplijnen met de naam '{line.id}' in helplines.yml", "geef elke hulplijn een eigen id")  # fmt: skip
        seen.add(line.id)
        for number, slug in enumerate(line.toolkits):
            if slug not in slugs:
                yield Finding.error("meta.bad-value", _place(library, index, "toolkits", number), f"de toolkit '{slug}' bestaat niet", _meant(slug, set(slugs), library))  # fmt: skip


def _place(library: Library, index: int, *where: str | int) -> Position:
    positions = library.data_positions["helplines"]
    return positions.get(("helplines", index, *where), Position(f"{library.layout.data}/helplines.yml"))
