"""A page's text for a mail: its styles at each element, since programs for mail read no sheet; and as plain text."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator
from urllib.parse import urljoin

from lxml import html
from lxml.html import HtmlElement, builder

from katern.characters import legible_html

_WIDTH = 72
_MARK = re.compile(r"(?:-|\d+\.) ")
_FACE = "font-family:Georgia,'Times New Roman',serif;color:#222"
STYLES = {
    "h1": f"{_FACE};font-size:26px;line-height:1.25;margin:0 0 12px",
    "h2": f"{_FACE};font-size:20px;line-height:1.3;margin:28px 0 8px",
    "h3": f"{_FACE};font-size:17px;line-height:1.3;margin:20px 0 6px",
    "p": f"{_FACE};font-size:16px;line-height:1.5;margin:0 0 14px",
    "ul": f"{_FACE};font-size:16px;line-height:1.5;margin:0 0 14px;padding:0 0 0 22px",
    "ol": f"{_FACE};font-size:16px;line-height:1.5;margin:0 0 14px;padding:0 0 0 22px",
    "li": "margin:0 0 6px",
    "a": "color:#0b4f6c;text-decoration:underline",
    "blockquote": f"{_FACE};margin:0 0 14px;padding:0 0 0 14px;border-left:3px solid #ccc",
    "table": f"{_FACE};font-size:15px;border-collapse:collapse;margin:0 0 14px",
    "td": "border:1px solid #ccc;padding:6px 8px;text-align:left;vertical-align:top",
    "th": "border:1px solid #ccc;padding:6px 8px;text-align:left;vertical-align:top",
    "img": "max-width:100%;height:auto",
}
_KEPT = frozenset(("href", "src", "alt", "lang", "colspan", "rowspan", "scope", "start", "datetime"))
# what does nothing in a mail, and what readers of the page see and programs for mail do not show
_DROPPED = ("script", "style", "button")
_UNSHOWN = ("svg", "iframe", "form", "video", "audio", "object", "embed", "canvas", "math")
# what stands within a line; all else begins one
_INLINE = frozenset(
    ("a", "abbr", "b", "bdi", "bdo", "cite", "code", "data", "del", "dfn", "em", "i", "img", "ins", "kbd", "mark", "q", "s", "samp",
     "small", "span", "strong", "sub", "sup", "td", "th", "time", "u", "var", "wbr")
)  # fmt: skip
# in what is written: where a paragraph begins, where a line breaks, and what stands as it was typed
_BLOCK, _LINE, _TYPED = "\0", "\1", "\2"


def mail_of(body: str, base: str, unshown: str) -> tuple[str, str]:
    """The HTML of a text with its styles inlined, and its plain text; `base` is the address of its page, if it has one.

    `unshown` is said where something stands that no mail can show.
    """
    root = html.fragment_fromstring(legible_html(body), create_parent="div")
    for element in list(root.iter(*_DROPPED)):
        element.drop_tree()
    for element in list(root.iter(*_UNSHOWN)):
        if element.get("aria-hidden") != "true":
            element.addprevious(builder.A(unshown, href=base) if base else builder.EM(unshown))
        element.drop_tree()
    for link in root.xpath("descendant::a[contains(@class, 'headerlink') or @data-search-exclude]"):
        link.drop_tree()
    for element in root.iterdescendants():
        if isinstance(element.tag, str):
            _dress(element, base)
    inner = (root.text or "") + "".join(html.tostring(child, encoding="unicode") for child in root)
    return inner, plain_of(root)


def _dress(element: HtmlElement, base: str) -> None:
    for name in list(element.attrib):
        if name not in _KEPT:
            del element.attrib[name]
    for name in ("href", "src"):
        if name not in element.attrib:
            continue
        if base or "://" in element.attrib[name]:
            element.attrib[name] = urljoin(base, element.attrib[name])
        else:  # a reader of mail could not follow it
            del element.attrib[name]
    if element.tag in STYLES:
        element.attrib["style"] = STYLES[element.tag]


def plain_of(root: HtmlElement) -> str:
    """The text of an element for readers without HTML; an address stands behind the words that lead there."""
    blocks = [block for block in "".join(_written(root)).split(_BLOCK) if block.strip(f" \n\t{_LINE}{_TYPED}")]
    return "\n\n".join(_wrapped(block) for block in blocks) + "\n"


def _wrapped(block: str) -> str:
    if block.startswith(_TYPED):
        return block.removeprefix(_TYPED).strip("\n")
    mark = (_MARK.match(block) or [""])[0]
    lines = (" ".join(line.split()) for line in block.removeprefix(mark).split(_LINE))
    filled = (
        textwrap.fill(
            line,
            _WIDTH,
            initial_indent=" " * len(mark),
            subsequent_indent=" " * len(mark),
            break_long_words=False,
            break_on_hyphens=False,
        )
        for line in lines
        if line
    )
    return mark + "\n".join(filled).removeprefix(" " * len(mark))


def _written(element: HtmlElement) -> Iterator[str]:
    if element.tag == "pre":
        yield f"{_BLOCK}{_TYPED}{element.text_content()}{_BLOCK}"
        return
    block = element.tag not in _INLINE and element.tag != "br"
    yield _BLOCK if block else ""
    yield _LINE if element.tag == "br" else ""
    yield _mark_of(element) if element.tag == "li" else ""
    yield element.text or (element.get("alt") or "")
    for child in element:
        if isinstance(child.tag, str):
            yield from _written(child)
        yield child.tail or ""
    if element.tag == "a" and element.get("href") and element.get("href") != (element.text or ""):
        yield f" <{element.get('href')}>"
    yield " | " if element.tag in ("td", "th") and element.getnext() is not None else ""
    yield _BLOCK if block else ""


def _mark_of(point: HtmlElement) -> str:
    """What stands before a point of a list: its number, where the list counts."""
    points = point.getparent()
    if points is None or points.tag != "ol":
        return "- "
    start = points.get("start", "1")
    return f"{(int(start) if start.isdigit() else 1) + sum(1 for _ in point.itersiblings('li', preceding=True))}. "
