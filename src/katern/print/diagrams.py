"""Diagrams that a browser's script draws: on paper stands the drawing that somebody made of the same source before."""

from __future__ import annotations

import hashlib
import posixpath
import re

from lxml.html import HtmlElement

from katern.item import Item
from katern.print.markup import make, replace

_SIGNS = 12
# what Mermaid itself reads as the description of a diagram: a line, or lines between braces
_DESCRIBED = re.compile(r"^\s*accDescr\s*(?::\s*(?P<line>.+)|\{(?P<lines>[^}]*)\})", re.MULTILINE)
_TITLED = re.compile(r"^\s*accTitle\s*:\s*(.+)", re.MULTILINE)


def is_diagram(element: HtmlElement) -> bool:
    """Whether an element holds the source of a diagram."""
    return element.tag == "pre" and "mermaid" in (element.get("class") or "").split()


def file_of(element: HtmlElement) -> str:
    """What the drawing of a diagram is called: another source has another drawing."""
    return f"mermaid-{hashlib.sha256(_source(element).encode()).hexdigest()[:_SIGNS]}.svg"


def address_of(item: Item, element: HtmlElement) -> str:
    """Where the drawing of a diagram stands: beside the page."""
    return posixpath.join(posixpath.dirname(item.address), file_of(element))


def put_drawing(element: HtmlElement, address: str) -> None:
    """Put the drawing at this address in the place of a diagram, with what its source says for who cannot see it."""
    paragraph = make("p")
    paragraph.append(make("img", src=f"/{address}", alt=_description(_source(element))))
    replace(element, paragraph)


def _source(element: HtmlElement) -> str:
    return "".join(element.itertext()).strip()


def _description(source: str) -> str:
    found, title = _DESCRIBED.search(source), _TITLED.search(source)
    told = [title[1] if title else "", (found["line"] or found["lines"] or "") if found else ""]
    said = [" ".join(text.split()) for text in told]
    return ". ".join(text.rstrip(".") for text in said if text) or " ".join(source.split())
