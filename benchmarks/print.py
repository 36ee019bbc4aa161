"""How long booklets take: one dossier of 7,000 words from HTML to PDF, all booklets of a site, and many in one process and in two.

Beside WeasyPrint, where it is installed, on the same HTML. Each round runs both in turn in this process, after one round
that is not counted; printed are the medians, and the median of the ratios round by round.

    python benchmarks/print.py [--rounds 7] [--site FOLDER] [--many 25 50 100]
"""

from __future__ import annotations

import argparse
import importlib.util
import logging
import os
import shutil
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import chdir
from dataclasses import replace
from pathlib import Path

from process import median

from corpus import KATERN, write_corpus
from katern import booklets
from katern.drawing.page import Page
from katern.mkdocs.run import Loaded
from katern.print.booklet import plan_booklets
from katern.print.document import Document, compose
from katern.print.job import Job, work
from katern.print.markup import elements, make, parse, serialise, text_of
from katern.print.matter import matter
from katern.print.press import Press
from katern.print.typeset import font_files
from katern.site.build import Build
from katern.store import Store

# of so many pages eight are plain ones, which become the chapters
_PAGES = 12
_SETTINGS = """site_name: Proef
site_url: https://proef.example/
theme: {name: material, language: nl, font: false}
markdown_extensions: [abbr, admonition, attr_list, def_list, footnotes, md_in_html, tables]
plugins: [katern]
"""
_INDEX = """---
title: Proefdossier
description: Een dossier van zevenduizend woorden.
line: proef
question: Hoe lang duurt het?
key_messages: [Eerst dit., Dan dat., Tot slot dit.]
---

Een inleiding.
"""
# the same booklet as far as WeasyPrint can: contents and links with page numbers, running heads, notes, hyphens
_STYLE = Path(__file__).with_name("weasyprint.css")


class _Pages(booklets.BookletPrinter):
    """Keeps the pages of a build and its press instead of printing."""

    pages: dict[str, Page]
    press: Press

    def __call__(self, pages: Mapping[str, object]) -> Mapping[str, list[object]]:  # type: ignore[override]
        drawn = [page for page in pages.values() if page.item is not None]  # type: ignore[attr-defined]
        self.pages = {page.item.path: page for page in drawn}
        self.press = self._press(self._house()[0])
        return {}


def read_pages(folder: Path) -> _Pages:
    """The pages of the site in a folder, as print gets them."""
    with tempfile.TemporaryDirectory(prefix="katern-benchmark-") as made, chdir(folder):
        site = Loaded("mkdocs.yml", made).site
        build = Build(site, site.open_store())
        build.read()
        build.printer = printer = _Pages(build, Path(made))
        build.begin_citations()
        build.draw()
        build.dress()
    return printer


def write_dossier(folder: Path, seed: int) -> None:
    """A site of one dossier with eight chapters of 900 words."""
    write_corpus(folder, _PAGES, KATERN, seed)
    for other in ("dossiers", "toolkits", "docs/_data"):
        shutil.rmtree(folder / other)
    (folder / "dossiers").mkdir()
    (folder / "docs/thema-00/map-0000").rename(folder / "dossiers" / "proef")
    (folder / "dossiers" / "proef" / "index.md").write_text(_INDEX, encoding="utf-8")
    (folder / "mkdocs.yml").write_text(_SETTINGS, encoding="utf-8")


def timed(do: Callable[[], object]) -> float:
    """Seconds of all processors, of this process and of those that it started: others may share the machine."""
    started = sum(os.times()[:4])
    do()
    return sum(os.times()[:4]) - started


def one_dossier(rounds: int) -> str:
    """One dossier, beside WeasyPrint on the same HTML; each round has other words, since Typst remembers what it set."""
    times: dict[str, list[float]] = {}
    for number in range(rounds + 1):
        with tempfile.TemporaryDirectory(prefix="katern-benchmark-") as name:
            folder = Path(name)
            write_dossier(folder, seed=number)
            read = read_pages(folder)
            words = len(" ".join(page.item.front.body for page in read.pages.values()).split())
            for maker, do in makers(read, folder).items():
                seconds = timed(do)
                if number:
                    times.setdefault(maker, []).append(seconds)
    return _table(f"{words} words, HTML to PDF", times)


def makers(read: _Pages, folder: Path) -> dict[str, Callable[[], object]]:
    """What turns the pages into a PDF here; the first is what the others are held against."""
    around = read.press.around
    plan = plan_booklets(around.library)[0][0]
    data = matter(plan, around.library, around.words, read.press.imprint, read.press.stamp) | {"address": None}

    def katern() -> None:
        document = compose(plan, read.pages, around)
        work(Job(plan.stem, "booklet", document.typst, document.pictures, data, read.press.stamp.epoch), folder)

    found: dict[str, Callable[[], object]] = {"Katern (Typst, tagged, UA-1 and A-2a)": katern}
    if importlib.util.find_spec("weasyprint"):
        logging.getLogger("weasyprint").setLevel(logging.CRITICAL)
        document = compose(plan, read.pages, around)
        found["WeasyPrint, as it comes"] = lambda: _weasyprint(document, None)
        found["WeasyPrint, tagged UA-1"] = lambda: _weasyprint(document, "pdf/ua-1")
    return found


def _weasyprint(document: Document, variant: str | None) -> None:
    import weasyprint

    root = parse(document.html)
    contents = make("ul", "contents")
    for number, heading in enumerate(element for element in elements(root) if element.tag in ("h1", "h2")):
        heading.set("id", heading.get("id") or f"k{number}")
        entry = make("li")
        entry.append(make("a", text=text_of(heading), href=f"#{heading.get('id')}"))
        contents.append(entry)
    root.insert(0, contents)
    sheet = weasyprint.CSS(string=_STYLE.read_text(encoding="utf-8").replace("FONTS", font_files()[0].parent.as_uri()))
    page = f'<html lang="nl"><head><title>Proef</title></head><body>{serialise(root)}</body></html>'
    weasyprint.HTML(string=page).write_pdf(stylesheets=[sheet], pdf_variant=variant)


def whole_site(folder: Path, rounds: int) -> str:
    """All booklets of a site with an empty store, and once more with nothing changed."""
    read = read_pages(folder)
    with tempfile.TemporaryDirectory(prefix="katern-benchmark-") as name:
        kept = Path(name, "store")
        press = replace(read.press, store=Store(kept))
        output = Path(name, "boekjes")
        times: dict[str, list[float]] = {"all booklets, empty store": [], "nothing changed": []}
        files = 0
        for _ in range(rounds):
            shutil.rmtree(kept, ignore_errors=True)
            times["all booklets, empty store"].append(timed(lambda: press.run(read.pages, output)))
            times["nothing changed"].append(timed(lambda: press.run(read.pages, output)))
            files = len(list(output.iterdir()))
    return _table(f"{files} files", times)


def write_dossiers(folder: Path, count: int) -> None:
    """A site of so many dossiers of one chapter each."""
    write_corpus(folder, count * 2, KATERN, seed=1)
    pages = sorted((folder / "docs").glob("thema-*/map-*/*.md"))[:count]
    kept = [(page.name, page.read_bytes()) for page in pages if page.name != "index.md"]
    for other in ("dossiers", "toolkits", "docs"):
        shutil.rmtree(folder / other)
    (folder / "docs").mkdir()
    for number, (name, content) in enumerate(kept):
        dossier = folder / "dossiers" / f"proef-{number}"
        dossier.mkdir(parents=True)
        (dossier / "index.md").write_text(_INDEX.replace("Proefdossier", f"Proefdossier {number}"), encoding="utf-8")
        (dossier / name).write_bytes(content)
    (folder / "mkdocs.yml").write_text(_SETTINGS, encoding="utf-8")


def many(counts: Sequence[int], rounds: int) -> str:
    """Seconds of the clock for so many booklets with their e-books, in one process and in two: the machine should be idle."""
    lines = ["| booklets | files | one process | each | two processes | each |", "|---|---|---|---|---|---|"]
    for count in counts:
        with tempfile.TemporaryDirectory(prefix="katern-benchmark-") as name:
            folder = Path(name, "site")
            folder.mkdir()
            write_dossiers(folder, count)
            read = read_pages(folder)
            files, cells = 0, []
            for workers in (1, 2):
                seconds = []
                for _ in range(rounds):
                    kept, output = Path(name, "store"), Path(name, "boekjes")
                    for before in (kept, output):
                        shutil.rmtree(before, ignore_errors=True)
                    press = replace(read.press, store=Store(kept), workers=workers)
                    started = time.perf_counter()
                    made = press.run(read.pages, output)
                    seconds.append(time.perf_counter() - started)
                    files = len(made.made)
                cells.append(f"{median(seconds):.1f} s | {1000 * median(seconds) / files:.0f} ms")
            lines.append(f"| {count} | {files} | {' | '.join(cells)} |")
    return "\n".join(lines)


def _table(title: str, times: Mapping[str, list[float]]) -> str:
    base = next(iter(times.values()))
    lines = [f"| {title} | median | ratio |", "|---|---|---|"]
    for name, seconds in times.items():
        ratio = median([one / other for one, other in zip(seconds, base, strict=True)])
        lines.append(f"| {name} | {median(seconds):.3f} s | {ratio:.3f} |")
    return "\n".join(lines)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--site", type=Path, default=Path(__file__).parents[1])
    parser.add_argument("--many", type=int, nargs="*", default=[])
    options = parser.parse_args()
    if options.many:
        print(many(options.many, max(1, options.rounds // 2)), flush=True)
        return
    print(one_dossier(options.rounds), flush=True)
    print(flush=True)
    print(whole_site(options.site, max(1, options.rounds // 2)), flush=True)


if __name__ == "__main__":
    main()
