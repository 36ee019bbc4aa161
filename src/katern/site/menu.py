"""The menu of a site as a tree: what mkdocs.yml gives as `nav`, or what follows from the content, with titles and URLs."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from urllib.parse import urlsplit


@dataclass(slots=True)
class Node:
    """A page, a section or a link to elsewhere; the title is HTML, `address` is that of a page of the site.

    The names are those of MkDocs' navigation, which themes are written for.
    """

    title: str
    url: str | None = None
    address: str = ""
    children: list[Node] | None = None
    parent: Node | None = field(default=None, repr=False)
    is_active: Callable[[Node], bool] = field(default=lambda node: False, repr=False)

    @property
    def is_section(self) -> bool:
        """Whether it holds others."""
        return self.children is not None

    @property
    def is_page(self) -> bool:
        """Whether it is a page of the site."""
        return self.children is None and bool(self.address)

    @property
    def is_link(self) -> bool:
        """Whether it leads elsewhere."""
        return self.children is None and not self.address

    @property
    def active(self) -> bool:
        """Whether the page that is drawn is this one, or below it."""
        return self.is_active(self)

    @property
    def is_index(self) -> bool:
        """Whether it stands for its folder."""
        return posixpath.basename(self.address) in ("index.md", "README.md")

    @property
    def meta(self) -> Mapping[str, Any]:
        """Nothing: a menu knows no fields of its pages."""
        return {}


@dataclass(frozen=True)
class Menu:
    """All nodes at the top; `homepage` is the first page, where it opens the menu."""

    items: tuple[Node, ...]

    @cached_property
    def pages(self) -> list[Node]:
        """All pages, in reading order."""
        return [node for node in walk(self.items) if node.is_page]

    @cached_property
    def homepage(self) -> Node | None:
        """The page with which the site opens."""
        return next((node for node in self.pages if node.url in ("", "index.html")), None)

    def __iter__(self) -> Iterator[Node]:
        return iter(self.items)

    def __len__(self) -> int:
        return len(self.items)


def walk(nodes: Sequence[Node]) -> Iterator[Node]:
    """All nodes, each before those that it holds."""
    for node in nodes:
        yield node
        yield from walk(node.children or ())


def read_menu(nav: Sequence[Any], titles: Mapping[str, str], url: Callable[[str], str]) -> Menu:
    """The menu that a `nav` describes; `titles` are those of the pages, by address."""
    items = [node for entry in nav for node in _nodes(entry, titles, url)]
    _adopt(items, None)
    return Menu(tuple(items))


def _nodes(entry: Any, titles: Mapping[str, str], url: Callable[[str], str]) -> Iterator[Node]:
    if isinstance(entry, str):
        yield _page(None, entry, titles, url)
    elif isinstance(entry, Mapping):
        for title, content in entry.items():
            if isinstance(content, str):
                yield _page(str(title), content, titles, url)
            elif content is not None:
                held = [node for inner in content for node in _nodes(inner, titles, url)]
                yield Node(str(title), None, "", held)


def _page(title: str | None, address: str, titles: Mapping[str, str], url: Callable[[str], str]) -> Node:
    path = posixpath.normpath(address) if not urlsplit(address).scheme else address
    if path in titles:
        return Node(titles[path] if title is None else title, url(path), path)
    return Node(title if title is not None else address, address)


def _adopt(nodes: Sequence[Node], parent: Node | None) -> None:
    for node in nodes:
        node.parent = parent
        _adopt(node.children or (), node)


def nav_of_files(addresses: Sequence[str]) -> list[Any]:
    """A `nav` that follows the folders, for a site that gives none: index pages first, folders last."""
    tree: dict[str, Any] = {}
    for address in sorted(addresses, key=_file_order):
        node = tree
        *folders, name = address.split("/")
        for folder in folders:
            node = node.setdefault(folder + "/", {})
        node[name] = address
    return _as_nav(tree)


def _file_order(address: str) -> tuple[Any, ...]:
    folder, name = posixpath.split(address)
    return (folder.split("/") if folder else [], posixpath.splitext(name)[0] not in ("index", "README"), name)


def _as_nav(tree: Mapping[str, Any]) -> list[Any]:
    return [
        entry
        if isinstance(entry, str)
        else {name.rstrip("/").replace("-", " ").replace("_", " ").capitalize(): _as_nav(entry)}
        for name, entry in tree.items()
    ]
