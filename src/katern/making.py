"""Making a site in a folder: pages, booklets, and what stands beside them, all of it or nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from katern import halfmade
from katern.blame import blaming
from katern.finding import Finding, sort_key
from katern.ownfolder import refuse_foreign_site
from katern.site.build import Build
from katern.site.output import Output, kept_whole, remove_leftovers
from katern.site.whole import Whole

if TYPE_CHECKING:  # what prints takes longer to load than many a site to build
    from katern.booklets import BookletPrinter

Progress = Callable[[int, int, str], None]


@dataclass(frozen=True, slots=True)
class Made:
    """What was made: how many files changed, the booklets (of which `fresh` set anew), and what turned out wrong on the way."""

    changed: int = 0
    booklets: int = 0
    fresh: int = 0
    findings: tuple[Finding, ...] = ()

    @property
    def refused(self) -> bool:
        """Whether nothing was put into the folder."""
        return any(finding.severity == "error" for finding in self.findings)


@dataclass(frozen=True, slots=True)
class Wish:
    """What to make beside the pages: booklets, under the name of a version; `whole` holds each against its plan once more."""

    booklets: bool = True
    version: str = ""
    whole: bool = False
    progress: Progress | None = None


class Maker(Protocol):
    """Makes a site that was read and judged."""

    def __call__(self, build: Build, folder: Path, wish: Wish) -> Made:
        """Make it in a folder; nothing of the folder changes where what was made has errors."""


def make(build: Build, folder: Path, wish: Wish) -> Made:
    """Make the site by the engine's own loop."""
    remove_leftovers(folder)
    halfmade.remove_abandoned()
    output = Output(folder)
    with (
        blaming(build.site.root, build.site.language),
        kept_whole(output),
        halfmade.folder("booklets") as printed,
    ):
        printer = printer_of(build, Path(printed), wish)
        build.begin_citations()
        build.draw()
        build.dress()
        output.know(build.standing(folder))
        notes, writer = build.made_in(folder), Whole(build)
        try:
            writer.write(output)
            add_booklets(output, Path(printed), build.words.addresses.booklets)
            made = what_came_of_it(printer, [*build.unfit, *writer.findings])
            refuse_foreign_site(folder)  # somebody may have filled it since the build began
            if made.refused:
                return made
            changed = output.close()
            notes.keep()
            return Made(changed, made.booklets, made.fresh, made.findings)
        finally:
            build.store.prune()


def printer_of(build: Build, folder: Path, wish: Wish) -> BookletPrinter | None:
    """What makes the booklets of a build in a folder, where they are wanted."""
    if not wish.booklets:
        return None
    from katern.booklets import BookletPrinter

    printer = BookletPrinter(build, folder, wish.version, wish.progress)
    printer.whole = wish.whole
    build.printer = printer
    return printer


def add_booklets(output: Output, folder: Path, name: str) -> None:
    """The booklets in a folder become files of the site, in its folder of that name."""
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        output.copy(f"{name}/{path.relative_to(folder).as_posix()}", str(path))


def what_came_of_it(printer: BookletPrinter | None, findings: Iterable[Finding], changed: int = 0) -> Made:
    """The findings of a build and its booklets by their places, each once, and how many booklets there are."""
    every = [*findings, *(printer.result.findings if printer else ())]
    found = tuple(sorted(dict.fromkeys(every), key=sort_key))
    return (
        Made(changed, len(printer.result.made), printer.result.fresh, found)
        if printer
        else Made(changed, findings=found)
    )
