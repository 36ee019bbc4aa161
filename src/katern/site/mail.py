"""A page's text for a mail: its styles at each element, since programs for mail read no sheet; and as plain text."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from urllib.parse import urljoin

from lxml import html
from lxml.html import HtmlElement

from katern.characters import legible_html

_WIDTH = 72
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
_DROPPED = ("script", "style", "button", "svg", "iframe", "form", "video", "audio", "object")
_BLOCKS = frozenset(
    ("p", "h1", "h2", "h3", "h4", "ul", "ol", "li", "blockquote", "table", "tr", "div", "section", "dl", "dt", "dd")
)


def mail_of(body: str, base: str) -> tuple[str, str]:
    """The HTML of a text with its styles inlined, and its plain text; `base` is the address of its page, if it has one."""
    root = html.fragment_fromstring(legible_html(body), create_parent="div")
    for element in list(root.iter(*_DROPPED)):
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
    lines = [line for line in "".join(_written(root)).split("\0") if line.strip()]
    return "\n\n".join(_wrapped(line) for line in lines) + "\n"


def _wrapped(line: str) -> str:
    text = " ".join(line.split())
    mark = "- " if text.startswith("• ") else ""
    return textwrap.fill(
        mark + text.removeprefix("• "),
        _WIDTH,
        subsequent_indent="  " if mark else "",
        break_long_words=False,
        break_on_hyphens=False,
    )


def _written(element: HtmlElement) -> Iterator[str]:
    block = element.tag in _BLOCKS
    yield "\0" if block else ""
    yield "• " if element.tag == "li" else ""
    yield element.text or (element.get("alt") or "")
    for child in element:
        if isinstance(child.tag, str):
            yield from _written(child)
        yield child.tail or ""
    if element.tag == "a" and element.get("href") and element.get("href") != (element.text or ""):
        yield f" <{element.get('href')}>"
    yield "\0" if block else ""
