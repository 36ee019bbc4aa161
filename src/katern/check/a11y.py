"""Rules on who reads otherwise: pictures told in words, tables with headings, links that say where they lead, language."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator, Sequence
from urllib.parse import unquote, urlsplit

from katern.check.tongue import others, tongue_of
from katern.finding import Finding, said
from katern.item import Item
from katern.library import Library
from katern.reading.text import Block, Link, Picture

_FILE_NAME = re.compile(r"\.(?:png|jpe?g|gif|svg|webp|avif|bmp|tiff?)$", re.IGNORECASE)
_LETTERS = re.compile(r"[a-z]+")
# so many passages in a row are told once
_MANY = 3
_SHORTEST_PASSAGE = 12


def alt_texts(library: Library) -> Iterator[Finding]:
    """a11y.alt-missing and a11y.alt-filename: a picture whose words say nothing about it."""
    empty = tongue_of(library.language).empty_descriptions
    for item in library.items.values():
        for picture in item.text.pictures:
            if not picture.decorative:
                yield from _alt(item, picture, empty)


def _alt(item: Item, picture: Picture, empty: frozenset[str]) -> Iterator[Finding]:
    at, alt = item.position(picture.start), picture.words.strip()
    name = unquote(posixpath.basename(_path(picture.destination)))
    if not alt:
        yield Finding.error(at, said("a11y.alt-missing", "no-description", picture=name))
    elif _FILE_NAME.search(alt) or alt.casefold() in (posixpath.splitext(name)[0].casefold(), *empty):
        yield Finding.warning(at, said("a11y.alt-filename", "tells-nothing", description=alt))


def _path(source: str) -> str:
    try:
        return urlsplit(source).path
    except ValueError:
        return source


def table_headers(library: Library) -> Iterator[Finding]:
    """a11y.table-header: a table whose columns have no name."""
    for item in library.items.values():
        for table in item.text.tables:
            if table.headers is None or not any(table.headers):
                yield Finding.error(item.position(table.start), said("a11y.table-header", "no-column-named"))
            elif len(table.headers) > 1 and not all(table.headers[1:]):
                yield Finding.error(item.position(table.start), said("a11y.table-header", "column-unnamed"))


def link_texts(library: Library) -> Iterator[Finding]:
    """a11y.link-text: a link whose words do not say where it leads."""
    vague = tongue_of(library.language).vague_links
    for item in library.items.values():
        for link in item.text.links:
            if not link.in_html and link.words.casefold().strip(" .!:>»→") in vague:
                at = item.position(link.opens if link.opens >= 0 else link.start)
                yield Finding.warning(at, said("a11y.link-text", "vague", words=link.words))
            elif not link.in_html and not link.words and not _holds_picture(item, link):
                yield Finding.warning(item.position(link.opens), said("a11y.link-text", "none"))


def _holds_picture(item: Item, link: Link) -> bool:
    """Whether a picture stands within the words of a link, or where the link's own place is not known."""
    if link.opens < 0:
        return True
    return (
        any(link.opens < picture.start < link.start for picture in item.text.pictures)
        or "<" in item.text.body[link.opens : link.start]
    )


def languages(library: Library) -> Iterator[Finding]:
    """a11y.language: a passage in another language that does not say so, which a screen reader mispronounces."""
    for item in library.items.values():
        for other, passages in _runs(item.text.blocks, library.language):
            at = item.position(passages[0].start)
            if len(passages) < _MANY:
                what = said("a11y.language", "unmarked", language=other)
                yield from (Finding.warning(item.position(block.start), what) for block in passages)
            else:
                yield Finding.warning(at, said("a11y.language", "many", language=other, count=len(passages)))


def _runs(blocks: Iterable[Block], language: str) -> Iterator[tuple[str, list[Block]]]:
    """Passages in another language that follow each other; what is too short to tell its language ends none."""
    run: list[Block] = []
    last = ""
    for block in blocks:
        words = _LETTERS.findall(block.words.casefold()) if block.kind in ("paragraph", "item", "row") else ()
        if len(words) < _SHORTEST_PASSAGE:
            continue
        other = _other_language(words, block.language or language)
        if run and other != last:
            yield last, run
            run = []
        if other:
            run.append(block)
        last = other
    if run:
        yield last, run


def _other_language(words: Sequence[str], language: str) -> str:
    """The language that a passage is in, where that is another than it says and one that we know."""
    own = tongue_of(language).stop_words
    if not own:
        return ""
    for other in others(language):
        count = sum(map(other.stop_words.__contains__, words))
        if count >= len(words) / 5 and count > 3 * sum(map(own.__contains__, words)):
            return other.language
    return ""
