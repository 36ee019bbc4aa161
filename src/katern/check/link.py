"""Rules on links between pages: files, anchors, and pages that nothing leads to."""

from __future__ import annotations

import os
import posixpath
import re
from collections.abc import Callable, Collection, Iterator

from katern.bibliography.export import FORMATS
from katern.check.lastrelease import pages_of_last_release
from katern.check.schemes import flaw_of, meant_outside
from katern.containment import inside
from katern.finding import Finding, Position, did_you_mean, said
from katern.item import Item
from katern.known import Known
from katern.library import Library
from katern.photos.kinds import DRAWN, NOT_FOR_THE_WEB, suffix
from katern.reading.text import Link, Picture

_AWAITED = (
    ("link.broken", "no-file"),
    ("link.anchor", "not-in-this-page"),
    ("link.anchor", "not-in-that-page"),
    ("read.unread", "link-undefined"),
    ("read.unread", "note-missing"),
)


# what begins as people write `http` with a slip, and what leads to a disk
_BARE = re.compile(
    r"(?<![\w/.:@=-])(?:h[a-z]{1,6}:/{1,3}|ttps?:/{1,3}|https?;?//|file:/{1,3}(?=[\w~]))(?=[\w~.])[^\s<>\"'`|]*[\w/]",
    re.IGNORECASE,
)


def broken_links(library: Library) -> Iterator[Finding]:
    """link.broken, link.outside-tree and link.scheme: a link or image that points to no file of the site, to no picture, or to no address at all."""
    made = made_pages(library)
    for item in library.items.values():
        for link in _links(item):
            if finding := _broken(library, item, link, made) or _undrawn(item, link):
                yield finding


def misspelt_addresses(library: Library) -> Iterator[Finding]:
    """link.scheme: an address in running text, without the marks of a link, whose beginning is nearly right."""
    for item in library.items.values():
        for block in item.text.blocks if _BARE.search(item.text.body) else ():
            for match in _BARE.finditer(block.text):
                flaw = flaw_of(match.group())
                # of a word before a colon nobody knows what it means
                if flaw is None or (flaw[0].name == "unknown" and flaw[1] is None):
                    continue
                if item.own(block.start + match.start()):
                    yield Finding.error(item.position(block.start + match.start()), *flaw)


def _links(item: Item) -> Iterator[Link]:
    """Links and images that the author wrote in Markdown, which the site turns into addresses."""
    return (link for link in (*item.text.links, *item.text.pictures) if not link.in_html)


def _broken(library: Library, item: Item, link: Link, made: frozenset[str]) -> Finding | None:
    at = item.position(link.start)
    if not link.destination:
        return Finding.error(at, said("link.broken", "empty"))
    if (flaw := flaw_of(link.destination)) is not None:
        return Finding.error(at, *flaw)
    if _from_root(link):
        return Finding.error(at, said("link.outside-tree", "from-the-root", destination=link.destination))
    target = library.target(item, link) if link.local else ""
    if not target or target in library.items or target in made or _is_file(library, target):
        return None
    if target.startswith("../"):
        return Finding.error(at, said("link.outside-tree", "above", destination=link.destination))
    if os.path.isfile(library.layout.root / target):
        trees = tuple(f"{folder}/" for folder, _ in library.layout.trees)
        return Finding.error(
            at, said("link.outside-tree", "not-on-the-site", destination=link.destination, trees=trees)
        )
    no_file = said("link.broken", "no-file", destination=link.destination)
    if (outside := meant_outside(link.destination)) is not None:
        return Finding.error(at, no_file, outside)
    near = library.known_paths.nearest(target)
    written = posixpath.relpath(near, posixpath.dirname(item.path)) if near else None
    return Finding.error(at, no_file, did_you_mean(written))


def _undrawn(item: Item, link: Link) -> Finding | None:
    """A picture that no browser draws: a page, a report, a film. What cameras write is told at the file itself."""
    if not isinstance(link, Picture) or not link.local or suffix(link.file) in (*DRAWN, *NOT_FOR_THE_WEB):
        return None
    return Finding.error(item.position(link.start), said("link.broken", "no-picture", destination=link.destination))


def is_awaited(finding: Finding) -> bool:
    """Whether other plugins of MkDocs may still make the page or the place that a link leads to."""
    return (finding.code, finding.said.name) in _AWAITED


def still_leads_nowhere(
    finding: Finding,
    ids: Callable[[str], Collection[str]],
    left: Callable[[str], Collection[tuple[str, str]]],
    is_file: Callable[[str], bool],
) -> bool:
    """Whether a link leads nowhere among what was built: `ids` are the places in the page of a file, `left` what it holds unread."""
    told = dict(finding.said.values)
    if finding.code == "read.unread":
        return (finding.said.name, str(told["written"])) in left(finding.path)
    if finding.code == "link.anchor":
        return told["anchor"] not in ids(str(told.get("page", finding.path)))
    file, _, anchor = str(told["destination"]).partition("#")
    target = posixpath.normpath(posixpath.join(posixpath.dirname(finding.path), file))
    return not is_file(target) or bool(anchor and anchor not in ids(target))


def links_in_fields(library: Library) -> Iterator[Finding]:
    """link.broken: a link to a file in front matter, which the site draws as it stands."""
    for item in library.items.values():
        for field in item.fields:
            for link in (*field.text.links, *field.text.pictures):
                if link.local or _from_root(link):
                    at = item.front.position(*field.where)
                    yield Finding.error(at, said("link.broken", "in-front-matter", destination=link.destination))


def links_in_html(library: Library) -> Iterator[Finding]:
    """link.broken: a link to a Markdown file in raw HTML, which nothing turns into that of its page, or a picture that is none."""
    for item in library.items.values():
        for link in item.text.links:
            if link.in_html and link.local and link.file.endswith(".md"):
                at = item.position(link.start)
                yield Finding.error(at, said("link.broken", "in-html", destination=link.destination))
        for picture in item.text.pictures:
            if picture.in_html and (finding := _undrawn(item, picture)):
                yield finding


def broken_anchors(library: Library) -> Iterator[Finding]:
    """link.anchor: a link to a place in a page that has no such place."""
    anchors: dict[str, Known] = {}
    for item in library.items.values():
        for link in _links(item):
            if link.anchor and (finding := _no_anchor(library, item, link, anchors)):
                yield finding


def _no_anchor(library: Library, item: Item, link: Link, anchors: dict[str, Known]) -> Finding | None:
    target = item.path if link.own else library.target(item, link) if link.local else ""
    page = library.items.get(target)
    if page is None or _has_anchor(library, page, link.anchor):
        return None
    if target not in anchors:
        anchors[target] = Known(page.text.ids)
    near = anchors[target].nearest(link.anchor)
    what = (
        said("link.anchor", "not-in-this-page", anchor=link.anchor)
        if link.own
        else said("link.anchor", "not-in-that-page", anchor=link.anchor, page=target)
    )
    return Finding.error(item.position(link.start), what, did_you_mean(f"#{near}" if near else None))


def _has_anchor(library: Library, page: Item, anchor: str) -> bool:
    drawn = anchor in library.layout.anchors or anchor == library.layout.sources
    return drawn or anchor in page.text.ids or anchor.startswith(("ref-", "cite-", "__"))


def http_only(library: Library) -> Iterator[Finding]:
    """link.http-only: an outside address without encryption."""
    plain = said("link.http-only", "not-encrypted")
    for item in library.items.values():
        for link in _links(item):
            if link.destination.lower().startswith("http://"):
                yield Finding.warning(item.position(link.start), plain)
    for source in library.sources.values():
        if source.fields.get("url", "").lower().startswith("http://"):
            yield Finding.warning(source.field_positions.get("url", source.position), plain)


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
        in_menu = item.path.startswith(f"{layout.docs}/") or item.row.whole
        in_menu |= library.whole(item) is not None
        if not in_menu and item.path not in linked and item.address not in layout.lists:
            yield Finding.warning(Position(item.path), said("link.orphan-page", "nothing-leads-here"))


def moved_pages(library: Library) -> Iterator[Finding]:
    """link.moved-without-redirect: a page of the last release that is gone, and that no page takes over."""
    tag, paths = pages_of_last_release(library.layout)
    kept = {_stem(item.address) for item in library.items.values()}
    kept |= {_stem(alias) for item in library.items.values() for alias in item.meta.aliases}
    for path in paths:
        address = library.layout.address(path)
        if address is None or _stem(address) in kept:
            continue
        near = library.known_paths.nearest(path)
        gone = said("link.moved-without-redirect", "gone", page=path, version=tag, address=f"{_stem(address)}/")
        yield Finding.error(Position(near or path), gone)


def made_pages(library: Library) -> frozenset[str]:
    """Files that do not exist and may be linked to: the site makes them."""
    layout = library.layout
    made = {*layout.generated, *(f"{layout.docs}/{layout.sources}/{layout.sources}.{name}" for name in FORMATS)}
    made.update(layout.source(address) for address, row in layout.lists.items() if library.of_kind(row.name))
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


def _is_file(library: Library, path: str) -> bool:
    root = library.layout.root
    return library.layout.address(path) is not None and os.path.isfile(root / path) and inside(root, path)
