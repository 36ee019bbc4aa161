"""Where links of a document lead within it: set as addresses, and led to their places in the finished file.

Typst describes a link to a label by the page of that label, and so sets each paragraph with such a link again for every time
that it lays out the document: two fifths of its work in a text with many sources. Of an address it asks nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

# as templates/katern.typ has it; no author's link has this scheme (`katern.print.references`)
SCHEME = "katern-place:"
_LINK = re.compile(r'#inref\("((?:\\.|[^"\\])*)"\)')
# a page of the PDF from 1, and points from its upper left corner
Place = tuple[int, float, float]


def asking(markup: str) -> str:
    """Code in Typst whose value is the place of all that links of a text lead to, by name; nothing where there are none."""
    names = "".join(f'"{name}", ' for name in dict.fromkeys(_LINK.findall(markup)))
    if not names:
        return ""
    return f"({names}).map(it => {{ let at = locate(label(it)).position(); (it, at.page, at.x.pt(), at.y.pt()) }})"


def places(told: Sequence[Sequence[object]]) -> dict[str, Place]:
    """What that code told."""
    return {str(name): (int(str(page)), float(str(x)), float(str(y))) for name, page, x, y in told}
