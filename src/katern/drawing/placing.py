"""Where a page has its list of sources: at its end, or where its author wrote `\\bibliography` or an empty `<div id="refs">`."""

from __future__ import annotations

import re

from katern.reading.text import Text

# what stands in the text of a page in the place of its list
HERE = "<!-- katern: list of sources -->"
_MARK = re.compile(r"<p>\\(?P<full>full_)?bibliography</p>|<div id=\"refs\"[^<>]*>\s*</div>")
_HEADED = re.compile(r"</h[1-6]>\s*\Z")


def wants_every_source(text: Text) -> bool:
    """Whether a page asks for the list of all sources, cited or not."""
    return any(
        "full_bibliography" in piece and any(match["full"] for match in _MARK.finditer(piece)) for piece in text.pieces
    )


def has_own_heading(text: Text) -> bool:
    """Whether the author's heading stands right above the place of the list."""
    return any(
        (match := _MARK.search(piece)) is not None and _HEADED.search(piece[: match.start()]) is not None
        for piece in text.pieces
        if "bibliography" in piece or 'id="refs"' in piece
    )


def with_place(body: str, listed: bool) -> str:
    """The text with one mark where its list is to stand, or with none where there is no list."""
    if "bibliography" not in body and 'id="refs"' not in body:
        return body
    first, *rest = _split(body)
    return first + (HERE if rest and listed else "") + "".join(rest)


def _split(body: str) -> list[str]:
    pieces, start = [], 0
    for match in _MARK.finditer(body):
        pieces.append(body[start : match.start()])
        start = match.end()
    return [*pieces, body[start:]]
