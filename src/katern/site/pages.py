"""Between MkDocs' pages and ours: contents and front matter as MkDocs and its themes want them."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from typing import Any

from mkdocs.structure.toc import AnchorLink, TableOfContents

from katern.library import Item
from katern.reading.text import Entry


def table_of_contents(entries: Iterable[Entry]) -> TableOfContents:
    """A page's list of contents."""
    return TableOfContents([_anchor(entry) for entry in entries])


def _anchor(entry: Entry) -> AnchorLink:
    anchor = AnchorLink(entry.title, entry.id, entry.level)
    anchor.children = [_anchor(child) for child in entry.children]
    return anchor


def escaped_meta(item: Item) -> dict[str, Any]:
    """Front matter as MkDocs and Material get it: they print titles and descriptions without escaping them."""
    meta = dict(item.front.values)
    meta["title"] = escape(item.title)
    if item.meta.description:
        meta["description"] = escape(item.meta.description)
    return meta
