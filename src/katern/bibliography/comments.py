"""Comments in `.bib` files: what stands behind a `%` outside a value is blanked, its line stays."""

from __future__ import annotations

import re

# a sign that counts, an entry that begins a line, or an escaped sign that does not count
_MARK = re.compile(r"\\[{}\"%]|(?m:^[ \t]*@\w+[ \t]*[{(])|[{}\"%\n]")
_COMMENT_LINE = re.compile(r"^[ \t]*%", re.MULTILINE)
_BETWEEN_FIELDS = re.compile(r",[ \t]*%")


def without_comments(text: str) -> str:
    """The text with the same lines, and no comments between and within entries; a `%` in a value stays."""
    if not _COMMENT_LINE.search(text) and not _BETWEEN_FIELDS.search(text):
        return text
    kept: list[str] = []
    start = depth = 0
    quoted = False
    position = 0
    while match := _MARK.search(text, position):
        sign, position = match[0], match.end()
        if len(sign) > 1 and sign.lstrip().startswith("@"):
            depth, quoted = 1, False
        elif sign == '"' and depth == 1:
            quoted = not quoted
        elif sign == "{":
            depth += 1
        elif sign == "}":
            depth = max(0, depth - 1)
        elif sign == "%" and depth <= 1 and not quoted and _opens_comment(text, match.start()):
            end = text.find("\n", position)
            kept.append(text[start : match.start()])
            start = position = len(text) if end < 0 else end
    return "".join(kept) + text[start:]


def _opens_comment(text: str, at: int) -> bool:
    """Whether only blanks, or a field's end, stand before a `%` on its line: BibTeX knows no other comments."""
    before = text[text.rfind("\n", 0, at) + 1 : at].rstrip()
    return not before or before[-1] in ',{}"0123456789'
