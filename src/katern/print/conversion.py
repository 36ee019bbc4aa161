"""A document's HTML as Typst, EPUB or slides, by pandoc."""

from __future__ import annotations

import concurrent.futures
import re
from collections.abc import Sequence
from pathlib import Path

from katern.pandoc import run_pandoc

FILTERS = Path(__file__).parent / "filters"
# a heading that opens a chapter stands at the top level; others may stand in a box
_CHAPTER = re.compile(r"<h1 [^>]*data-chapter=")
_SHORT = 30_000
# pandoc reads EPUB's footnotes only with this extension; ours have that form
_FROM = "--from=html+epub_html_exts-smart"


def to_typst(html: str) -> str:
    """The body of a Typst document; a long one is read in two halves at once, since reading is most of the work."""
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        return "\n\n".join(pool.map(_part_to_typst, halves(html)))


def _part_to_typst(html: str) -> str:
    made = run([_FROM, "--to=typst-smart", "--wrap=none", f"--lua-filter={FILTERS / 'print.lua'}"], html)
    return made.decode("utf-8")


def halves(html: str) -> list[str]:
    """A long document, divided at the chapter nearest to its middle; no note or link reaches over a chapter's end."""
    middle = len(html) // 2
    chapters = [match.start() for match in _CHAPTER.finditer(html)][1:]
    if len(html) < _SHORT or not chapters or not html.startswith("<div>"):
        return [html]
    at = min(chapters, key=lambda start: abs(start - middle))
    return [html[:at] + "</div>", "<div>" + html[at:]]


def to_file(html: str, options: Sequence[str], output: Path, epoch: int) -> None:
    """Write a document in the format of its name; dates in it are the epoch's."""
    run([_FROM, "--wrap=none", *options, f"--output={output}"], html, epoch)


def run(options: Sequence[str], text: str, epoch: int | None = None) -> bytes:
    """What pandoc writes for a text; raises PandocFailed with what it said."""
    # without a folder of data of its own, pandoc takes styles and slides from the user's
    return run_pandoc(["--quiet", f"--data-dir={FILTERS}", *options], text, epoch)
