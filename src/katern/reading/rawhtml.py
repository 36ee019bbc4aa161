"""What stands in HTML that the author wrote: links, images, tables, comments, and Markdown that nobody reads there."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from katern.reading.text import Comment, Link, Picture, Table, Unread

_TAG = re.compile(r"<(?P<tag>[a-zA-Z][\w-]*)(?P<attributes>(?:[^<>\"']|\"[^\"]*\"|'[^']*')*)>")
_ATTRIBUTE = re.compile(
    r"(?P<name>[\w:-]+)(?:\s*=\s*(?:\"(?P<double>[^\"]*)\"|'(?P<single>[^']*)'|(?P<bare>[^\s\"'>]+)))?"
)
_COMMENT = re.compile(r"<!--(?P<text>.*?)(?:-->|\Z)", re.DOTALL)
_TABLE_END = re.compile(r"</table\s*>", re.IGNORECASE)
_LITERAL = re.compile(r"<(script|style|pre|code|textarea)\b.*?</\1\s*>|<!--.*?-->|<[^<>]*>", re.DOTALL | re.IGNORECASE)
_CITATION = re.compile(r"\[[^\[\]\n]{0,80}?(?<![\w/.\\])-?@\w[^\[\]\n]*\]")
_LINK = re.compile(r"\[[^\[\]\n]+\]\([^()\s]+\)")
_MARKDOWN = re.compile(
    r"(?<![*\w])\*\*(?=[^\s*])[^*\n]{1,200}\*\*|^ {0,3}#{1,6} +\S[^\n]*|^ {0,3}(?:```|~~~)\w*|^ {0,3}(?:[-*+]|1[.)]) +\S[^\n]*|`[^`\n]+`"
    r"|^\|[^\n]*\|[ \t]*$",
    re.MULTILINE,
)


# what holds no comment in its text, a tag with its values, and a comment
_REMARKED = re.compile(
    r"(?P<kept><(?P<whole>script|style|textarea)\b.*?</(?P=whole)\s*>|<[a-zA-Z/](?:[^<>\"']|\"[^\"]*\"|'[^']*')*>)"
    r"|^[ \t]*<!--(?:(?!-->).)*-->[ \t]*\n|<!--.*?(?:-->|\Z)",
    re.DOTALL | re.IGNORECASE | re.MULTILINE,
)


def without_remarks(drawn: str) -> str:
    """HTML without its comments: what authors tell each other is not for who reads the source of a page."""
    if "<!--" not in drawn:
        return drawn
    return _REMARKED.sub(lambda match: match["kept"] or "", drawn)


def attributes_of(written: str) -> dict[str, str]:
    """The attributes of a tag, names in lower case, values decoded."""
    return {
        match["name"].lower(): html.unescape(match["double"] or match["single"] or match["bare"] or "")
        for match in _ATTRIBUTE.finditer(written)
    }


def read_raw(raw: str, start: int, within: bool = False) -> Iterator[Link | Picture | Table | Comment | Unread]:
    """What stands in a piece of HTML; `start` is its own offset in the page's text, and `within` tells that no Markdown is read there."""
    for match in _COMMENT.finditer(raw):
        yield Comment(match["text"], start + match.start())
    shown = _COMMENT.sub(lambda match: " " * len(match.group()), raw)
    for match in _TAG.finditer(shown):
        yield from _tag(match, shown, start)
    text = _LITERAL.sub(lambda match: " " * len(match.group()), raw)
    for kind, pattern in (("citation", _CITATION), ("link", _LINK)):
        for match in pattern.finditer(text):
            yield Unread(kind, start + match.start(), match.group())
    if within and (first := _MARKDOWN.search(text)):
        blank = len(first[0]) - len(first[0].lstrip())
        yield Unread("left", start + first.start() + blank, first[0].strip(), "in-html")


def _tag(match: re.Match[str], raw: str, start: int) -> Iterator[Link | Picture | Table]:
    tag = match["tag"].lower()
    if tag not in ("a", "img", "table"):
        return
    values = attributes_of(match["attributes"])
    if tag == "a" and values.get("href"):
        place = match["attributes"].find(values["href"])
        at = match.start("attributes") + place if place >= 0 else match.start()
        yield Link(values["href"], start + at, "", True)
    elif tag == "img":
        # in HTML an author who writes alt="" says that the picture is decoration
        decorative = values.get("role") == "presentation" or values.get("alt") == ""
        yield Picture(values.get("src", ""), start + match.start(), values.get("alt", ""), True, decorative=decorative)
    elif tag == "table":
        end = _TABLE_END.search(raw, match.end())
        inside = raw[match.end() : end.start() if end else len(raw)].lower().replace("<thead", "")
        yield Table(start + match.start(), ("…",) if "<th" in inside else None)
