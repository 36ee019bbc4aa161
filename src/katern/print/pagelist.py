"""The pages of paper in an e-book: where each begins, so that who reads the book finds the page that others name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from copy import deepcopy
from html import escape
from xml.sax.saxutils import unescape

from lxml.html import HtmlElement

from katern.print.markup import HEADINGS, elements, make

# what the names of blocks begin with
_BLOCK = "katern-block-"
_CLASS = "katern-page"
_BREAK = re.compile(rf'<(span|div) id="page-(\d+)" class="{_CLASS}">\s*</\1>')
_TITLE = re.compile(r"<title>[^<]*</title>")
_HEADING = re.compile(r"<h1[^>]*>(.*?)</h1>", re.DOTALL)
_TAG = re.compile(r"<[^>]+>")


def with_names(root: HtmlElement, keep: bool) -> HtmlElement:
    """A text with names for its blocks, which a book keeps; of what is only set they stand in a copy."""
    named = root if keep else deepcopy(root)
    name_blocks(named)
    return named


def name_blocks(root: HtmlElement) -> None:
    """Give each heading, paragraph and entry of a list a name, by which its page is asked and its place in the book found."""
    number = 0
    for element in [*elements(root)]:
        if element.tag not in (*HEADINGS, "p", "li") or _apart(element):
            continue
        name = f"{_BLOCK}{number}"
        number += 1
        if element.tag in HEADINGS:
            element.set("id", element.get("id") or name)
        elif (element.text or "").strip():
            mark = make("span", id=name)
            mark.tail, element.text = (element.text or "").lstrip(), None
            element.insert(0, mark)


def _apart(element: HtmlElement) -> bool:
    """Whether an element stands where no page is told to begin: in a note or a table."""
    return any(above.tag in ("aside", "table") for above in element.iterancestors())


def asking(root: str) -> str:
    """Code in Typst whose value is the page of each block that has a name in a document; nothing where none has."""
    if _BLOCK not in root:
        return ""
    names = ", ".join(f'"{name}"' for name in dict.fromkeys(re.findall(r'(?:label|anchor)\("([^"\\]+)"\)', root)))
    return (
        f"({names},).filter(it => query(label(it)).len() > 0)"
        ".map(it => (it, query(label(it)).first().location().page()))"
    )


def beginnings(told: Iterable[Sequence[object]]) -> dict[str, int]:
    """The block at which each page begins, from the page of each block in the order of the text."""
    found: dict[str, int] = {}
    last = 0
    for name, page in told:
        if isinstance(page, int) and page > last:
            found[str(name)] = last = page
    return found


def into_book(root: HtmlElement, begin: Mapping[str, int]) -> None:
    """Put the beginnings of pages into the text of a book, and take the names of other blocks away."""
    for element in [*elements(root)]:
        name = element.get("id") or ""
        page = begin.get(name)
        if name.startswith(_BLOCK) and element.tag in HEADINGS:
            element.attrib.pop("id")
        if page is not None:
            mark = make("div" if element.tag in HEADINGS else "span", _CLASS, id=f"page-{page}")
            # a book is divided at its chapters: what stands before one's heading would fall into the chapter above
            element.addnext(mark) if element.tag == "h1" else element.addprevious(mark)
            if element.tag == "h1":
                mark.tail, element.tail = element.tail, None
        if name.startswith(_BLOCK) and element.tag == "span":
            element.drop_tag()


def told_in(text: str, word: str, title: str) -> str:
    """A file of a book in which pages begin as readers know it, under the title of its chapter."""
    heading = _HEADING.search(text)
    named = unescape(_TAG.sub("", heading[1])).strip() if heading else title
    text = _TITLE.sub(lambda _: f"<title>{escape(' '.join(named.split()))}</title>", text, count=1)
    return _BREAK.sub(
        lambda found: (
            f'<{found[1]} epub:type="pagebreak" role="doc-pagebreak" id="page-{found[2]}" aria-label="{escape(word)} {found[2]}"></{found[1]}>'
        ),
        text,
    )


def page_list(files: Mapping[str, str], heading: str) -> str:
    """The list of pages for the navigation, from the files of the text by their names; nothing where none begins."""
    pages = [(int(found[2]), name) for name, text in files.items() for found in _BREAK.finditer(text)]
    if not pages:
        return ""
    rows = "".join(f'<li><a href="{name}#page-{page}">{page}</a></li>' for page, name in sorted(pages))
    return f'<nav epub:type="page-list" role="doc-pagelist" id="page-list" hidden="hidden"><h2>{escape(heading)}</h2><ol>{rows}</ol></nav>'
