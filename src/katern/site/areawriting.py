"""Writing profiles of areas and what stands beside them: each that does not stand there already, in a frame that all share."""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable, Iterator
from html import escape

from katern.looked import look, looking
from katern.site import csp
from katern.site.areapages import AreaPage, AreaPages
from katern.site.drawings import Drawing
from katern.site.madeof import MadeOf
from katern.site.output import Output
from katern.site.pageview import File, PageView, file_of
from katern.site.shell import Shell
from katern.site.standing import Made


class AreaWriting:
    """Writes the pages of a monitor; `canonical` gives the whole address of a URL, if the site has one."""

    def __init__(self, areas: AreaPages, made_of: MadeOf, canonical: Callable[[str], str | None]) -> None:
        self._areas, self._made_of, self._canonical = areas, made_of, canonical
        self._frames: dict[int, _Frame] = {}

    def pages(self, output: Output, shell: Shell, find: Callable[[str], Drawing | None]) -> None:
        """Each profile; `find` gives what was drawn elsewhere of what has a digest."""
        for page in self._areas.pages():
            path, digest = file_of(page.url), self.digest(page)
            if not output.stands(path, digest):
                drawing = find(digest) or self.draw(page, shell)
                output.write(path, drawing.content, Made(digest, drawing.looked))

    def digests(self) -> Iterator[tuple[str, str]]:
        """The file of each profile, and the digest of what it is made of."""
        return ((file_of(page.url), self.digest(page)) for page in self._areas.pages())

    def digest(self, page: AreaPage) -> str:
        """Of what a profile is made."""
        return self._made_of.whole("area", page.url, self._areas.digest(page))

    def draw(self, page: AreaPage, shell: Shell) -> Drawing:
        """A profile in its frame."""
        with looking() as looked:
            content = self._drawn(page, shell).encode("utf-8", "xmlcharrefreplace")
        return Drawing(content, looked=frozenset(looked))

    def _drawn(self, page: AreaPage, shell: Shell) -> str:
        title, description = self._told(page)
        if "&" in title + description:  # a template may read what is escaped and write it otherwise
            return csp.with_policy(shell.page(self._view(page.url, title, description, lambda: self._areas.draw(page))))
        frame = self._frames.get(page.edition)
        if frame is None:
            frame = self._frames[page.edition] = _Frame(
                page.url, lambda *told: csp.with_policy(shell.page(self._view(*told)))
            )
        return frame.fill(page.url, title, description, self._areas.draw(page))

    def _told(self, page: AreaPage) -> tuple[str, str]:
        """Title and description of a profile, as HTML."""
        title = self._areas.title(page)
        return escape(title), escape(f"{title}: {self._areas.monitor.description}")

    def _view(self, url: str, title: str, description: str, draw: Callable[[], str]) -> PageView:
        """A profile, which stands in the place of the finder in the menu."""
        meta = {"title": title, "description": description, "hide": ["toc"]}
        file = File(self._areas.home, url, file_of(url))
        return PageView(title, url, file, meta, draw, canonical_url=self._canonical(url))

    def files(self, output: Output) -> None:
        """Figures to take along, the lists of the finder, and the small map."""
        areas = self._areas
        for path, figures, make in areas.files():
            made_of = self._made_of.whole("figures", path, figures)
            if not output.stands(path, made_of):
                output.write(path, make().encode(), Made(made_of))
        for path, text in (*areas.index_files.items(), areas.tiles_svg()):
            output.write(path, text.encode())


class _Frame:
    """The frame that the profiles of one edition share: drawn once with words in the place of their own, which no page holds."""

    def __init__(self, url: str, draw: Callable[[str, str, str, Callable[[], str]], str]) -> None:
        mark = f"x{secrets.token_hex(8)}"
        steps = url.split("/")
        place = -2 if url.endswith("/") else -1
        extension = "" if url.endswith("/") else "." + steps[place].rpartition(".")[2]
        steps[place] = f"{mark}u{extension}"
        self._mark, self._extension, self._place = mark, extension, place
        with looking() as looked:
            drawn = draw("/".join(steps), f"{mark}t", f"{mark}d", lambda: f"{mark}c")
        self._looked = frozenset(looked)
        self._pieces = re.split(f"{mark}([utdc])", drawn)

    def fill(self, url: str, title: str, description: str, content: str) -> str:
        """A whole page."""
        for name in self._looked:
            look(name)
        own = {
            "u": url.split("/")[self._place].removesuffix(self._extension),
            "t": title,
            "d": description,
            "c": content,
        }
        return "".join([own[piece] if number % 2 else piece for number, piece in enumerate(self._pieces)])
