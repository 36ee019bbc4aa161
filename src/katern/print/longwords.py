"""Words that no line holds: places to break them, which readers of the text never notice."""

from __future__ import annotations

import re

from lxml.html import HtmlElement

from katern.print.markup import elements

_LONGEST = 28
_STEP = 14
_WORD = re.compile(rf"\S{{{_LONGEST + 1},}}")
_JOINT = re.compile(r"[/.?&=_:;,#-]")
_ADDRESS = re.compile(r"[/.@_]")
SOFT_HYPHEN, EMPTY_SPACE = "\u00ad", "\u200b"


def break_long_words(root: HtmlElement) -> None:
    """Give the long words of all text places to break; blocks of code keep their lines."""
    for element in [root, *elements(root)]:
        literal = element.tag == "pre" or next(element.iterancestors("pre"), None) is not None
        if element.text and len(element.text) > _LONGEST and not literal:
            element.text = _WORD.sub(lambda word: breakable(word[0]), element.text)
        if element.tail and len(element.tail) > _LONGEST:
            element.tail = _WORD.sub(lambda word: breakable(word[0]), element.tail)


def breakable(word: str) -> str:
    """Soft hyphens in a word, empty spaces in an address: at its joints, and where those are far apart."""
    inside = EMPTY_SPACE if _ADDRESS.search(word) else SOFT_HYPHEN
    out: list[str] = []
    since = 0
    for sign in word:
        out.append(sign)
        since += 1
        if _JOINT.match(sign):
            out.append(EMPTY_SPACE)
            since = 0
        elif since >= _STEP:
            out.append(inside)
            since = 0
    return "".join(out)
