"""Characters that no text of a page can hold: signs that steer machines, halves of pairs, and what Unicode never assigns."""

from __future__ import annotations

import re
from collections.abc import Iterator

from katern.finding import Finding, Position, said

# what stands for a character that cannot be shown
SUBSTITUTE = "\ufffd"

# UTF-8 that was read as Windows-1252 and saved again: Ã«, â€™
GARBLED = r"Ã[\u0080-\u00bf\u0152-\u0178\u02c6\u2013-\u203a]|â€[\u0080-\u00bf\u0152-\u0178\u02dc\u2013-\u203a™œ\ufffd]|Â[\u00a0-\u00bf]"
_PLANES = "".join(f"{chr(plane * 0x10000 + 0xFFFE)}{chr(plane * 0x10000 + 0xFFFF)}" for plane in range(17))
# U+E000 to U+E0FF are private: a page that holds them was pasted from a program with signs of its own
FORBIDDEN = re.compile(rf"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ue000-\ue0ff\ufdd0-\ufdef{_PLANES}]")
# bytes of UTF-8 that stand in none of these: letters, digits, signs and blanks of ASCII, most of what leads other signs
_HARMLESS = bytes(sorted({*b"\t\n", *range(0x20, 0x7F), *range(0x80, 0xF0)} - {0xC2, 0xED, 0xEE, 0xEF}))
_REFERENCE = re.compile(r"&#(?:[xX](?P<hex>[0-9a-fA-F]+)|(?P<decimal>[0-9]+));?")


def control_character(sign: str, at: Position) -> Finding:
    """read.control-character: a character that is no text."""
    return Finding.error(at, said("read.control-character", "control-character", code=f"U+{ord(sign):04X}"))


def first_of_each_line(text: str, path: str) -> Iterator[Finding]:
    """A finding for the first such character of each line, or for the first that another program lost (not in a .bib, which has a rule of its own)."""
    if not _may_hold_one(text) or (FORBIDDEN.search(text) is None and SUBSTITUTE not in text):
        return
    for number, line in enumerate(text.split("\n"), 1):
        match = FORBIDDEN.search(line)
        if match:
            yield control_character(match[0], Position(path, number, match.start() + 1))
        elif SUBSTITUTE in line and not path.endswith(".bib"):
            yield Finding.error(Position(path, number, line.index(SUBSTITUTE) + 1), said("read.foreign", "lost-sign"))


_CONFLICT = re.compile(r"^(?:<{7}|>{7})(?: .*)?$|^={7}$", re.MULTILINE)


def conflicts(text: str) -> Iterator[int]:
    """Where the marks begin that a version control system leaves around two versions of a text; each conflict once."""
    opened = False
    for match in _CONFLICT.finditer(text) if "<<<<<<<" in text or ">>>>>>>" in text else ():
        sign = match[0][0]
        if sign == "<" or (sign == ">" and not opened):
            yield match.start()
        opened = sign == "<" or (opened and sign == "=")


def conflict_findings(text: str, path: str, first_line: int = 1) -> Iterator[Finding]:
    """read.foreign: two versions of one text, in a file of which nothing else can be said until one is chosen."""
    for start in conflicts(text):
        yield Finding.error(Position(path, text.count("\n", 0, start) + first_line), said("read.foreign", "conflict"))


def legible(text: str) -> str:
    """The text with a substitute in the place of each such character."""
    return FORBIDDEN.sub(SUBSTITUTE, text) if _may_hold_one(text) else text


def _may_hold_one(text: str) -> bool:
    """Whether a text is worth the search, which takes a hundred times as long."""
    return bool(text.encode("utf-8", "surrogatepass").translate(None, _HARMLESS))


def legible_html(html: str) -> str:
    """The same for HTML, which can also name a character by its number."""
    if "&#" in html:
        html = _REFERENCE.sub(_legible_reference, html)
    return legible(html)


def _legible_reference(match: re.Match[str]) -> str:
    number = match["hex"] or match["decimal"]
    # no character has a number of more than seven digits
    code = int(number[-8:], 16 if match["hex"] else 10) if len(number.lstrip("0")) <= 7 else 0
    return SUBSTITUTE if code > 0x10FFFF or FORBIDDEN.match(chr(code)) else match[0]
