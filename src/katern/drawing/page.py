"""The parts of one page, each drawn by itself and kept apart: nobody has to cut a page up again."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from katern.drawing.citations import Place
from katern.drawing.placing import HERE
from katern.item import Item
from katern.reading.marks import without_marks
from katern.reading.text import Entry

_WORDS_PER_MINUTE = 200
_TAG = re.compile(r"<[^>]+>")
_TITLE = re.compile(r"<h1[\s>]")


@dataclass(frozen=True, slots=True)
class Page:
    """A page as it was drawn; `url` is relative to the root of the site, `base` leads from the page to that root.

    `body` is only what the author wrote, with its citations; what the engine knows of elements in it stands in marks
    (`katern.reading.marks`). `texts` are the front-matter fields with running text, drawn alike. `head`, `tail`,
    `sources`, `downloads` and `changes` are what the site puts around the text. `references` are the entries of the
    sources that the page cites, as the style writes them, in the order of its list; `list_headed` is whether its author wrote
    a heading above that list.
    """

    item: Item | None
    address: str
    url: str
    title: str
    body: str = ""
    texts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    contents: tuple[Entry, ...] = ()
    cited: Mapping[str, tuple[Place, ...]] = field(default_factory=dict)
    references: Mapping[str, str] = field(default_factory=dict)
    list_headed: bool = False
    head: str = ""
    tail: str = ""
    sources: str = ""
    downloads: str = ""
    changes: str = ""

    @property
    def base(self) -> str:
        """The way from the page to the root of the site, with a slash at its end."""
        return way_to_root(self.url)

    @property
    def own_heading(self) -> bool:
        """Whether the author's text brings the title of the page."""
        return _TITLE.search(self.body) is not None

    @property
    def has_heading(self) -> bool:
        """Whether what is drawn brings the title of the page."""
        return bool(self.head) or self.own_heading


def assemble(page: Page) -> str:
    """What stands in the frame: all parts in their order."""
    body = without_marks(page.body)
    if HERE in body:
        return page.head + body.replace(HERE, page.sources) + page.tail
    return page.head + body + page.tail + page.sources


def way_to_root(url: str) -> str:
    """The way from the page at a URL to the root, with a slash at its end."""
    up = posixpath.relpath(".", url if url.endswith("/") else posixpath.dirname(url) or ".")
    return "./" if up == "." else up + "/"


def minutes_to_read(html: str) -> int:
    """Reading time in whole minutes, at least one."""
    return max(1, round(len(_TAG.sub(" ", html).split()) / _WORDS_PER_MINUTE))
