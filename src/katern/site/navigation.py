"""Navigation from the content: themes and lines from programme.yml, then folders; no hand-kept list.

The whole navigation is never drawn on every page: a section's fragment is drawn once and each page only gets its own
base URL and its own mark in it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from typing import Any

from katern.item import Item, reading_order
from katern.kinds import Kind
from katern.library import Library
from katern.site.menu import Menu, Node
from katern.words import Words

BASE = "\x00"  # stands for the way from a page to the root
# a list of more entries is no list that anybody reads, and on every page it would make the site grow with its square
LONGEST = 100

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


_Order = tuple[int, int, str]


def _folders(library: Library, words: Words, generated: dict[str, str]) -> NavList:
    """Top-level pages and folders of docs, and the catalogue, by their order; lists of one group stand together."""
    docs = [item for item in library.items.values() if item.path.startswith(library.layout.docs + "/")]
    entries: list[tuple[_Order, Any]] = []
    groups: dict[str, list[tuple[_Order, Any]]] = {}
    catalogue = f"{library.layout.sources}/index.md"
    alone = [
        address
        for address in generated
        if address not in library.layout.lists and not address.startswith(f"{library.layout.sources}/")
    ]
    entries += [((400, 0, ""), entry) for entry in _together(alone, generated)]
    for name, node in _tree(docs).items():
        if isinstance(node, Item):
            if node.address not in ("index.md", catalogue):
                entries.append((reading_order(node), {escape(node.title): node.address}))
        elif name != library.layout.sources:
            group = _group(library, name)
            (groups.setdefault(group, []) if group else entries).append(_listed(library, name, node, generated))
    entries += [_grouped(getattr(words.navigation, group), lists) for group, lists in groups.items()]
    if catalogue in generated or catalogue in library.by_address():
        entries.append(((900, 0, ""), {words.sources.title: catalogue}))
    return [entry for _, entry in sorted(entries, key=lambda pair: pair[0])]


def _together(addresses: list[str], titles: dict[str, str]) -> Iterator[Any]:
    """Pages that the site makes beside its lists, those of one folder under its first; one of a release has its own place."""
    for address in addresses:
        folder, _, name = address.rpartition("/")
        if folder and name == "index.md":
            others = [other for other in addresses if other.startswith(f"{folder}/") and other != address]
            yield {titles[address]: [address, *({titles[other]: other} for other in others)]}


def _group(library: Library, folder: str) -> str:
    row = library.layout.lists.get(f"{folder}/index.md")
    return row.listing.group if row is not None and row.listing is not None else ""


def _listed(library: Library, folder: str, node: dict[str, Any], generated: dict[str, str]) -> tuple[_Order, Any]:
    address = f"{folder}/index.md"
    order, title = _place(library, node, address, generated)
    return order, {title: [*([address] if address in generated else []), *_folder(node)]}


def _grouped(title: str, lists: list[tuple[_Order, Any]]) -> tuple[_Order, Any]:
    """Several lists under one title, at the place of the first; one alone needs none."""
    ordered = sorted(lists, key=lambda pair: pair[0])
    return ordered[0] if len(ordered) == 1 else (ordered[0][0], {escape(title): [entry for _, entry in ordered]})


def _place(library: Library, node: dict[str, Any], address: str, generated: dict[str, str]) -> tuple[_Order, str]:
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
    """Draws the side list and holds the main menu; a side list is drawn once for all pages that have the same."""

    def __init__(self) -> None:
        self._places: dict[str, _Place] = {}
        self._neighbours: dict[str, tuple[Entry | None, Entry | None]] = {}
        self._drawn: dict[tuple[object, ...], str] = {}
        self.menu: tuple[Entry, ...] = ()

    def read(self, menu: Menu) -> None:
        """Take over the menu of the site."""
        entries: list[Entry] = []
        for node in menu.items:
            entry = _entry(node)
            if entry is not None:
                entries.append(entry)
                self._index(node, entry, _Place())
        self.menu = tuple(entries)

    def _index(self, node: Node, entry: Entry, place: _Place) -> None:
        if node.children is None:
            if node.is_page:
                self._places[node.address] = place
            return
        pages = [child for child in node.children if child.is_page]
        others = [None, *(Entry(page.title, page.url or "") for page in pages), None]
        for number, page in enumerate(pages):
            self._neighbours[page.address] = (others[number], others[number + 2])
        trail, held = (*place.trail, entry), iter(enumerate(entry.children))
        for number, child in enumerate(node.children):
            if number == 0 and child.is_index:  # the page of the entry itself
                if child.is_page:
                    self._places[child.address] = _Place(trail, place.steps)
            elif _leads_somewhere(child):
                step, below = next(held)
                self._index(child, below, _Place(trail, (*place.steps, step)))

    def side(self, address: str, url: str, base: str) -> str:
        """The side list of a page: `base` leads from it to the root."""
        place = self._places.get(address, _Place())
        if not place.trail:
            return ""
        section, steps = place.trail[0], place.steps
        key = (
            (section.url, *steps)
            if len(place.trail) > len(steps)
            else (section.url, *steps[:-1], steps[-1] // LONGEST, "")
        )
        if key not in self._drawn:
            self._drawn[key] = _draw(section, steps)
        link = f'href="{BASE}{escape(url)}"'
        return self._drawn[key].replace(link, f'{link} aria-current="page"').replace(BASE, base)

    def trail(self, address: str) -> tuple[Entry, ...]:
        """The sections that hold a page, outermost first."""
        return self._places.get(address, _Place()).trail

    def neighbours(self, address: str) -> tuple[Entry | None, Entry | None]:
        """The page before and after, within the same item or folder."""
        return self._neighbours.get(address, (None, None))


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a page stands: the sections that hold it, and which child of each is the next; the page itself is the last.

    The page of a section itself is none of its children.
    """

    trail: tuple[Entry, ...] = ()
    steps: tuple[int, ...] = ()


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


def _leads_somewhere(node: Node) -> bool:
    return node.url is not None if node.children is None else any(map(_leads_somewhere, node.children))


def _draw(section: Entry, steps: tuple[int, ...]) -> str:
    drawing = _Drawing(_size(section) > LONGEST)
    title = f'<a class="side__title" href="{BASE}{escape(section.url)}">{section.title}</a>'
    return f'{title}<ul class="side__list">{drawing.list(section, steps)}</ul>'


def _size(entry: Entry) -> int:
    """How many entries a section shows when all headings in it are open; it is not counted on where it is long already."""
    size = 0
    for child in entry.children:
        size += 1 + (_size(child) if child.heading else 0)
        if size > LONGEST:
            break
    return size


@dataclass(frozen=True, slots=True)
class _Drawing:
    """Draws side lists; where a section is `long`, only that heading is open below which the reader is."""

    long: bool

    def list(self, entry: Entry, steps: tuple[int, ...]) -> str:
        """What an entry holds: where that is much, as much around the reader as a person reads."""
        here = steps[0] if steps else -1
        first = max(here, 0) // LONGEST * LONGEST
        last = min(first + LONGEST, len(entry.children))
        drawn = [self._entry(entry.children[number], steps[1:], number == here) for number in range(first, last)]
        if first:
            drawn.insert(0, _more(entry.children[first - 1]))
        if last < len(entry.children):
            drawn.append(_more(entry.children[last]))
        return "".join(drawn)

    def _entry(self, entry: Entry, steps: tuple[int, ...], on_the_way: bool) -> str:
        # only the item in which the reader is shows its pages
        open_here = on_the_way or (entry.heading and not self.long)
        if entry.heading and open_here:
            head = f'<span class="side__heading">{entry.title}</span>'
        else:
            head = f'<a href="{BASE}{escape(entry.url)}">{entry.title}</a>'
        if not entry.children or not open_here:
            return f"<li>{head}</li>"
        return f"<li>{head}<ul>{self.list(entry, steps if on_the_way else ())}</ul></li>"


def _more(entry: Entry) -> str:
    """The list goes on with this entry, on its page."""
    return f'<li class="side__more"><a href="{BASE}{escape(entry.url)}">… {entry.title}</a></li>'
