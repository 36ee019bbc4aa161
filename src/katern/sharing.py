"""Filling the store with a share of the work of a site, for a build of the whole that finds it there; no site is written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from katern import halfmade
from katern.errors import NotBuilt
from katern.item import Item
from katern.making import Wish, printer_of
from katern.saying import said
from katern.share import NoShare, Share
from katern.site.build import Build
from katern.site.photos import clean_picture
from katern.site.statics import content_files
from katern.site.whole import Whole
from katern.store import Store

# in the bytes of a page that takes as long: the page of a source, of an area, a list that the site makes, a booklet of a page
_SOURCE, _AREA, _LIST, _BOOKLET = 2_000, 1_500, 20_000, 20
# of the names of work: all others are addresses of pages
_OF_SOURCE, _OF_AREA = "source:", "area:"


@dataclass(frozen=True, slots=True)
class Shared:
    """What a share held: its pages, how many of these nobody can keep, and the files of its booklets."""

    pages: int
    unkept: int = 0
    booklets: int = 0


def refuse_lonely(store: Store, share: Share) -> None:
    """NoShare where nobody would find what is kept."""
    if not store.found_by_others:
        raise NoShare(said("sharing", "nowhere-to-keep", share=str(share)))


def make_share(build: Build, share: Share, wish: Wish) -> Shared:
    """Draw and print what belongs to a share of a site that was read, as far as it does not lie in the store already.

    Pages that only MkDocs can draw are read; who builds the whole site draws them. NotBuilt where a disk fails.
    """
    try:
        return _make_share(build, share, wish)
    except OSError as problem:
        reason = problem.strerror or str(problem)
        raise NotBuilt(said("sharing", "broke-off", share=str(share), reason=reason)) from problem


def _make_share(build: Build, share: Share, wish: Wish) -> Shared:
    build.begin_citations()
    build.draw()
    with halfmade.folder("booklets") as printed:
        own = share.own(_weights(build, wish.booklets))
        items = [build.outlines[name].item for name in own if name in build.outlines]
        printer = printer_of(build, Path(printed), wish) if wish.booklets else None
        if printer is not None:
            printer.wanted = [(item, None) for item in items if item is not None and item in build.library.printed]
            if not printer.wanted:  # that would be all of them
                build.printer = printer = None
        build.dress()
        _clean_pictures(build, share)
        unkept = 0 if build.site.others else _keep_drawn(build, own)
    build.store.prune()
    return Shared(len(own), unkept, len(printer.result.made) if printer is not None else 0)


def _weights(build: Build, booklets: bool) -> Mapping[str, int]:
    """The pages to draw, and how much work each is; an item's booklets are made with its first page, which lists them."""
    printed = {item.path for item in build.library.printed} if booklets else set()
    weights = {f"{_OF_SOURCE}{key}": _SOURCE for key in build.catalogue.urls}
    weights |= {f"{_OF_AREA}{page.url}": _AREA for page in (build.areas.pages() if build.areas is not None else ())}
    for address, page in build.outlines.items():
        weights[address] = _LIST if page.item is None else len(page.item.text.body)
        if page.item is not None and page.item.path in printed:
            weights[address] += _BOOKLET * _length(build, page.item)
    return weights


def _length(build: Build, item: Item) -> int:
    return sum(len(part.text.body) for part in (item, *build.library.parts_of(item)))


def _keep_drawn(build: Build, own: list[str]) -> int:
    """Keep each page in its frame; how many of them cannot be compared, so that a build draws them itself."""
    whole, unkept = Whole(build), 0
    whole.set_up()
    areas = whole.area_pages()
    for name in own:
        if name.startswith(_OF_AREA):
            whole.keep_area(areas[name.removeprefix(_OF_AREA)])
            continue
        key = name.removeprefix(_OF_SOURCE) if name.startswith(_OF_SOURCE) else None
        digest = build.digest(name) if key is None else whole.source_digest(key)
        if not digest:
            unkept += 1
        elif whole.drawings.find(digest) is None:
            whole.drawings.keep(digest, whole.draw_page(name) if key is None else whole.draw_source(key))
    return unkept


def _clean_pictures(build: Build, share: Share) -> None:
    root = build.site.root
    sizes = {path: (root / path).stat().st_size for _, path in content_files(build.library.layout)}
    for path in share.own(sizes):
        clean_picture(build.photos, path, root / path, build.site.largest_photo)
