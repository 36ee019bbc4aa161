"""Rules on lists and tables that Python-Markdown draws otherwise than the author meant, without a word."""

from __future__ import annotations

import re
from collections.abc import Iterator

from katern.check.prose import TABLE_RULE
from katern.finding import Finding
from katern.library import Library
from katern.mask import BLANK, mask
from katern.textfile import Lines

_LIST = re.compile(r"[ \t]*(?:[-*+]|1[.)])[ \t]+\S")
_ANY_ITEM = re.compile(r"[ \t]*(?:[-*+]|\d{1,3}[.)]|:)[ \t]+|[ \t]*\[\^")
_ALONE = re.compile(r"[ \t]*(?:#{1,6}[ \t]|!!!|\?\?\?|===|///|\*\[)")


def missing_blank_lines(library: Library) -> Iterator[Finding]:
    """text.blank-line: a list or table right below a line of text, which is drawn as more text."""
    for item in library.items.values():
        body = item.front.body
        lines = Lines(body, item.path, item.front.body_line)
        for offset in _swallowed(mask(body)):
            yield Finding.warning("text.blank-line", lines.position(offset), "deze lijst of tabel wordt als gewone tekst getoond", "zet er een lege regel boven")  # fmt: skip


def _swallowed(text: str) -> Iterator[int]:
    """The offsets at which a list or table begins in the middle of a paragraph."""
    offset = 0
    running = False  # whether the lines above, since the last blank one, are running text
    lines = text.split("\n")
    for number, line in enumerate(lines):
        content = line.replace(BLANK, "")
        if not content.strip() or _ALONE.match(line):
            running = False
        elif _ANY_ITEM.match(line):
            if running and _LIST.match(line):
                yield offset + len(line) - len(line.lstrip(" \t"))
            running = False
        elif number + 1 < len(lines) and "|" in line and TABLE_RULE.match(lines[number + 1]):
            if running:
                yield offset + len(line) - len(line.lstrip(" \t"))
            running = False
        elif not _in_list(lines, number):
            running = True
        offset += len(line) + 1


def _in_list(lines: list[str], number: int) -> bool:
    """Whether a line goes on with an item or a table that began above it, in the same run of lines."""
    for above in reversed(lines[:number]):
        if not above.replace(BLANK, "").strip() or _ALONE.match(above):
            return False
        if _ANY_ITEM.match(above) or TABLE_RULE.match(above):
            return True
    return False
