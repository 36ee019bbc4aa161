"""Sources told by number: names in brackets become raised numbers that lead to the list, in the order of the text."""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import unquote

from lxml.html import HtmlElement

from katern.print.markup import elements, has_class, make, text_of, with_class

# behind the year of a source stands its place: a page, a chapter
_YEAR = re.compile(r"(?:\b\d{4}[a-z]?|\b[zn]\.d\.(?:-[a-z])?)(?P<place>.*)$", re.DOTALL)


def number_citations(root: HtmlElement, number_of: Callable[[str], int | None]) -> None:
    """Replace what stands in brackets in each citation; a name that is part of a sentence stays, its number behind it."""
    for citation in with_class(root, "citation"):
        links = [link for link in elements(citation, "a") if has_class(link, "citation__link")]
        numbers = [number_of(key_of(link)) for link in links]
        if not links or None in numbers:
            continue
        _shorten(citation, links, numbers)


def key_of(link: HtmlElement) -> str:
    """The key of the source that a link of a citation leads to."""
    return unquote((link.get("href") or "").removeprefix("#ref-"))


def _shorten(citation: HtmlElement, links: list[HtmlElement], numbers: list[int | None]) -> None:
    raised = make("sup")
    said, bracket, before = (citation.text or "").partition("(")
    raised.text = before
    citation.text = said.rstrip() if bracket else None
    if not said.strip():
        _close_up(citation)
    for link, number in zip(links, numbers, strict=True):
        tail = link.tail or ""
        link.tail = None
        place = _YEAR.search(text_of(link))
        for child in list(link):
            link.remove(child)
        link.text = f"{number}{place['place'] if place else ''}"
        raised.append(link)
        link.tail = tail
    last = links[-1]
    last.tail = (last.tail or "").rstrip().removesuffix(")")
    for child in list(citation):
        citation.remove(child)
    citation.append(raised)


def _close_up(citation: HtmlElement) -> None:
    """A raised number stands right behind its word."""
    previous, parent = citation.getprevious(), citation.getparent()
    if previous is not None:
        previous.tail = (previous.tail or "").rstrip()
    elif parent is not None:
        parent.text = (parent.text or "").rstrip()
