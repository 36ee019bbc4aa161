"""Typographic quotes and apostrophes, as Dutch sets them: “dubbel”, ‘enkel’, zo’n, ’s avonds."""

from __future__ import annotations

import re

from lxml.html import HtmlElement

from katern.print.markup import running_texts

_OPENS_AFTER = frozenset(" \t\n\u00a0([{«“‘-–—/")
_CLITIC = re.compile(r"'(?=(?:s|t|n|k|m|r|ns|er)\b)", re.IGNORECASE)


def set_quotes(root: HtmlElement) -> None:
    """Replace straight quotes in running text; code keeps them."""
    before = ""
    for element, name in running_texts(root):
        if name == "block":
            before = ""
            continue
        text = getattr(element, name)
        if "'" in text or '"' in text:
            text = _curled(text, before)
            setattr(element, name, text)
        before = text[-1:] or before


def _curled(text: str, before: str) -> str:
    out: list[str] = []
    for number, sign in enumerate(text):
        if sign == '"':
            sign = "“" if not before or before in _OPENS_AFTER else "”"
        elif sign == "'":
            opens = (not before or before in _OPENS_AFTER) and not _is_clitic(text, number)
            sign = "‘" if opens else "’"
        out.append(sign)
        before = sign
    return "".join(out)


def _is_clitic(text: str, number: int) -> bool:
    """Whether this is the mark of a shortened word: 's avonds, 't; not of a quotation of one letter: 's'."""
    match = _CLITIC.match(text, number)
    if match is None:
        return False
    word = re.match(r"'\w+(.?)", text[number:])
    return word is None or word[1] != "'"
