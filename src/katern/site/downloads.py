"""What a reader can take along from an item's page: booklets, sheets to fold, e-books, slides."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from jinja2 import Environment
from markupsafe import Markup

if TYPE_CHECKING:
    from katern.site.pages import SitePage

# where a page's template wants its list; an HTML comment, so that a site without booklets shows nothing
PLACE = "<!--katern-downloads-->"


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

    @property
    def size_shown(self) -> str:
        """The size as people say it, with a Dutch comma."""
        if self.size < 1_000_000:
            return f"{max(1, round(self.size / 1000))} kB"
        return f"{self.size / 1_000_000:.1f} MB".replace(".", ",")


# makes booklets of the pages once all are read; gives the downloads of each item by the path of its file
Printer = Callable[[Mapping[str, "SitePage"]], Mapping[str, Sequence[Download]]]


def draw_downloads(
    env: Environment, pages: Mapping[str, SitePage], downloads: Mapping[str, Sequence[Download]]
) -> None:
    """Put each item's list in its place; where there is none, nothing stands there."""
    template = env.get_template("katern/downloads.html")
    for site_page in pages.values():
        content = site_page.page.content
        if content is None or PLACE not in content:
            continue
        files = downloads.get(site_page.item.path, ()) if site_page.item else ()
        drawn = Markup(template.render(files=files, base=site_page.base)) if files else ""
        site_page.page.content = content.replace(PLACE, drawn)
