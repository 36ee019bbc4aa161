"""Rules on who reads otherwise: pictures told in words, tables with headings, links that say where they lead, language."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from urllib.parse import unquote, urlsplit

from katern.finding import Finding, said
from katern.library import Item, Library
from katern.reading.text import Block, Picture

_FILE_NAME = re.compile(r"\.(?:png|jpe?g|gif|svg|webp|avif|bmp|tiff?)$", re.IGNORECASE)
_SAYS_NOTHING = (
    "afbeelding",
    "foto",
    "plaatje",
    "beeld",
    "image",
    "picture",
    "figuur",
    "illustratie",
    "screenshot",
    "grafiek",
)
_VAGUE = frozenset(
    [
        "hier",
        "klik hier",
        "klik",
        "klik op deze link",
        "deze link",
        "link",
        "lees meer",
        "lees verder",
        "meer",
        "meer lezen",
        "meer informatie",
        "meer info",
        "verder",
        "ga naar",
        "ga verder",
        "deze pagina",
        "deze site",
        "website",
        "here",
        "click here",
        "read more",
        "download",
    ]
)
_ENGLISH = frozenset(
    [
        "the",
        "of",
        "and",
        "to",
        "is",
        "that",
        "for",
        "with",
        "are",
        "was",
        "were",
        "this",
        "from",
        "have",
        "has",
        "been",
        "which",
        "their",
        "they",
        "be",
        "by",
        "as",
        "not",
        "or",
        "it",
        "on",
        "at",
        "an",
        "who",
    ]
)
_DUTCH = frozenset(
    [
        "de",
        "het",
        "een",
        "en",
        "van",
        "dat",
        "die",
        "niet",
        "zijn",
        "voor",
        "met",
        "ook",
        "op",
        "te",
        "aan",
        "er",
        "maar",
        "om",
        "wordt",
        "worden",
        "je",
        "wat",
        "bij",
        "uit",
        "naar",
        "dan",
        "nog",
        "als",
    ]
)
_SHORTEST_PASSAGE = 12


def alt_texts(library: Library) -> Iterator[Finding]:
    """a11y.alt-missing and a11y.alt-filename: a picture whose words say nothing about it."""
    for item in library.items.values():
        for picture in item.text.pictures:
            if not picture.decorative:
                yield from _alt(item, picture)


def _alt(item: Item, picture: Picture) -> Iterator[Finding]:
    at, alt = item.position(picture.start), picture.words.strip()
    name = unquote(posixpath.basename(_path(picture.destination)))
    if not alt:
        yield Finding.error(at, said("a11y.alt-missing", "no-description", picture=name))
    elif _FILE_NAME.search(alt) or alt.casefold() in (posixpath.splitext(name)[0].casefold(), *_SAYS_NOTHING):
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
    for item in library.items.values():
        for link in item.text.links:
            if not link.in_html and link.words.casefold().strip(" .!:>»→") in _VAGUE:
                at = item.position(link.opens if link.opens >= 0 else link.start)
                yield Finding.warning(at, said("a11y.link-text", "vague", words=link.words))


def languages(library: Library) -> Iterator[Finding]:
    """a11y.language: an English passage in a Dutch page that does not say so, which a screen reader mispronounces."""
    for item in library.items.values():
        for block in item.text.blocks:
            if (
                block.kind in ("paragraph", "item", "row")
                and not block.language.startswith("en")
                and _is_english(block)
            ):
                yield Finding.warning(item.position(block.start), said("a11y.language", "unmarked", language="en"))


def _is_english(block: Block) -> bool:
    words = re.findall(r"[a-z]+", block.words.casefold())
    if len(words) < _SHORTEST_PASSAGE:
        return False
    english = sum(map(_ENGLISH.__contains__, words))
    dutch = sum(map(_DUTCH.__contains__, words))
    return english >= len(words) / 5 and english > 3 * dutch
