"""Navigation from the content: themes and lines from programme.yml, then folders; no hand-kept list.

The whole navigation is never drawn on every page: a section's fragment is drawn once and each page only gets its own
base URL and its own mark in it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from typing import Any

from katern.kinds import Kind
from katern.library import Item, Library, reading_order
from katern.site.menu import Menu, Node
from katern.words import Words

BASE = "\x00"  # stands for the way from a page to the root

NavList = list[dict[str, Any]]


def build_nav(library: Library, words: Words, generated: dict[str, str]) -> NavList:
    """MkDocs' `nav`: home, dossiers by theme, toolkits, the folders of docs by order, sources."""
    nav: NavList = []
    addresses = library.by_address()
    if "index.md" in addresses:
        nav.append({words.navigation.home: "index.md"})
    for row in library.kinds.wholes:
        wholes = [*_list_page(library, row, generated), *_wholes(library, row)]
        if wholes:
            nav.append({words.kinds[row.name].list.title: wholes})
    nav += _folders(library, words, generated)
    return nav


def _list_page(library: Library, row: Kind, generated: dict[str, str]) -> list[str]:
    """The page that lists all items of a kind, if there is one."""
    known = (generated, library.by_address())
    return [
        address
        for address, kind in library.layout.lists.items()
        if kind is row and any(address in one for one in known)
    ]


def _wholes(library: Library, row: Kind) -> list[Any]:
    """The items of a kind with their parts; those that tell about a programme line by theme and line, before the others."""
    items = library.of_kind(row.name)
    by_line = {library.line_of(item): item for item in items if row.per_line}
    placed = set()
    entries: list[Any] = []
    for theme in library.data.programme.themes if row.per_line else ():
        lines: NavList = []
        for line in theme.lines:
            item = by_line.get(line.slug)
            if item is not None:
                placed.add(item.path)
                lines.append({escape(line.short or line.title): _whole(library, item)})
        if lines:
            entries.append({escape(theme.title): lines})
    return entries + [{escape(item.title): _whole(library, item)} for item in items if item.path not in placed]


def _whole(library: Library, item: Item) -> list[str]:
    return [item.address, *(part.address for part in library.parts_of(item))]


def _folders(library: Library, words: Words, generated: dict[str, str]) -> NavList:
    """Top-level pages and folders of docs, and the catalogue, by their order."""
    docs = [item for item in library.items.values() if item.path.startswith(library.layout.docs + "/")]
    entries: list[tuple[tuple[int, int, str], Any]] = []
    catalogue = f"{library.layout.sources}/index.md"
    for name, node in _tree(docs).items():
        if isinstance(node, Item):
            if node.address not in ("index.md", catalogue):
                entries.append((reading_order(node), {escape(node.title): node.address}))
        elif name != library.layout.sources:
            order, title = _place(library, node, f"{name}/index.md", generated)
            made = [f"{name}/index.md"] if f"{name}/index.md" in generated else []
            entries.append((order, {title: [*made, *_folder(node)]}))
    if catalogue in generated or catalogue in library.by_address():
        entries.append(((900, 0, ""), {words.sources.title: catalogue}))
    return [entry for _, entry in sorted(entries, key=lambda pair: pair[0])]


def _place(
    library: Library, node: dict[str, Any], address: str, generated: dict[str, str]
) -> tuple[tuple[int, int, str], str]:
    """Where a folder of docs stands among others, and its title as HTML: its index page says so, or the site that makes it."""
    index = node.get("index.md")
    if isinstance(index, Item):
        return reading_order(index), escape(index.title)
    row = library.layout.lists.get(address)
    if address in generated and row is not None and row.listing is not None:
        return (row.listing.menu, 0, ""), generated[address]
    title = _named(address.split("/")[0])
    return (1000, 0, title.casefold()), escape(title)


def _named(folder: str) -> str:
    """The title of a folder that says none."""
    return folder.replace("-", " ").capitalize()


def _tree(items: list[Item]) -> dict[str, Any]:
    tree: dict[str, Any] = {}
    for item in items:
        node = tree
        *folders, name = item.address.split("/")
        for folder in folders:
            node = node.setdefault(folder, {})
        node[name] = item
    return tree


def _folder(node: dict[str, Any]) -> Iterator[Any]:
    index = node.get("index.md")
    if isinstance(index, Item):
        yield index.address
    pages = sorted((page for page in node.values() if isinstance(page, Item) and page is not index), key=reading_order)
    for page in pages:
        yield {escape(page.title): page.address}
    for name, inner in sorted((name, inner) for name, inner in node.items() if isinstance(inner, dict)):
        inner_index = inner.get("index.md")
        title = inner_index.title if isinstance(inner_index, Item) else _named(name)
        yield {escape(title): list(_folder(inner))}


@dataclass(frozen=True, slots=True)
class Entry:
    """One link of a drawn navigation; the title is HTML, as everywhere in MkDocs."""

    title: str
    url: str
    children: tuple[Entry, ...] = ()
    heading: bool = False


class Navigation:
    """Draws the side list and holds the main menu; a side list is drawn once for all pages of an item."""

    def __init__(self) -> None:
        self._sections: dict[str, Entry] = {}
        self._trails: dict[str, tuple[Entry, ...]] = {}
        self._neighbours: dict[str, tuple[Entry | None, Entry | None]] = {}
        self._drawn: dict[tuple[str, ...], str] = {}
        self.menu: tuple[Entry, ...] = ()

    def read(self, menu: Menu) -> None:
        """Take over the menu of the site."""
        entries: list[Entry] = []
        for node in menu.items:
            entry = _entry(node)
            if entry is not None:
                entries.append(entry)
                self._index(node, (), entry)
        self.menu = tuple(entries)

    def _index(self, node: Node, trail: tuple[Entry, ...], section: Entry) -> None:
        if node.children is None:
            if node.is_page:
                self._sections[node.address] = section
                self._trails[node.address] = trail
            return
        entry = _entry(node)
        if entry is None:
            return
        pages = [child for child in node.children if child.is_page]
        others = [None, *(Entry(page.title, page.url or "") for page in pages), None]
        for number, page in enumerate(pages):
            self._neighbours[page.address] = (others[number], others[number + 2])
        for child in node.children:
            self._index(child, (*trail, entry), section)

    def side(self, address: str, url: str, base: str) -> str:
        """The side list of a page: `base` leads from it to the root."""
        trail = self._trails.get(address, ())
        if not trail:
            return ""
        # a heading leads to the first page below it, which does not make that page's item the reader's
        key = (trail[0].url, *(entry.url for entry in trail if not entry.heading))
        if key not in self._drawn:
            self._drawn[key] = _draw(self._sections[address], frozenset(key[1:]))
        link = f'href="{BASE}{escape(url)}"'
        return self._drawn[key].replace(link, f'{link} aria-current="page"').replace(BASE, base)

    def trail(self, address: str) -> tuple[Entry, ...]:
        """The sections that hold a page, outermost first."""
        return self._trails.get(address, ())

    def neighbours(self, address: str) -> tuple[Entry | None, Entry | None]:
        """The page before and after, within the same item or folder."""
        return self._neighbours.get(address, (None, None))


def _entry(node: Node) -> Entry | None:
    """A node as a link; None where it leads nowhere."""
    if node.children is None:
        return Entry(node.title, node.url) if node.url is not None else None
    children = tuple(child for child in map(_entry, node.children) if child is not None)
    if not children:
        return None
    if node.children[0].is_index:
        return Entry(node.title, children[0].url, children[1:])
    return Entry(node.title, children[0].url, children, heading=True)


def _draw(section: Entry, open_urls: frozenset[str]) -> str:
    items = "".join(_draw_entry(child, open_urls) for child in section.children)
    title = f'<a class="side__title" href="{BASE}{escape(section.url)}">{section.title}</a>'
    return f'{title}<ul class="side__list">{items}</ul>'


def _draw_entry(entry: Entry, open_urls: frozenset[str]) -> str:
    if entry.heading:
        head = f'<span class="side__heading">{entry.title}</span>'
    else:
        head = f'<a href="{BASE}{escape(entry.url)}">{entry.title}</a>'
    # only the item in which the reader is shows its pages
    if not entry.children or not (entry.heading or entry.url in open_urls):
        return f"<li>{head}</li>"
    return f"<li>{head}<ul>{''.join(_draw_entry(child, open_urls) for child in entry.children)}</ul></li>"
