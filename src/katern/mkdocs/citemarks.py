"""Texts as other plugins of MkDocs get them: citations are drawn as plain words, in marks by which they are known again.

A plugin may change the HTML of a page, take parts of it elsewhere, or make something of its Markdown. What it leaves of a
citation becomes that citation on the page; what it takes elsewhere says what the citation says.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from html import escape

from katern.digest import digest
from katern.drawing.citations import capitalised
from katern.reading.text import PlacedCluster, Text

# the plain words of a citation
Plain = Callable[[PlacedCluster], str]
_LINK = re.compile(r"</?a\b[^>]*>")


def told(placed: PlacedCluster, formatted: str | None) -> str:
    """The plain words of a citation; of one that was not formatted what its author wrote."""
    if formatted is None:
        return escape(placed.written)
    words = _LINK.sub("", formatted)
    return capitalised(words) if placed.opens_sentence and placed.cluster.narrative else words


def with_marks(text: Text, plain: Plain) -> str:
    """The HTML of a text whose citations stand in marks."""
    name = _name(text)
    drawn = [text.pieces[0]]
    for number, (placed, piece) in enumerate(zip(text.clusters, text.pieces[1:], strict=True)):
        drawn += (f'<katern-cite id="{name}-{number}">{plain(placed)}</katern-cite>', piece)
    return "".join(drawn)


def from_marks(text: Text, content: str) -> Text:
    """The text that another plugin made of it: each mark that is left is a citation."""
    first, *rest = re.split(rf'<katern-cite id="{_name(text)}-(\d+)">.*?</katern-cite>', content, flags=re.DOTALL)
    clusters = tuple(text.clusters[int(number)] for number in rest[::2])
    return replace(text, pieces=(first, *rest[1::2]), clusters=clusters)


def as_markdown(text: Text, plain: Plain) -> str:
    """The Markdown of a text in which citations are words, for who makes something else of it."""
    body = text.body
    for placed in sorted(text.clusters, key=lambda placed: placed.start, reverse=True):
        end = placed.start + len(placed.written)
        body = body[: placed.start] + plain(placed) + body[end:]
    return body


def _name(text: Text) -> str:
    """What no author can write in the text itself."""
    return f"cite-{digest(text.body)[:16]}"
