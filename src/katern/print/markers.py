"""Signs that open a heading or a list in Typst where they open a text: an empty space in front makes them plain.

Pandoc escapes them in a paragraph and forgets them in an item of a list and behind a line break.
"""

from __future__ import annotations

import re

from lxml.html import HtmlElement

from katern.print.longwords import EMPTY_SPACE
from katern.print.markup import running_texts

_MARKER = re.compile(r"^(\s*)(?==+\s|=+$|[-+/](?:\s|$)|\d+\.(?:\s|$))")


def disarm_markers(root: HtmlElement) -> None:
    """Put an empty space before each sign that opens a text and would be markup."""
    opens = True
    for element, name in running_texts(root):
        if name == "block":
            opens = True
            continue
        text = getattr(element, name)
        if opens or (name == "tail" and element.tag == "br"):
            marked = _MARKER.sub(rf"\1{EMPTY_SPACE}", text)
            if marked != text:
                setattr(element, name, marked)
        opens = opens and not text.strip()
