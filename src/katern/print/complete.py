"""Whether a booklet holds all that its plan asks: before it is set, and once its file is there."""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Collection, Iterator
from html import unescape
from pathlib import Path

from katern.finding import Finding, Said, said
from katern.item import Item
from katern.print.booklet import EPUB, Plan

# what stands in a Markdown file and draws nothing by itself: comments, and definitions of links and abbreviations
_SILENT = re.compile(r"<!--.*?-->|\{%.*?%\}|^[ ]{0,3}\*?\[[^\]\n]+\]:[^\n]*$", re.DOTALL | re.MULTILINE)
_NOT_LETTER = re.compile(r"\W+")


def missing_pages(plan: Plan, drawn: Collection[str]) -> Iterator[Finding]:
    """print.part-missing: a page of the plan that the site did not draw; `drawn` are the paths of those it did."""
    for item in plan.pages:
        if item.path not in drawn:
            what = said("print.part-missing", "not-on-the-site", page=_name(item), book=_shown(plan))
            yield Finding.error(plan.position, what)


def empty_page(plan: Plan, item: Item) -> Finding | None:
    """print.part-missing: a page that has text in its file and came to nothing on the site; one without text may be empty."""
    if not _SILENT.sub("", item.front.body).strip():
        return None
    what = said("print.part-missing", "empty-on-the-site", page=_name(item), book=_shown(plan))
    return Finding.error(plan.position, what)


def missing_chapters(plan: Plan, file: Path, chapters: Collection[str]) -> Iterator[Finding]:
    """print.part-missing: a file that is not there, or has fewer chapters than its plan."""
    if not file.is_file():
        yield Finding.error(plan.position, said("print.part-missing", "not-made", book=_shown(plan)))
        return
    found = _chapters_of_book(file) if plan.booklet.id == EPUB else _chapters_of_pdf(file)
    lost = [title for title in chapters if plan.booklet.layout == "booklet" and _letters(title) not in found]
    if lost:
        held, first = len(chapters) - len(lost), lost[0]
        what = said("print.part-missing", "chapters", book=_shown(plan), held=held, wanted=len(chapters), missing=first)
        yield Finding.error(plan.position, what)


def _chapters_of_pdf(file: Path) -> set[str]:
    import pikepdf  # takes longer to load than what was remembered to read

    try:
        with pikepdf.open(file) as pdf, pdf.open_outline() as outline:
            return {_letters(str(entry.title)) for entry in outline.root}
    except pikepdf.PdfError:
        return set()


def _chapters_of_book(file: Path) -> set[str]:
    try:
        with zipfile.ZipFile(file) as book:
            pages = [book.read(name).decode() for name in book.namelist() if name.endswith(".xhtml")]
    except (zipfile.BadZipFile, ValueError):
        return set()
    titles = (title for page in pages for title in re.findall(r"<h1[^>]*>(.*?)</h1>", page, re.DOTALL))
    return {_letters(unescape(re.sub(r"<[^>]*>", "", title))) for title in titles}


def _letters(title: str) -> str:
    """What a title is known by, whatever was done to its quotes, hyphens and spaces."""
    return _NOT_LETTER.sub("", title).casefold()


def _name(item: Item) -> str:
    return posixpath.basename(item.path)


def _shown(plan: Plan) -> Said:
    if plan.booklet.id == EPUB:
        return said("print.part-missing", "the-e-book")
    return said("print.part-missing", "the-booklet", id=plan.booklet.id)
