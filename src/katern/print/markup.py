"""Small steps on an HTML tree that everything in print builds on."""

from __future__ import annotations

from collections.abc import Iterator

import lxml.html
from lxml.html import HtmlElement

from katern.characters import legible_html

BLOCKS = frozenset((
    "address", "article", "aside", "audio", "blockquote", "dd", "details", "div", "dl", "dt", "fieldset", "figcaption",
    "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "iframe", "li", "main", "nav", "ol",
    "p", "pre", "section", "table", "ul", "video",
))  # fmt: skip
_LITERAL = frozenset(("code", "pre", "kbd", "samp", "script", "style", "svg"))
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


def parse(html: str) -> HtmlElement:
    """A fragment as a tree below one `div`."""
    return lxml.html.fragment_fromstring(legible_html(html), create_parent="div")


def serialise(element: HtmlElement) -> str:
    """The HTML of an element, without what follows it."""
    text: str = lxml.html.tostring(element, encoding="unicode", with_tail=False)
    return text


def text_of(element: HtmlElement) -> str:
    """All text in an element, with single spaces."""
    return " ".join("".join(element.itertext()).split())


def has_class(element: HtmlElement, name: str) -> bool:
    """Whether an element carries a class."""
    return name in (element.get("class") or "").split()


def with_class(root: HtmlElement, name: str, tag: str = "*") -> list[HtmlElement]:
    """The elements below a root that carry a class, in order."""
    return [element for element in elements(root, tag) if has_class(element, name)]


def elements(root: HtmlElement, tag: str = "*") -> Iterator[HtmlElement]:
    """The elements below a root, in order, as they stand now."""
    return iter([element for element in root.iterdescendants(tag) if isinstance(element.tag, str)])


def make(tag: str, name: str = "", text: str = "", **attributes: str) -> HtmlElement:
    """A new element; `_` in an attribute's name stands for `-`."""
    element = lxml.html.Element(tag)
    if name:
        element.set("class", name)
    for key, value in attributes.items():
        element.set(key.replace("_", "-"), value)
    if text:
        element.text = text
    return element


def titled(name: str, title: HtmlElement | str | None, **attributes: str) -> HtmlElement:
    """A `div` of a class that opens with its title."""
    box = make("div", name, **attributes)
    if title is not None:
        head = make("div", "title")
        if isinstance(title, str):
            head.text = title
        else:
            move_content(title, head)
        if text_of(head):
            box.append(head)
    return box


def move_content(source: HtmlElement, target: HtmlElement) -> None:
    """Put everything that an element holds at the end of another."""
    if source.text:
        if len(target):
            target[-1].tail = (target[-1].tail or "") + source.text
        else:
            target.text = (target.text or "") + source.text
        source.text = None
    for child in list(source):
        target.append(child)


def replace(old: HtmlElement, new: HtmlElement) -> None:
    """Put an element in the place of another; the text behind stays."""
    new.tail, old.tail = old.tail, None
    parent = old.getparent()
    assert parent is not None  # the root is never replaced
    parent.replace(old, new)


def remove(element: HtmlElement) -> None:
    """Take an element out; the text behind stays."""
    if element.getparent() is not None:
        element.drop_tree()


def remove_unread_notes(root: HtmlElement) -> list[HtmlElement]:
    """Take out the footnotes to which no mark leads: those of what was taken out before; what they were."""
    removed: list[HtmlElement] = []
    while True:
        marks = {link.get("href") for link in with_class(root, "footnote-ref", "a")}
        notes = [note for box in with_class(root, "footnote", "div") for note in elements(box, "li")]
        unread = [
            note for note in notes if (note.get("id") or "").startswith("fn") and f"#{note.get('id')}" not in marks
        ]
        if not unread:
            break
        for note in unread:
            remove(note)
        removed += unread
    for box in with_class(root, "footnote", "div") if removed else ():
        if box.find(".//li") is None:
            remove(box)
    return removed


def remove_citation(citation: HtmlElement) -> None:
    """Take a citation out with the space before it."""
    previous = citation.getprevious()
    parent = citation.getparent()
    if previous is not None:
        previous.tail = (previous.tail or "").rstrip()
    elif parent is not None:
        parent.text = (parent.text or "").rstrip()
    remove(citation)


def unwrap(element: HtmlElement) -> None:
    """Take an element out and leave what it holds."""
    element.drop_tag()


def running_texts(element: HtmlElement, literal: bool = False) -> Iterator[tuple[HtmlElement, str]]:
    """Every piece of running text in order; `block` marks where a new one starts."""
    literal = literal or element.tag in _LITERAL
    if element.tag in BLOCKS or element.tag in ("td", "th", "caption"):
        yield element, "block"
    if element.text and not literal:
        yield element, "text"
    for child in element:
        if isinstance(child.tag, str):
            yield from running_texts(child, literal)
        if child.tag in BLOCKS:
            yield child, "block"
        if child.tail and not literal:
            yield child, "tail"
