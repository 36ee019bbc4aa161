"""Rules on links between pages: files, anchors, and pages that nothing leads to."""

from __future__ import annotations

import os
import posixpath
from collections.abc import Iterator

from katern.bibliography.export import FORMATS
from katern.check.lastrelease import pages_of_last_release
from katern.containment import inside
from katern.finding import Finding, Position, nearest
from katern.library import Item, Library
from katern.reading.text import Link

# what the page's template draws around its text
_DRAWN = frozenset(("inhoud", "kernboodschappen", "onderdelen", "boekjes"))


def broken_links(library: Library) -> Iterator[Finding]:
    """link.broken and link.outside-tree: a link or image that points to no file of the site."""
    made = made_pages(library)
    for item in library.items.values():
        for link in _links(item):
            if finding := _broken(library, item, link, made):
                yield finding


def _links(item: Item) -> Iterator[Link]:
    """Links and images that the author wrote in Markdown, which the site turns into addresses."""
    return (link for link in (*item.text.links, *item.text.pictures) if not link.in_html)


def _broken(library: Library, item: Item, link: Link, made: frozenset[str]) -> Finding | None:
    at = item.position(link.start)
    if _from_root(link):
        return Finding.error(
            "link.outside-tree", at, f"'{link.destination}' begint met een schuine streep en wijst buiten deze versie van de site",
            "verwijs naar het bestand zelf, gerekend vanaf deze pagina: ../vragen/index.md",
        )  # fmt: skip
    target = library.target(item, link) if link.local else ""
    if not target or target in library.items or target in made or _is_file(library, target):
        return None
    if target.startswith("../"):
        return Finding.error(
            "link.outside-tree", at, f"'{link.destination}' wijst buiten de map van de site",
            "zet het bestand in de map van de pagina, en verwijs daarheen",
        )  # fmt: skip
    if os.path.isfile(library.layout.root / target):
        return Finding.error(
            "link.outside-tree", at, f"'{link.destination}' bestaat wel, maar staat niet op de site",
            f"de site bestaat uit {_trees(library)}; zet het bestand in een van die mappen",
        )  # fmt: skip
    near = nearest(target, library.items)
    here = posixpath.dirname(item.path)
    hint = f"bedoelde u '{posixpath.relpath(near, here)}'?" if near else "verwijs naar het bestand zelf, met .md"
    return Finding.error("link.broken", at, f"'{link.destination}' wijst naar geen bestand", hint)


def links_in_fields(library: Library) -> Iterator[Finding]:
    """link.broken: a link to a file in front matter, which the site draws as it stands."""
    for item in library.items.values():
        for field in item.fields:
            for link in (*field.text.links, *field.text.pictures):
                if link.local or _from_root(link):
                    yield Finding.error(
                        "link.broken",
                        item.front.position(field.name, *(() if field.index is None else (field.index,))),
                        f"'{link.destination}' staat in de gegevens bovenaan, en daar werkt een link naar een bestand niet",
                        "zet de link in de tekst van de pagina",
                    )


def links_in_html(library: Library) -> Iterator[Finding]:
    """link.broken: a link to a Markdown file in raw HTML, which nothing turns into that of its page."""
    for item in library.items.values():
        for link in item.text.links:
            if link.in_html and link.local and link.file.endswith(".md"):
                yield Finding.error(
                    "link.broken",
                    item.position(link.start),
                    f"'{link.destination}' staat in losse HTML, en daar werkt een link naar een bestand niet",
                    "schrijf de link in Markdown: [tekst](bestand.md)",
                )


def broken_anchors(library: Library) -> Iterator[Finding]:
    """link.anchor: a link to a place in a page that has no such place."""
    for item in library.items.values():
        for link in _links(item):
            if link.anchor and (finding := _no_anchor(library, item, link)):
                yield finding


def _no_anchor(library: Library, item: Item, link: Link) -> Finding | None:
    target = item.path if link.own else library.target(item, link) if link.local else ""
    page = library.items.get(target)
    if page is None or _has_anchor(library, page, link.anchor):
        return None
    near = nearest(link.anchor, page.text.ids)
    return Finding.error(
        "link.anchor", item.position(link.start), f"'#{link.anchor}' is geen plek in {'deze pagina' if link.own else target}",
        f"bedoelde u '#{near}'?" if near else "een plek is een kop in kleine letters met streepjes: ## Wat werkt? wordt #wat-werkt",
    )  # fmt: skip


def _has_anchor(library: Library, page: Item, anchor: str) -> bool:
    drawn = anchor in _DRAWN or anchor == library.layout.sources
    return drawn or anchor in page.text.ids or anchor.startswith(("ref-", "cite-", "__"))


def http_only(library: Library) -> Iterator[Finding]:
    """link.http-only: an outside address without encryption."""
    message = "dit adres is niet versleuteld: het begint met http://"
    hint = "probeer het met https://; bestaat dat niet, maak dan een uitzondering met een reden"
    for item in library.items.values():
        for link in _links(item):
            if link.destination.lower().startswith("http://"):
                yield Finding.warning("link.http-only", item.position(link.start), message, hint)
    for source in library.sources.values():
        if source.fields.get("url", "").lower().startswith("http://"):
            yield Finding.warning("link.http-only", source.field_positions.get("url", source.position), message, hint)


def orphan_pages(library: Library) -> Iterator[Finding]:
    """link.orphan-page: a page that no menu shows and no page links to."""
    layout = library.layout
    linked = {
        library.target(item, link)
        for item in library.items.values()
        for link in item.text.links
        if link.local and not link.in_html
    }
    for item in library.items.values():
        in_menu = item.path.startswith(f"{layout.docs}/") or item.kind in ("dossier", "toolkit")
        in_menu |= library.whole(item) is not None
        if not in_menu and item.path not in linked and item.address not in ("dossiers/index.md", "toolkits/index.md"):
            yield Finding.warning(
                "link.orphan-page", Position(item.path), "geen menu en geen pagina leidt naar deze pagina",
                "verwijs ernaar, of zet haar naast de index.md van haar dossier of toolkit",
            )  # fmt: skip


def moved_pages(library: Library) -> Iterator[Finding]:
    """link.moved-without-redirect: a page of the last release that is gone, and that no page takes over."""
    tag, paths = pages_of_last_release(library.layout)
    kept = {_stem(item.address) for item in library.items.values()}
    kept |= {_stem(alias) for item in library.items.values() for alias in item.meta.aliases}
    for path in paths:
        address = library.layout.address(path)
        if address is None or _stem(address) in kept:
            continue
        near = nearest(path, library.items)
        yield Finding.error(
            "link.moved-without-redirect", Position(near or path),
            f"de pagina {path} uit versie {tag} is weg, en haar adres leidt nergens meer heen",
            f"zet bij de pagina die haar vervangt: aliases: [{_stem(address)}/]",
        )  # fmt: skip


def made_pages(library: Library) -> frozenset[str]:
    """Files that do not exist and may be linked to: the site makes them."""
    layout = library.layout
    made = {*layout.generated, *(f"{layout.docs}/{layout.sources}/{layout.sources}.{name}" for name in FORMATS)}
    for folder, kind in ((layout.dossiers, "dossier"), (layout.toolkits, "toolkit")):
        if library.of_kind(kind):
            made.add(f"{folder}/index.md")
    return frozenset(made)


def _stem(address: str) -> str:
    stem = address.strip("/").removesuffix(".md").removesuffix(".html")
    return (
        stem
        if stem not in ("index", "README") and posixpath.basename(stem) not in ("index", "README")
        else posixpath.dirname(stem)
    )


def _from_root(link: Link) -> bool:
    return link.destination.startswith("/") and not link.destination.startswith("//")


def _trees(library: Library) -> str:
    return ", ".join(f"{folder}/" for folder, _ in library.layout.trees)


def _is_file(library: Library, path: str) -> bool:
    root = library.layout.root
    return library.layout.address(path) is not None and os.path.isfile(root / path) and inside(root, path)
