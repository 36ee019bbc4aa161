"""Front-matter fields that hold running text, read as what they are: a line of Markdown with citations."""

from __future__ import annotations

import re

import markdown

from katern.citations.extension import CitationExtension
from katern.library import TEXT_FIELDS, Item

_PARAGRAPH = re.compile(r"\A<p>(.*)</p>\Z", re.DOTALL)


def read_texts(item: Item, extension: CitationExtension, converter: markdown.Markdown) -> dict[str, list[str]]:
    """The front-matter fields that hold running text, as inline HTML with tokens for their citations."""
    texts: dict[str, list[str]] = {}
    for name in TEXT_FIELDS:
        value = getattr(item.meta, name, None)
        if not value:
            continue
        values = value if isinstance(value, tuple) else (value,)
        texts[name] = [_inline(converter.reset().convert(_without_html(text))) for text in values]
    return texts


def _without_html(text: str) -> str:
    # front matter is plain text with emphasis, links and citations: a tag in it stays text
    return text.replace("&", "&amp;").replace("<", "&lt;") if "<" in text else text


def _inline(html: str) -> str:
    match = _PARAGRAPH.match(html.strip())
    return match[1] if match else html
