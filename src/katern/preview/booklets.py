"""Booklets in the preview: each is set when somebody asks for it, and again when what it is made from changed."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from pathlib import Path

from katern import halfmade
from katern.booklets import BookletPrinter
from katern.finding import Finding
from katern.item import Item
from katern.library import Library
from katern.print.booklet import EPUB, Plan, file_stem, plan_booklets, readable_parts, worksheets_plan
from katern.print.matter import subtitle
from katern.print.task import paper_of
from katern.site.build import Build
from katern.stamp import Stamp, make_stamp
from katern.words import Words


@dataclass(frozen=True, slots=True)
class Entry:
    """A file that a site has to print or take along; `id` is that of its booklet, None for what an item has without asking.

    `pages` are those of a booklet that the site declares; else it is made of all pages of the item.
    """

    name: str
    item: Item
    id: str | None
    title: str
    paper: str = ""
    pages: tuple[Item, ...] = ()

    @property
    def shows(self) -> bool:
        """Whether a browser can show it."""
        return self.name.endswith(".pdf")


@dataclass(frozen=True, slots=True)
class Group:
    """The files of one item, and its page."""

    title: str
    url: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Made:
    """What came of a file: its content, None where it was refused, and what is wrong with it."""

    content: bytes | None
    findings: tuple[Finding, ...]


def entries(library: Library, words: Words) -> list[Entry]:
    """Every file of a site's folder of booklets, item by item."""
    plans, _ = plan_booklets(library)
    items = {plan.item.path: plan.item for plan in plans if not plan.declared}
    found = [entry for item in items.values() for entry in _of_item(item, plans, library, words)]
    return [*found, *(entry for plan in plans if plan.declared for entry in _declared(plan, words))]


def _declared(plan: Plan, words: Words) -> Iterator[Entry]:
    title, id = plan.item.title, plan.booklet.id
    yield Entry(f"{plan.stem}.pdf", plan.item, id, title, paper_of(plan.booklet), plan.pages)
    if plan.booklet.sheets:
        name = f"{plan.stem}-{words.addresses.sheets}.pdf"
        yield Entry(name, plan.item, id, f"{title}, {words.print.sheet}", pages=plan.pages)
    yield Entry(f"{plan.stem}.{EPUB}", plan.item, id, f"{words.print.ebook}: {title}", "EPUB", plan.pages)


def _of_item(item: Item, plans: Sequence[Plan], library: Library, words: Words) -> Iterator[Entry]:
    for plan in plans:
        if plan.item is item:
            yield from _of_plan(plan, words)
    stem = file_stem(item)
    yield Entry(f"{stem}.{EPUB}", item, None, words.print.ebook, "EPUB")
    for part in readable_parts(library, item):
        if getattr(part.meta, "schedule", ()):
            yield Entry(f"{stem}-{part.slug}.pptx", item, None, f"{words.print.slides}: {part.title}", "PowerPoint")
            for end, said in (
                (words.addresses.invitation, words.print.invitation),
                (words.addresses.programme, words.print.programme),
            ):
                yield Entry(f"{stem}-{part.slug}-{end}.docx", item, None, f"{said}: {part.title}", "Word")
    worksheets = worksheets_plan(library, item)
    if worksheets is not None:
        yield Entry(f"{worksheets.stem}.docx", item, None, words.print.layouts["sheet"], "Word")


def _of_plan(plan: Plan, words: Words) -> Iterator[Entry]:
    booklet = plan.booklet
    title = subtitle(plan, words.print) or words.print.everyone
    yield Entry(f"{plan.stem}.pdf", plan.item, booklet.id, title, paper_of(booklet))
    if booklet.bleed:
        for end, said in ((words.addresses.press, words.print.press), (words.addresses.cover, words.print.cover)):
            yield Entry(f"{plan.stem}-{end}.pdf", plan.item, booklet.id, f"{title}, {said}")
    if booklet.sheets:
        name = f"{plan.stem}-{words.addresses.sheets}.pdf"
        yield Entry(name, plan.item, booklet.id, f"{title}, {words.print.sheet}")


class Booklets:
    """Makes the files that are asked for, one at a time; what was made of the same site is given again.

    All say that they were made at one moment: a file does not change because another page was saved.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._made: dict[str, tuple[Build, Made]] = {}
        self._stamp: Stamp | None = None

    def by_item(self, build: Build) -> list[Group]:
        """Every file that can be asked for, item by item."""
        known: dict[str, list[Entry]] = {}
        for entry in entries(build.library, build.words):
            known.setdefault(entry.item.address, []).append(entry)
        layout = build.library.layout
        return [Group(those[0].item.title, layout.url(address), tuple(those)) for address, those in known.items()]

    def entry(self, build: Build, url: str) -> Entry | None:
        """The file at a URL of the site; None where it is none of ours."""
        folder, _, name = url.rpartition("/")
        if folder != build.words.addresses.booklets:
            return None
        return next((entry for entry in entries(build.library, build.words) if entry.name == name), None)

    def make(self, build: Build, entry: Entry, kept: Set[str] = frozenset()) -> Made:
        """A file as it is made from a site now, or as it was while a page of its item cannot be drawn (see `Shown.kept`).

        What was set before and is the same comes from the store.
        """
        with self._lock:
            known, made = self._made.get(entry.name, (None, None))
            broken = any(item.path in kept for item in _pages_of(entry, build.library))
            if made is None or (known is not build and not broken):
                made = self._print(build, entry)
                self._made[entry.name] = build, made
            return made

    def _print(self, build: Build, entry: Entry) -> Made:
        self._stamp = self._stamp or make_stamp(build.site.root, build.words.addresses.draft)
        with halfmade.folder("booklet") as name:
            printer = BookletPrinter(build, Path(name))
            printer.wanted, printer.stamp = [(entry.item, entry.id)], self._stamp
            printer({item.address: build.drawn[item.address] for item in _pages_of(entry, build.library)})
            file = Path(name, entry.name)
            return Made(file.read_bytes() if file.is_file() else None, printer.result.findings)


def _pages_of(entry: Entry, library: Library) -> tuple[Item, ...]:
    """All pages that a file is made of."""
    pages = entry.pages or (entry.item,)
    return tuple({item.path: item for item in (*pages, *library.parts_of(entry.item))}.values())
