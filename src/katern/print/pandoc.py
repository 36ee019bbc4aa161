"""The one place that runs pandoc for print: a document's HTML in, Typst, EPUB or slides out."""

from __future__ import annotations

import concurrent.futures
import os
import re
import subprocess
from collections.abc import Sequence
from pathlib import Path

import pypandoc

from katern.errors import PandocFailed

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
    environment = dict(os.environ)
    if epoch is not None:
        environment["SOURCE_DATE_EPOCH"] = str(epoch)
    # without a folder of data of its own, pandoc takes styles and slides from the user's
    command = [pypandoc.get_pandoc_path(), "--quiet", f"--data-dir={FILTERS}", *options]
    done = subprocess.run(command, input=text.encode("utf-8"), capture_output=True, check=False, env=environment)
    if done.returncode != 0:
        raise PandocFailed(done.stderr.decode("utf-8", "replace").strip())
    return done.stdout
