"""What in the text of one block is prose, and what in it looks like a citation, a link or an image.

The block itself is known to be read as text; within it Python-Markdown's own order counts: code first, then links, tags
and addresses.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from markdown.inlinepatterns import BACKTICK_RE, BacktickInlineProcessor

from katern.reading.text import BLANK, blanked

_BACKTICK = BacktickInlineProcessor(BACKTICK_RE)
_DESTINATION = (
    r"\(\s*(?:<(?P<angled>[^<>\n]*)>|(?P<bare>(?:[^\s()\\]|\\.|\([^\s()]*\)|[ \t]+(?![\s\"')]))*))"
    r"(?:\s+(?:\"[^\"]*\"|'[^']*'))?\s*\)"  # title
)
_LINK = re.compile(
    rf"(?P<image>!?)(?<!\\)\[(?P<words>(?:[^\[\]\\]|\\.|\[(?:[^\[\]\\]|\\.)*\])*)\]{_DESTINATION}", re.DOTALL
)
_AUTOLINK = re.compile(r"<([A-Za-z][A-Za-z0-9+.-]*://[^<>]*)>")
_NOT_PROSE = re.compile(
    r"@\{[^{}\s]+\}"  # a key in braces, which may be an address; stays
    r"|<(?:https?://|mailto:|ftp://)[^>\s]*>"  # autolink
    r"|<[^<>@\s]+@[^<>@\s]+>"  # e-mail autolink
    r"|<!--.*?-->"
    r"|</?[a-zA-Z][^<>\n]*(?:\n[^<>\n]+)*>"  # HTML tag
    r"|(?<=\])\((?:[^()\n\\]|\\.|\n(?!\s*\n)|\([^()\n]*\))*\)"  # link destination
    r"|\{:?[ \t]*[#.a-zA-Z][^{}\n]*\}(?=\s|$)"  # attribute list
    r"|\{\{(?:(?!\{\{).){0,4000}?\}\}|\{%(?:(?!\{%).){0,4000}?%\}"  # a call that nothing draws
    r"|\x02[^\x03]*\x03"  # what the reader put aside
    r"|\b(?:https?://|www\.)[^\s<>\"\0]*[^\s<>\"\0.,;:!?)\]'*_]"  # bare address
    r"|(?<![\w.+%-])[\w.+%-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+",  # e-mail address
    re.MULTILINE | re.DOTALL,
)
# one of these stands in all of that but addresses of mail; most texts hold none, and the search takes its time
_SIGNS = ("<", "](", "{", "\x02", "://", "www.")


@dataclass(frozen=True, slots=True)
class LooksLikeLink:
    """What looks like a link or image in a block: its words, its destination, the offset of that and of the whole."""

    image: bool
    words: str
    destination: str
    start: int
    opens: int


def blank(text: str) -> str:
    """The same text with every character but line ends taken out."""
    return "\n".join(BLANK * len(line) for line in text.split("\n"))


def code_spans(text: str) -> Iterator[tuple[int, int]]:
    """Where the code spans of a block begin and end, as Python-Markdown finds them: before anything else."""
    position = 0
    while "`" in text and (match := _BACKTICK.compiled_re.search(text, position)):
        code, start, end = _BACKTICK.handleMatch(match, text)
        if (
            code is None or isinstance(code, str) or start is None or end is None
        ):  # backticks that nothing closes, or an escape
            position = max(match.end(), end or 0, position + 1)
            continue
        yield start, end
        position = max(end, position + 1)


def without_code(text: str) -> str:
    """The text of a block with its code spans blanked."""
    return blanked(text, code_spans(text)) if "`" in text else text


def prose(text: str) -> str:
    """The text of a block with all that is no prose blanked; `text` has no code spans any more."""
    if not any(sign in text for sign in _SIGNS) and not _may_hold_mail(text):
        return text
    return _NOT_PROSE.sub(lambda match: match.group() if match.group().startswith("@{") else blank(match.group()), text)


def _may_hold_mail(text: str) -> bool:
    """Whether an `@` stands right behind what may be the name of a mailbox; a citation's does not."""
    at = text.find("@", 1)
    while at > 0:
        before = text[at - 1]
        if before.isalnum() or before in "_.+%-":
            return True
        at = text.find("@", at + 1)
    return False


def links(text: str) -> Iterator[LooksLikeLink]:
    """What looks like a link or image in a block without code spans, in order; a link may hold an image."""
    position = 0
    while "](" in text and (match := _LINK.search(text, position)):
        group = "bare" if match["angled"] is None else "angled"
        if match[group] is not None:
            yield LooksLikeLink(bool(match["image"]), match["words"], match[group], match.start(group), match.start())
        position = match.start() + (2 if match["image"] else 1)
    for auto in _AUTOLINK.finditer(text):
        yield LooksLikeLink(False, auto[1], auto[1], auto.start(1), auto.start())
