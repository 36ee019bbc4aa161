"""Rules on who reads otherwise: pictures told in words, tables with headings, links that say where they lead, language."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from urllib.parse import unquote, urlsplit

from katern.check.anchors import plain
from katern.check.prose import Block, Prose
from katern.finding import Finding
from katern.library import Item, Library
from katern.mask import mask_fences

_IMAGE = re.compile(
    r"!\[(?P<alt>(?:[^\[\]\\]|\\.)*)\]\(\s*<?(?P<source>[^()\s>]+)>?(?:\s+(?:\"[^\"]*\"|'[^']*'))?\s*\)(?P<attributes>\{[^}\n]*\})?"
)
_HTML_IMAGE = re.compile(r"<img\b(?P<attributes>[^>]*)>", re.IGNORECASE)
_HTML_ATTRIBUTE = re.compile(
    r"\b(?P<name>alt|src|role)\s*=\s*(?:\"(?P<double>[^\"]*)\"|'(?P<single>[^']*)')", re.IGNORECASE
)
_LINK = re.compile(r"(?<![!\\])\[(?P<text>(?:[^\[\]\\]|\\.)*)\]\(")
_HTML_TABLE = re.compile(r"<table\b.*?(?:</table>|\Z)", re.DOTALL | re.IGNORECASE)
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
        if "![" not in item.front.body and "<img" not in item.front.body.lower():
            continue
        prose = Prose(item)
        body = mask_fences(item.front.body)
        for match in _IMAGE.finditer(body):
            if "presentation" not in (match["attributes"] or ""):
                yield from _alt(prose, match.start("source"), match["alt"].strip(), match["source"])
        for match in _HTML_IMAGE.finditer(body):
            values = {
                found["name"].lower(): found["double"] or found["single"] or ""
                for found in _HTML_ATTRIBUTE.finditer(match["attributes"])
            }
            # in HTML an author who writes alt="" says that the picture is decoration
            if values.get("role") != "presentation" and values.get("alt") != "":
                yield from _alt(prose, match.start(), values.get("alt", "").strip(), values.get("src", ""))


def _alt(prose: Prose, offset: int, alt: str, source: str) -> Iterator[Finding]:
    at = prose.position(offset)
    name = unquote(posixpath.basename(_path(source)))
    if not alt:
        yield Finding.error(
            "a11y.alt-missing", at, f"de afbeelding '{name}' heeft geen beschrijving", "schrijf tussen de haken wat erop te zien is: ![…](…)"
        )  # fmt: skip
    elif _FILE_NAME.search(alt) or alt.casefold() in (posixpath.splitext(name)[0].casefold(), *_SAYS_NOTHING):
        yield Finding.warning(
            "a11y.alt-filename", at, f"de beschrijving '{alt}' zegt niet wat er op de afbeelding staat",
            "schrijf wat iemand mist die de afbeelding niet ziet",
        )  # fmt: skip


def _path(source: str) -> str:
    try:
        return urlsplit(source).path
    except ValueError:
        return source


def table_headers(library: Library) -> Iterator[Finding]:
    """a11y.table-header: a table whose columns have no name."""
    for item in library.items.values():
        prose = Prose(item)
        for block in prose.blocks:
            if block.kind == "header":
                cells = [cell.strip() for cell in prose.body[block.start : block.end].strip().strip("|").split("|")]
                if not any(cells):
                    yield _table_finding(prose, block.start, "deze tabel heeft geen koppen boven haar kolommen")
                elif len(cells) > 1 and not all(cells[1:]):
                    yield _table_finding(prose, block.start, "een kolom van deze tabel heeft geen kop")
        for match in _HTML_TABLE.finditer(mask_fences(prose.body)) if "<table" in prose.body.lower() else ():
            if "<th" not in match.group().lower().replace("<thead", ""):
                yield _table_finding(prose, match.start(), "deze tabel heeft geen koppen boven haar kolommen")


def _table_finding(prose: Prose, offset: int, message: str) -> Finding:
    return Finding.error(
        "a11y.table-header", prose.position(offset), message, "zet in de eerste rij wat er in elke kolom staat"
    )


def link_texts(library: Library) -> Iterator[Finding]:
    """a11y.link-text: a link whose words do not say where it leads."""
    for item in library.items.values():
        if "](" not in item.front.body:
            continue
        prose = Prose(item)
        for match in _LINK.finditer(mask_fences(prose.body)):
            text = plain(match["text"])
            if text.casefold().strip(" .!:>»→") in _VAGUE:
                yield Finding.warning(
                    "a11y.link-text", prose.position(match.start()), f"de link '{text}' zegt niet waar zij heen leidt",
                    "maak van de naam van de pagina een link: [Wie bel je?](wie-bel-je.md)",
                )  # fmt: skip


def languages(library: Library) -> Iterator[Finding]:
    """a11y.language: an English passage in a Dutch page that does not say so, which a screen reader mispronounces."""
    for item in library.items.values():
        prose = Prose(item)
        for block in prose.blocks:
            if block.kind in ("paragraph", "item", "row") and _is_english(block) and not _has_language(item, block):
                yield Finding.warning(
                    "a11y.language", prose.position(block.start), "deze passage is in het Engels en zegt dat niet",
                    "zet eronder { lang=en }, of vertaal haar",
                )  # fmt: skip


def _is_english(block: Block) -> bool:
    words = re.findall(r"[a-z]+", block.words.casefold())
    if len(words) < _SHORTEST_PASSAGE:
        return False
    english = sum(word in _ENGLISH for word in words)
    dutch = sum(word in _DUTCH for word in words)
    return english >= len(words) / 5 and english > 3 * dutch


def _has_language(item: Item, block: Block) -> bool:
    body = item.front.body
    end = body.find("\n\n", block.end)
    around = body[body.rfind("\n\n", 0, block.start) + 1 : end if end >= 0 else len(body)]
    return re.search(r"\blang\s*=\s*[\"']?en", around) is not None
