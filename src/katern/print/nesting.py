"""Elements that stand where no form of paper has a place for them: blocks inside a line, words of a list outside its items."""

from __future__ import annotations

from lxml.html import HtmlElement

from katern.print.markup import BLOCKS, elements, make, move_content

_ITEMS = {"ul": "li", "ol": "li", "menu": "li", "dl": "dd"}
# what holds blocks by its nature
_NO_LINE = (
    *BLOCKS, "caption", "center", "col", "colgroup", "figcaption", "hgroup", "legend", "math", "menu", "search",
    "summary", "svg", "tbody", "td", "tfoot", "th", "thead", "tr",
)  # fmt: skip


def untangle(root: HtmlElement) -> None:
    """Give every word of a list an item, and put what wraps blocks inside each of them."""
    for tag, name in _ITEMS.items():
        for listed in elements(root, tag):
            _itemise(listed, name)
    for element in reversed(list(elements(root))):
        if element.tag not in _NO_LINE:
            _push_down(element)


def _itemise(listed: HtmlElement, name: str) -> None:
    if (listed.text or "").strip():
        listed.insert(0, make(name, text=listed.text or ""))
    listed.text = None
    for child in list(listed):
        tail, child.tail = child.tail, None
        if (tail or "").strip():
            child.addnext(make(name, text=tail or ""))


def _push_down(element: HtmlElement) -> None:
    """`<a>x<p>y</p></a>` becomes `<a>x</a><p><a>y</a></p>`; the name that links lead to stays on the first."""
    if not any(child.tag in BLOCKS for child in element):
        return
    parts = [_like(element)]
    move = list(element)
    parts[0].text, element.text = element.text, None
    for child in move:
        if child.tag not in BLOCKS:
            parts[-1].append(child)
            continue
        line = _like(element)
        line.text, child.tail = child.tail, None
        if child.tag != "table":
            inner = _like(element)
            move_content(child, inner)
            child.append(inner)
            _push_down(inner)
        parts += [child, line]
    element.text = None
    for part in parts:
        if part.tag in BLOCKS or (part.text or "").strip() or len(part):
            element.addprevious(part)
    parts[0].attrib.update({"id": element.get("id")} if element.get("id") else {})
    element.drop_tree()


def _like(element: HtmlElement) -> HtmlElement:
    copy = make(element.tag)
    for name, value in element.attrib.items():
        if name != "id":
            copy.set(name, value)
    return copy
