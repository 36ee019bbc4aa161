"""Which booklets a checkout has: the item, the pages and the edition of each, as its front matter asks."""

from __future__ import annotations

import hashlib
import posixpath
from collections.abc import Iterator
from dataclasses import dataclass, replace

from katern.finding import Finding, Position, did_you_mean, first_of, said
from katern.item import Item
from katern.items import Booklet, Part
from katern.known import Known
from katern.library import Library
from katern.print import loose
from katern.print.sitebooklets import declared_items
from katern.words import words_of

# the view from which the e-book is made
EPUB = "epub"
# parts that an edition leaves out where its booklet names none
_LEFT_OUT = {"participant": ("card", "meeting", "guide")}
# how many of the pages that are there a hint names
_NAMED = 8
_WORKED_ON = ("exercise", "handout", "form")


@dataclass(frozen=True, slots=True)
class Plan:
    """One booklet: a view of an item. `stem` is its file name without extension, `pages` are in reading order.

    `declared` is whether the site declares it, and no item; `selfmade`, whether readers choose what of it they want.
    """

    item: Item
    booklet: Booklet
    pages: tuple[Item, ...]
    stem: str
    position: Position
    declared: bool = False
    selfmade: bool = False
    # of an e-book: the file on paper that holds the same text, whose pages it tells
    paged: str = ""

    @property
    def edition(self) -> str | None:
        """The edition, or None for what everybody may read."""
        if self.booklet.layout in loose.LAYOUTS:
            return "participant" if self.booklet.layout == "sheet" else "trainer"
        return self.booklet.edition

    @property
    def tells_pages(self) -> bool:
        """Whether blocks have names: an e-book tells on which page of paper each begins."""
        return bool(self.paged) or (self.booklet.id != EPUB and is_plain(self.booklet) and not self.selfmade)

    def edition_of(self, item: Item) -> str | None:
        """The edition of one page: a set holds what only players read beside what everybody gets."""
        if self.booklet.layout in loose.LAYOUTS:
            return "trainer" if loose.is_exercise(item) else "participant"
        return self.edition


def is_asked(plan: Plan, item: Item, id: str | None) -> bool:
    """Whether somebody who asks for an item, or one booklet of it, means this one; the cover of a declared one is made anew each time."""
    same = plan.item is item or (plan.declared and plan.item.path == item.path)
    return same and id in (None, plan.booklet.id)


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


def booklets_of(library: Library, item: Item) -> tuple[Booklet, ...]:
    """What an item declares, and the plain A4 booklet where it declares none of its own."""
    declared: tuple[Booklet, ...] = getattr(item.meta, "booklets", ())
    printed = item.row.printed
    addresses = words_of(library.language).addresses
    plain = Booklet(id=addresses.booklet)
    has_messages = bool(getattr(item.meta, "key_messages", None))
    if printed is not None and printed.plain and has_messages and not any(own.layout == "summary" for own in declared):
        declared = (*declared, Booklet(id=addresses.summary, layout="summary"))
    if (
        printed is not None
        and printed.plain
        and not any(booklet.layout == "booklet" and booklet.paper == "a4" for booklet in declared)
    ):
        return (plain, *declared)
    return declared or (plain,)


def posters_of(library: Library, item: Item) -> tuple[str, ...]:
    """The pages of an item that hang on a wall, by their paths."""
    named = [booklet.page for booklet in booklets_of(library, item) if booklet.layout == "poster" and booklet.page]
    folder = posixpath.dirname(item.path)
    return tuple(posixpath.join(folder, f"{_stem(page)}.md") for page in named)


def plan_booklets(library: Library) -> tuple[list[Plan], list[Finding]]:
    """All booklets of a library, by the order of kinds, and what their declarations ask in vain."""
    plans: list[Plan] = []
    findings: list[Finding] = []
    for item in library.printed:
        if item.meta.status == "withdrawn":
            continue
        seen: set[str] = set()
        booklets, parts = booklets_of(library, item), _Parts(library, item)
        places = {id(own): number for number, own in enumerate(getattr(item.meta, "booklets", ()))}
        for booklet in booklets:
            place = places.get(id(booklet))
            position = Position(item.path) if place is None else item.front.position("booklets", place)
            problems = list(_wrong(booklet, seen, position))
            pages, missing = parts.pages(booklet, position)
            problems += missing
            seen.add(booklet.id)
            findings += problems
            if not problems:
                plans.append(Plan(item, booklet, pages, f"{file_stem(item)}-{booklet.id}", position))
    declared, missing = declared_items(library)
    plans += [Plan(item, booklet, pages, booklet.id, at, declared=True) for item, booklet, pages, at in declared]
    return plans, [*findings, *missing]


def _wrong(booklet: Booklet, seen: set[str], at: Position) -> Iterator[Finding]:
    if booklet.id in seen:
        yield Finding.error(at, said("print.duplicate-id", "twice", id=booklet.id))
    if (booklet.sheets or booklet.bleed) and (booklet.layout != "booklet" or booklet.paper == "a3"):
        yield Finding.error(at, said("print.sheets", "other-paper"))
    if booklet.large and (booklet.layout != "booklet" or booklet.paper != "a4" or booklet.sheets):
        yield Finding.error(at, said("print.sheets", "large-is-a4"))
    if booklet.layout == "poster" and booklet.page is None and len(booklet.parts) != 1:
        yield Finding.error(at, said("print.part-missing", "no-page-of-poster"))


class _Parts:
    """The parts of an item, from which each of its booklets takes its pages."""

    def __init__(self, library: Library, item: Item) -> None:
        self._item = item
        self._parts = readable_parts(library, item)
        self._by_name = {posixpath.basename(part.path): part for part in (item, *self._parts)}
        self._names = Known(sorted(self._by_name))
        self._worked_on = any(_kind(part) in _WORKED_ON for part in self._parts)
        self._posters = [posixpath.basename(path) for path in posters_of(library, item)]

    def pages(self, booklet: Booklet, at: Position) -> tuple[tuple[Item, ...], list[Finding]]:
        """What a booklet holds, and what it asks in vain."""
        names = [*((booklet.page,) if booklet.page else ()), *booklet.parts]
        if names:
            return self._named(names, at)
        if booklet.layout == "poster":
            return (), []
        chosen = self._chosen(booklet)
        return (tuple(chosen), []) if chosen else ((), [empty_edition(booklet, at)])

    def _chosen(self, booklet: Booklet) -> list[Item]:
        if booklet.layout in loose.LAYOUTS:
            return loose.pages_of(booklet, self._parts, self._posters)
        return self._cards() if booklet.layout == "cards" else self._to_read(booklet.edition)

    def _cards(self) -> list[Item]:
        return [part for part in self._parts if _kind(part) == "card"]

    def _to_read(self, edition: str | None) -> list[Item]:
        # without worksheets, what participants get is what there is to read
        left_out = _LEFT_OUT.get(edition or "", ()) if self._worked_on else ()
        # what hangs on the wall is no page of what is handed out
        posters = self._posters if edition else ()
        readable = (part for part in self._parts if posixpath.basename(part.path) not in posters)
        goes_home = edition == "participant"
        return [
            self._item,
            *(part for part in readable if _kind(part) not in left_out and not (goes_home and _stays(part))),
        ]

    def _named(self, names: list[str], at: Position) -> tuple[tuple[Item, ...], list[Finding]]:
        chosen, findings = [], []
        for name in names:
            part = self._by_name.get(name) or self._by_name.get(f"{name}.md")
            if part is not None:
                chosen.append(part)
                continue
            near = self._names.nearest(name if name.endswith(".md") else f"{name}.md")
            known = first_of(self._names.first(_NAMED + 1), _NAMED)
            what = said("print.part-missing", "no-page", name=name, known=known)
            findings.append(Finding.error(at, what, did_you_mean(near)))
        return tuple(chosen), findings


def _kind(part: Item) -> str:
    return part.meta.part if isinstance(part.meta, Part) else "guide"


def _stays(part: Item) -> bool:
    return isinstance(part.meta, Part) and part.meta.stays


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
        case "sheet":
            return Finding.error(at, said("print.edition-empty", "no-worksheets", id=booklet.id))
        case "role-cards":
            return Finding.error(at, said("print.edition-empty", "no-roles", id=booklet.id))
        case "set":
            return Finding.error(at, said("print.edition-empty", "no-meeting", id=booklet.id))
    return Finding.error(at, said("print.edition-empty", "no-text", id=booklet.id))


def plans(library: Library) -> list[Plan]:
    """Every booklet and e-book that a site is to have."""
    booklets, _ = plan_booklets(library)
    items = {plan.item.path: plan.item for plan in booklets if not plan.declared}
    books = [book_of(plan) for plan in booklets if plan.declared]
    return [*booklets, *(book_plan(library, item) for item in items.values()), *books]


def book_of(plan: Plan) -> Plan:
    """The e-book of a booklet that the site declares: of the same pages."""
    return replace(plan, booklet=Booklet(id=EPUB), paged=plan.stem if is_plain(plan.booklet) else "")


def is_plain(booklet: Booklet) -> bool:
    """Whether a booklet holds on A4 what an e-book holds."""
    folded = booklet.sheets or booklet.large or booklet.black_and_white
    whole = not booklet.edition and not booklet.parts and booklet.citations == Booklet(id=EPUB).citations
    return booklet.layout == "booklet" and booklet.paper == "a4" and whole and not folded


def book_plan(library: Library, item: Item) -> Plan:
    """The e-book of an item."""
    pages = (item, *readable_parts(library, item))
    paper = next((booklet for booklet in booklets_of(library, item) if is_plain(booklet)), None)
    paged = f"{file_stem(item)}-{paper.id}" if paper else ""
    return Plan(item, Booklet(id=EPUB), pages, file_stem(item), Position(item.path), paged=paged)


def worksheets_plan(library: Library, item: Item) -> Plan | None:
    """The worksheets of an item as one document; None where it has none."""
    end = words_of(library.language).addresses.worksheets
    booklet = Booklet(id=end, layout="sheet")
    posters = [posixpath.basename(path) for path in posters_of(library, item)]
    pages = loose.pages_of(booklet, readable_parts(library, item), posters)
    return Plan(item, booklet, tuple(pages), f"{file_stem(item)}-{end}", Position(item.path)) if pages else None
