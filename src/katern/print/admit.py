"""A page's text as print takes it in: what Markdown and the site's macros made keeps a name, an author's classes do not.

All of print knows elements by class, and these classes are given here: to elements that carry a mark
(`katern.reading.marks`), and to those that hold what the site's data files hold. So an author may use any class.
"""

from __future__ import annotations

import re

from lxml.html import HtmlElement

from katern.library import Library
from katern.print.markup import elements, has_class, parse, remove
from katern.print.pictures import is_chart
from katern.reading.marks import NAME
from katern.words import words_of

# by role, the class that print knows
_CLASSES = {
    "citation": "citation",
    "citation-link": "citation__link",
    "box-title": "admonition-title",
    "tabs": "tabbed-set",
    "tab-labels": "tabbed-labels",
    "tab": "tabbed-block",
    "task": "task-list-item",
    "notes": "footnote",
    "note-mark": "footnote-ref",
    "note-back": "footnote-backref",
}
# what only a screen needs
_LEFT_OUT = ("permalink", "lines")
# what an author asks for with a class: to stand only on a screen, or only in an edition
WEB_ONLY = "katern-web"
_EDITIONS = ("trainer", "participant")
# a list in such a box is cut: every point of it is a strip
STRIPS = "katern-strips"
# what browsers never show
_UNSEEN = ("template", "datalist")
_NOT_SEEN = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse))\b", re.IGNORECASE)
# pictures and code say with a class how they are drawn, and lose nothing by it
_KEEP_CLASS = ("img", "pre", "code")


def admit(html: str, library: Library) -> HtmlElement:
    """The text of a page as a tree below one `div`."""
    root = parse(html)
    for comment in root.xpath("//comment()"):
        remove(comment)
    for element in elements(root):
        if element.get(NAME) in _LEFT_OUT or has_class(element, WEB_ONLY) or _is_hidden(element):
            remove(element)
    definitions = {term.definition for term in library.data.glossary.terms}
    begin = words_of(library.language).addresses.helpline
    known = {f"{begin}{line.id}" for line in library.data.helplines.helplines}
    helplines = [element for element in elements(root, "ul") if _are_helplines(element, known)]
    charts = [box for box in elements(root, "div") if has_class(box, "chart") and _is_of_chart(box)]
    terms = [link for link in elements(root, "a") if has_class(link, "term") and link.get("title") in definitions]
    names = {row: row.get("class") or "" for lines in helplines for row in elements(lines, "p")}
    drawn = {part for drawing in elements(root, "svg") for part in drawing.iter()}
    for element in elements(root):
        if element not in drawn:
            _rename(element)
    for element in helplines:
        element.set("class", "helplines")
    for element in charts:
        element.set("class", "chart")
    for element, name in names.items():
        element.set("class", name)
    for element in terms:
        element.set("class", "term")
    return root


def _is_hidden(element: HtmlElement) -> bool:
    """Whether no browser shows an element: its author hid it, and what nobody sees on the site nobody gets on paper."""
    if element.tag in _UNSEEN or (element.tag == "dialog" and element.get("open") is None):
        return True
    hidden = element.get("hidden")
    # `until-found` folds a text until a reader looks for it, and on paper nothing is folded
    return (hidden is not None and hidden.lower() != "until-found") or _NOT_SEEN.search(
        element.get("style") or ""
    ) is not None


def _are_helplines(element: HtmlElement, known: set[str]) -> bool:
    return len(element) > 0 and all(item.tag == "li" and item.get("id") in known for item in element)


def _is_of_chart(box: HtmlElement) -> bool:
    """Whether a box begins with a drawing that the engine made: what follows is told of that drawing."""
    return len(box) > 0 and box[0].tag == "figure" and any(map(is_chart, box[0].iter("svg")))


def _rename(element: HtmlElement) -> None:
    """The class that the element's role gives it, in the place of its own, and no other attribute that print reads."""
    role, _, kind = (element.attrib.pop(NAME, None) or "").partition(" ")
    names = (element.get("class") or "").split()
    if "arithmatex" in names and (element.text or "").lstrip().startswith(("\\(", "\\[")):
        element.tag = "math"  # the source of a formula, which a browser's script draws
    lines = element.get("data-lines") if role == "box" else None
    for name in list(element.attrib):
        if name.startswith("data-") or (name in ("class", "epub:type", "role") and element.tag not in _KEEP_CLASS):
            element.attrib.pop(name)
    if role == "box":
        kept = ["admonition", *kind.split()]
    else:
        kept = [
            *([_CLASSES[role]] if role in _CLASSES else []),
            *(name for name in names if name in (*_EDITIONS, STRIPS)),
        ]
    if kept and element.tag not in _KEEP_CLASS:
        element.set("class", " ".join(kept))
    if lines:
        element.set("data-lines", lines)
