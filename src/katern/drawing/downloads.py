"""What a reader can take along from an item's page: booklets, sheets to fold, e-books, slides."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from jinja2 import Environment

from katern.drawing.page import Page


@dataclass(frozen=True, slots=True)
class Thumbnail:
    """The first page of a file as a picture, which stands beside that file: its name and its size in pixels."""

    name: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Download:
    """A file: its URL relative to the root, what it is, on which paper, how many pages, bytes and planned chapters."""

    url: str
    form: str
    title: str
    paper: str
    pages: int
    size: int
    chapters: int = 0
    thumbnail: Thumbnail | None = None

    def size_shown(self, decimal: str) -> str:
        """The size as people say it, with the sign of their language before decimals."""
        if self.size < 1_000_000:
            return f"{max(1, round(self.size / 1000))} kB"
        return f"{self.size / 1_000_000:.1f} MB".replace(".", decimal)


# rows of files, first what somebody needs who stands before a group; files for printers come last
_GROUPS = {
    "meeting": ("set", "sheet", "role-cards", "cards", "poster", "slides"),
    "read": ("booklet", "summary", "epub"),
    "adapt": ("docx",),
    "press": ("sheets", "press", "cover"),
    "own": ("own",),
}  # fmt: skip
# makes booklets of the pages, by address, once all are drawn; gives the downloads of each item by the path of its file
Printer = Callable[[Mapping[str, Page]], Mapping[str, Sequence[Download]]]


def draw_downloads(env: Environment, page: Page, downloads: Mapping[str, Sequence[Download]]) -> str:
    """The list of what can be taken along from a page; nothing where there is nothing."""
    files = downloads.get(page.item.path, ()) if page.item else ()
    return env.get_template("katern/downloads.html").render(groups=grouped(files), base=page.base) if files else ""


def grouped(files: Sequence[Download]) -> list[tuple[str, list[Download]]]:
    """Files in groups by what somebody does with them, those of one form as they were declared."""
    found = {group: [file for form in forms for file in files if file.form == form] for group, forms in _GROUPS.items()}
    return [(group, those) for group, those in found.items() if those]
