"""Between MkDocs' pages and ours: what MkDocs read becomes what is drawn, and front matter becomes what it prints."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from html import escape
from typing import Any

from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.structure.toc import AnchorLink

from katern.citations.extension import DrawnCluster
from katern.drawing.drawer import Read
from katern.drawing.page import Heading
from katern.library import Item


@dataclass(slots=True)
class SitePage:
    """A page while MkDocs reads it: its item, its clusters, and its front-matter texts as HTML."""

    page: MkDocsPage
    item: Item | None
    clusters: list[DrawnCluster] = field(default_factory=list)
    texts: dict[str, list[str]] = field(default_factory=dict)

    def read(self) -> Read:
        """What reading gave, with what other plugins made of it since."""
        page = self.page
        contents = tuple(_headings(page.toc.items)) if page.toc else ()
        title = self.item.title if self.item is not None else str(page.title or "")
        return Read(self.item, page.file.src_uri, page.url, title, page.content or "", contents, self.texts, self.clusters)


def _headings(anchors: Iterable[AnchorLink]) -> Iterator[Heading]:
    for anchor in anchors:
        yield Heading(anchor.level, anchor.id, anchor.title)
        yield from _headings(anchor.children)


def escaped_meta(item: Item) -> dict[str, Any]:
    """Front matter as MkDocs and Material get it: they print titles and descriptions without escaping them."""
    meta = dict(item.front.values)
    meta["title"] = escape(item.title)
    if item.meta.description:
        meta["description"] = escape(item.meta.description)
    return meta
