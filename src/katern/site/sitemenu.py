"""The menu of a site while its pages are drawn: where each page stands in it, and which of its entries is open."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import quote

from katern.site.build import Build
from katern.site.menu import Menu, Node, nav_of_files, read_menu, walk
from katern.site.navigation import build_nav
from katern.site.pageview import PageView


class SiteMenu:
    """The menu that mkdocs.yml gives, else that of the folders; `views` are the pages by address."""

    def __init__(self, build: Build, views: Mapping[str, PageView]) -> None:
        self._views = views
        # the nodes of each page, and those above and at the page that is drawn
        self._nodes: dict[str, list[Node]] = {}
        self._active: set[int] = set()
        titles = {address: view.title for address, view in views.items()}
        nav = build.site.nav if build.site.nav else build_nav(build.library, build.words, build.generated)
        layout = build.library.layout
        self.menu = read_menu(nav or nav_of_files(list(titles)), titles, lambda address: quote(layout.url(address)))
        for node in walk(self.menu.items):
            node.is_active = self._is_active
            if node.children is None:
                self._nodes.setdefault(node.address, []).append(node)

    def place(self) -> None:
        """Neighbours and sections of each page, for themes that ask."""
        pages = [node for node in self.menu.pages if node.address in self._views]
        for before, node, after in zip([None, *pages], pages, [*pages[1:], None], strict=False):
            view = self._views[node.address]
            view.title = node.title if node.title else view.title
            view.parent, view.previous_page, view.next_page = node.parent, before, after

    def of_page(self, page: PageView | None) -> Menu:
        """The menu, which knows the page that is drawn."""
        self._active = set()
        for node in self._nodes.get(page.file.src_uri, ()) if page is not None else ():
            holder: Node | None = node
            while holder is not None:
                self._active.add(id(holder))
                holder = holder.parent
        return self.menu

    def _is_active(self, node: Node) -> bool:
        return id(node) in self._active
