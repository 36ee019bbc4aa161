"""Where an element of a page went on paper: its place in each document, and the Typst that it became."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lxml.html import HtmlElement

from katern.drawing.page import Page
from katern.print.document import Document
from katern.print.markup import elements, parse, text_of
from katern.print.typst.writer import write_alone


@dataclass(frozen=True, slots=True)
class Trace:
    """An element in a document: its chapter, the elements around it from the outside in, and its Typst."""

    stem: str
    chapter: str
    path: str
    typst: str


def find(document: Document, wanted: str) -> Iterator[Trace]:
    """Each innermost element that holds the wanted words, or whose tag is `<tag`."""
    root = parse(document.html)
    for element in elements(root):
        if _is_wanted(element, wanted) and not any(_is_wanted(inner, wanted) for inner in elements(element)):
            around = [above for above in element.iterancestors() if above.getparent() not in (None, root)]
            path = " > ".join(_name(above) for above in (*reversed(around), element))
            yield Trace(document.plan.stem, _chapter_of(root, element), path, write_alone(root, element).strip())


def on_the_site(document: Document, pages: Mapping[str, Page], wanted: str) -> list[str]:
    """The pages of a document's plan whose drawn text holds the words that the document lacks."""
    drawn = ((item.path, pages[item.path].body) for item in document.plan.pages if item.path in pages)
    return [path for path, body in drawn if _is_wanted(parse(body), wanted)]


def _is_wanted(element: HtmlElement, wanted: str) -> bool:
    if wanted.startswith("<"):
        return bool(element.tag == wanted.strip("<>").casefold())
    return " ".join(wanted.split()).casefold() in text_of(element).casefold()


def _name(element: HtmlElement) -> str:
    return ".".join([element.tag, *(element.get("class") or "").split()])


def _chapter_of(root: HtmlElement, element: HtmlElement) -> str:
    """The last chapter that opens before an element, or with it."""
    chapter = ""
    for other in root.iter():
        if other.tag == "h1":
            chapter = text_of(other)
        if other is element:
            break
    return chapter
