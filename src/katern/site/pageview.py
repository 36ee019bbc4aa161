"""A page as the templates of a theme know it: the names are those of MkDocs, which themes are written for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from katern.reading.text import Entry


@dataclass(frozen=True, slots=True)
class Anchor:
    """A line of a page's contents."""

    title: str
    id: str
    level: int
    children: tuple[Anchor, ...] = ()

    @property
    def url(self) -> str:
        """The link to it within the page."""
        return f"#{self.id}"


class Contents(Sequence[Anchor]):
    """A page's list of contents."""

    def __init__(self, anchors: Sequence[Anchor]) -> None:
        self.items = list(anchors)

    def __getitem__(self, index: Any) -> Any:
        return self.items[index]

    def __len__(self) -> int:
        return len(self.items)

    def __iter__(self) -> Iterator[Anchor]:
        return iter(self.items)


def contents_of(entries: Sequence[Entry], *more: Anchor) -> Contents:
    """The contents that were read, and what the site itself adds."""
    return Contents([*map(_anchor, entries), *more])


def _anchor(entry: Entry) -> Anchor:
    return Anchor(entry.title, entry.id, entry.level, tuple(map(_anchor, entry.children)))


@dataclass(frozen=True, slots=True)
class File:
    """The file of a page."""

    src_uri: str
    url: str
    dest_uri: str
    page: PageView | None = None

    @property
    def src_path(self) -> str:
        """The older name of the same."""
        return self.src_uri


@dataclass(slots=True)
class PageView:
    """A page; title and meta hold HTML, as everywhere in MkDocs. `draw` draws what stands in the frame."""

    title: str
    url: str
    file: File
    meta: Mapping[str, Any]
    draw: Callable[[], str] = str
    toc: Contents = field(default_factory=lambda: Contents(()))
    canonical_url: str | None = None
    abs_url: str | None = None
    edit_url: str | None = None
    previous_page: Any = None
    next_page: Any = None
    parent: Any = None
    active: bool = True
    children: None = None
    is_page: bool = True
    is_section: bool = False
    is_link: bool = False
    update_date: str = ""

    @property
    def content(self) -> str:
        """What stands in the frame."""
        return self.draw()

    @property
    def is_homepage(self) -> bool:
        """Whether it is the first page of the site."""
        return self.url in ("", "index.html") and self.parent is None

    @property
    def is_top_level(self) -> bool:
        """Whether no section holds it."""
        return self.parent is None

    @property
    def is_index(self) -> bool:
        """Whether it stands for its folder."""
        return self.file.src_uri.rpartition("/")[2] in ("index.md", "README.md")

    @property
    def ancestors(self) -> list[Any]:
        """The sections that hold it, innermost first."""
        found, node = [], self.parent
        while node is not None:
            found.append(node)
            node = node.parent
        return found


def file_of(url: str) -> str:
    """The file of a page on disk."""
    return f"{url}index.html" if not url or url.endswith("/") else url
