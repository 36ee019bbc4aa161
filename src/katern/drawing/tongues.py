"""Titles in the language in which they were written, where that is not the language of the page."""

from __future__ import annotations

import html
import re

from markupsafe import Markup

# signs that styles of citations write in their own way
_ALIKE = {
    "'": "['‘’]",
    "‘": "['‘’]",
    "’": "['‘’]",
    '"': '(?:"|&quot;|“|”)',
    "“": '(?:"|“|”)',
    "”": '(?:"|“|”)',
    "-": "[-–]",
    "–": "[-–]",
}
# what a style puts around a word of a title
_AROUND = r"(?:</?(?:span|em|i|strong)>)*"
_TAG = re.compile(r"<(/?)(\w+)>")


def foreign(language: str, page: str) -> str:
    """The language of a title, or nothing where it is that of the page, or none is given."""
    return language if language.split("-")[0] != page.split("-")[0] else ""


def in_its_language(entry: str, title: str, language: str, page: str) -> Markup:
    """A reference whose title says of which language it is; as it was where it stands there in other words, or in that of the page."""
    if not title or not foreign(language, page):
        return Markup(entry)
    words = rf"{_AROUND}\s+{_AROUND}".join(_word(word) for word in title.split())
    found = re.search(words, entry, re.IGNORECASE)
    if found is None or not _is_whole(found.group()):
        return Markup(entry)
    start, end = found.span()
    return Markup(f'{entry[:start]}<span lang="{html.escape(language)}">{found.group()}</span>{entry[end:]}')


def _word(word: str) -> str:
    return "".join(_ALIKE.get(sign) or re.escape(html.escape(sign)) for sign in word)


def _is_whole(written: str) -> bool:
    """Whether every tag that begins in it ends in it."""
    open_tags: list[str] = []
    for closing, name in _TAG.findall(written):
        if not closing:
            open_tags.append(name)
        elif not open_tags or open_tags.pop() != name:
            return False
    return not open_tags
