"""Typographic quotes and apostrophes, in Dutch “dubbel”, ‘enkel’, zo’n, ’s avonds; each language has its own signs."""

from __future__ import annotations

import re
from collections.abc import Sequence

from lxml.html import HtmlElement

from katern.print.markup import running_texts

_OPENS_AFTER = frozenset(" \t\n\u00a0([{«“‘-–—/")
_CLITIC = re.compile(r"'(?=(?:s|t|n|k|m|r|ns|er)\b)", re.IGNORECASE)


def set_quotes(root: HtmlElement, signs: Sequence[str]) -> None:
    """Replace straight quotes in running text by those of a language, double and single; code keeps them."""
    before = ""
    for element, name in running_texts(root):
        if name == "block":
            before = ""
            continue
        text = getattr(element, name)
        if "'" in text or '"' in text:
            text = _curled(text, before, signs)
            setattr(element, name, text)
        before = text[-1:] or before


def _curled(text: str, before: str, signs: Sequence[str]) -> str:
    out: list[str] = []
    for number, sign in enumerate(text):
        if sign == '"':
            sign = signs[0] if not before or before in _OPENS_AFTER else signs[1]
        elif sign == "'":
            opens = (not before or before in _OPENS_AFTER) and not _is_clitic(text, number)
            sign = signs[2] if opens else _closing(out, signs)
        out.append(sign)
        before = sign
    return "".join(out)


def _closing(written: list[str], signs: Sequence[str]) -> str:
    """The end of a quotation that was opened; else an apostrophe."""
    opened = sum(sign == signs[2] for sign in written) > sum(sign == signs[3] for sign in written)
    return signs[3] if opened and signs[3] != "’" else "’"


def _is_clitic(text: str, number: int) -> bool:
    """Whether this is the mark of a shortened word: 's avonds, 't; not of a quotation of one letter: 's'."""
    match = _CLITIC.match(text, number)
    if match is None:
        return False
    word = re.match(r"'\w+(.?)", text[number:])
    return word is None or word[1] != "'"
