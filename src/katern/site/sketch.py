"""A page whose text alone is another, drawn from what the last build knows of all else: there before anybody looks at the rest."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from katern.check import check_pages
from katern.drawing.drawer import read_item
from katern.finding import Finding
from katern.item import Item
from katern.site.build import Build
from katern.site.pageview import file_of
from katern.site.whole import Whole


@dataclass(frozen=True, slots=True)
class Sketched:
    """A page as a file of the site, and what is wrong with it as far as it tells itself."""

    path: str
    content: bytes
    findings: tuple[Finding, ...]


class Sketch:
    """Draws pages of a build that is done, each as it is now."""

    def __init__(self, build: Build, whole: Whole) -> None:
        self.build = build
        self._whole = whole

    def url(self, path: str) -> str | None:
        """The URL of a file's page; None where no page was made of it."""
        item = self.build.library.items.get(path)
        return None if item is None else self.build.library.layout.url(item.address)

    def draw(self, path: str, is_broken: Callable[[Finding], bool]) -> Sketched | None:
        """The page of a file; None where more than its text is another, or where it cannot be drawn as it was meant."""
        build, before = self.build, self.build.library.items.get(path)
        library = build.library.with_page(path)
        if before is None or library is None or not _same_around(before, library.items[path]):
            return None
        item = library.items[path]
        read = read_item(item, library.layout)
        clusters = (placed.cluster for text in read.texts for placed in text.clusters)
        known = build.formatted.clusters
        if any(cluster not in known and library.sources.keys() >= {*cluster.keys} for cluster in clusters):
            return None
        if any("data:image/" in piece for piece in read.text.pieces):
            return None
        findings = check_pages(library, [path], build.site.policy)
        if any(map(is_broken, findings)):
            return None
        content = self._whole.page_again(*build.drawn_again(read))
        return Sketched(file_of(read.url), content, findings)


def _same_around(before: Item, now: Item) -> bool:
    """Whether all that other pages tell of a page is what it was."""
    return now.front.values == before.front.values and now.title == before.title and now.row == before.row
