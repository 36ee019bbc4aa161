"""The anchors of a page, from its source: what `page.md#here` may point to."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass

from markdown.extensions.toc import slugify, unique

from katern.check.prose import Prose
from katern.layout import Layout
from katern.library import Item
from katern.mask import mask_fences

_ATTRIBUTES = re.compile(r"[ \t]*\{:?[ \t]*(?P<list>[^{}\n]*)\}[ \t]*$")
_ID_IN_LIST = re.compile(r"(?:^|\s)#(?P<id>[^\s}]+)")
_ANY_ATTRIBUTES = re.compile(r"\{:?[^{}\n]*?(?:^|\s|:|\{)#(?P<id>[\w:.-]+)[^{}\n]*\}")
_HTML_ID = re.compile(r"<[a-zA-Z][^<>]*?\s(?:id|name)\s*=\s*[\"']?(?P<id>[^\"'\s>]+)", re.DOTALL)
_LINK = re.compile(r"!?\[((?:[^\[\]\\]|\\.)*)\](?:\([^()]*\)|\[[^\[\]]*\])")
_FOOTNOTE = re.compile(r"^\[\^([^\]]+)\]:", re.MULTILINE)
# a macro that stands alone in a paragraph may make headings and anchors of its own
_MACRO = re.compile(r"^[ \t]*\{\{.*\}\}[ \t]*$|\{%", re.MULTILINE)
# what the page's template draws around its text
_DRAWN = ("inhoud", "kernboodschappen", "onderdelen", "boekjes")


@dataclass(frozen=True, slots=True)
class Anchors:
    """The ids of a page; `complete` is false where macros make more of them, which only the built site shows."""

    ids: frozenset[str]
    complete: bool

    def has(self, anchor: str) -> bool:
        """Whether a link may point there, as far as the source tells."""
        return not self.complete or anchor in self.ids or anchor.startswith(("ref-", "fn:", "fnref:", "__"))


def anchors_of(item: Item, layout: Layout) -> Anchors:
    """The anchors of an item's page."""
    body = mask_fences(item.front.body)
    ids = {*_DRAWN, layout.sources}
    ids.update(match["id"] for match in _ANY_ATTRIBUTES.finditer(body))
    ids.update(html.unescape(match["id"]) for match in _HTML_ID.finditer(body))
    ids.update(f"fn:{match[1]}" for match in _FOOTNOTE.finditer(body))
    used = set(ids - set(_DRAWN) - {layout.sources})
    for heading in Prose(item).headings:
        written = item.front.body[heading.start : heading.end]
        attributes = _ATTRIBUTES.search(written)
        own = _ID_IN_LIST.search(attributes["list"]) if attributes else None
        if own:
            ids.add(own["id"])
        else:
            text = written[: attributes.start()] if attributes else written
            ids.add(unique(slugify(plain(text), "-"), used))
    return Anchors(frozenset(ids), _MACRO.search(body) is None)


def plain(heading: str) -> str:
    """A heading's words, without the marks of emphasis, links and tags."""
    text = _LINK.sub(r"\1", heading)
    text = re.sub(r"<[^<>]+>", "", text)
    text = re.sub(r"(?<!\w)_+|_+(?!\w)|[*`]", "", text)
    return html.unescape(re.sub(r"\\(.)", r"\1", text)).strip()
