"""Which booklets a checkout has: the item, the pages and the edition of each, as its front matter asks."""

from __future__ import annotations

import hashlib
import posixpath
from collections.abc import Iterator
from dataclasses import dataclass

from katern.finding import Finding, Position, did_you_mean, nearest, said
from katern.items import Booklet, Part
from katern.library import Item, Library

# the booklet that an item has without asking
DEFAULT_ID = "boekje"
# the view from which the e-book is made
EPUB = "epub"
# parts that an edition leaves out where its booklet names none
_LEFT_OUT = {"participant": ("card", "meeting", "guide")}
_WORKED_ON = ("exercise", "handout", "form")


@dataclass(frozen=True, slots=True)
class Plan:
    """One booklet: a view of an item. `stem` is its file name without extension, `pages` are in reading order."""

    item: Item
    booklet: Booklet
    pages: tuple[Item, ...]
    stem: str
    position: Position

    @property
    def edition(self) -> str | None:
        """The edition, or None for what everybody may read."""
        return self.booklet.edition


def find_item(library: Library, name: str) -> Item | None:
    """The item that a person means by `wonen`, `dossiers/wonen` or its file."""
    wanted = _stem(name.strip("/"))
    for item in library.printed:
        if wanted in (item.slug, _stem(item.address), _stem(item.path)):
            return item
    return None


def _stem(path: str) -> str:
    """A file without what its address leaves out."""
    return path.removesuffix(".md").removesuffix("/index")


def file_stem(item: Item) -> str:
    """What files of an item are called; that of a sensitive one says nothing to who looks over a shoulder."""
    if not item.meta.sensitive:
        return item.slug
    return f"{item.kind}-{hashlib.sha256(_stem(item.address).encode()).hexdigest()[:4]}"


def booklets_of(item: Item) -> tuple[Booklet, ...]:
    """What an item declares, and the plain A4 booklet where it declares none of its own."""
    declared: tuple[Booklet, ...] = getattr(item.meta, "booklets", ())
    printed = item.row.printed
    if (
        printed is not None
        and printed.plain
        and not any(booklet.layout == "booklet" and booklet.paper == "a4" for booklet in declared)
    ):
        return (Booklet(id=DEFAULT_ID), *declared)
    return declared or (Booklet(id=DEFAULT_ID),)


def plan_booklets(library: Library) -> tuple[list[Plan], list[Finding]]:
    """All booklets of a library, by the order of kinds, and what their declarations ask in vain."""
    plans: list[Plan] = []
    findings: list[Finding] = []
    for item in library.printed:
        if item.meta.status == "withdrawn":
            continue
        seen: set[str] = set()
        for number, booklet in enumerate(booklets_of(item)):
            index = number - (len(booklets_of(item)) - len(getattr(item.meta, "booklets", ())))
            position = item.front.position("booklets", index) if index >= 0 else Position(item.path)
            problems = list(_wrong(booklet, seen, position))
            pages, missing = _pages(library, item, booklet, position)
            problems += missing
            seen.add(booklet.id)
            findings += problems
            if not problems:
                plans.append(Plan(item, booklet, pages, f"{file_stem(item)}-{booklet.id}", position))
    return plans, findings


def _wrong(booklet: Booklet, seen: set[str], at: Position) -> Iterator[Finding]:
    if booklet.id in seen:
        yield Finding.error(at, said("print.duplicate-id", "twice", id=booklet.id))
    if booklet.sheets and (booklet.layout != "booklet" or booklet.paper == "a3"):
        yield Finding.error(at, said("print.sheets", "other-paper"))
    if booklet.layout == "poster" and booklet.page is None and len(booklet.parts) != 1:
        yield Finding.error(at, said("print.part-missing", "no-page-of-poster"))


def _pages(library: Library, item: Item, booklet: Booklet, at: Position) -> tuple[tuple[Item, ...], list[Finding]]:
    parts = list(readable_parts(library, item))
    names = [*((booklet.page,) if booklet.page else ()), *booklet.parts]
    if names:
        return _named(item, parts, names, at)
    if booklet.layout == "cards":
        chosen = [part for part in parts if _kind(part) == "card"]
    elif booklet.layout == "poster":
        return (), []
    else:
        left_out = _LEFT_OUT.get(booklet.edition or "", ())
        if not any(_kind(part) in _WORKED_ON for part in parts):
            left_out = ()  # without worksheets, what participants get is what there is to read
        # what hangs on the wall is no page of what is handed out
        posters = {other.page for other in booklets_of(item) if other.layout == "poster" and booklet.edition}
        readable = [part for part in parts if posixpath.basename(part.path) not in posters]
        chosen = [item, *(part for part in readable if _kind(part) not in left_out)]
    if not chosen:
        return (), [empty_edition(booklet, at)]
    return tuple(chosen), []


def _named(item: Item, parts: list[Item], names: list[str], at: Position) -> tuple[tuple[Item, ...], list[Finding]]:
    known = {posixpath.basename(part.path): part for part in (item, *parts)}
    chosen, findings = [], []
    for name in names:
        part = known.get(name) or known.get(f"{name}.md")
        if part is not None:
            chosen.append(part)
            continue
        near = nearest(name if name.endswith(".md") else f"{name}.md", known)
        what = said("print.part-missing", "no-page", name=name, known=tuple(sorted(known)))
        findings.append(Finding.error(at, what, did_you_mean(near)))
    return tuple(chosen), findings


def _kind(part: Item) -> str:
    return part.meta.part if isinstance(part.meta, Part) else "guide"


def readable_parts(library: Library, item: Item) -> tuple[Item, ...]:
    """The parts of an item that stand on the site."""
    return tuple(part for part in library.parts_of(item) if part.meta.status != "withdrawn")


def empty_edition(booklet: Booklet, at: Position) -> Finding:
    """An edition that selects nothing."""
    match booklet.layout:
        case "cards":
            return Finding.error(at, said("print.edition-empty", "no-cards", id=booklet.id))
        case "poster":
            return Finding.error(at, said("print.edition-empty", "no-content", id=booklet.id))
    return Finding.error(at, said("print.edition-empty", "no-text", id=booklet.id))


def plans(library: Library) -> list[Plan]:
    """Every booklet and e-book that a site is to have."""
    booklets, _ = plan_booklets(library)
    items = {plan.item.path: plan.item for plan in booklets}
    return [*booklets, *(book_plan(library, item) for item in items.values())]


def book_plan(library: Library, item: Item) -> Plan:
    """The e-book of an item."""
    pages = (item, *readable_parts(library, item))
    return Plan(item, Booklet(id=EPUB), pages, file_stem(item), Position(item.path))
