"""Rules on blocks that Python-Markdown draws otherwise than the author meant, without a word: boxes, lists and tables."""

from __future__ import annotations

import re
from collections.abc import Iterator

from katern.check.prose import TABLE_RULE
from katern.finding import Finding, Position, nearest
from katern.library import Item, Library
from katern.mask import BLANK, mask, mask_fences
from katern.textfile import Lines

# Material's types, and ours
KINDS = (
    "note", "abstract", "info", "tip", "success", "question", "warning", "failure", "danger", "bug", "example", "quote",
    "trainer", "participant", "say", "dont", "case", "card", "write", "safety",
)  # fmt: skip

_BOX = re.compile(r"(?P<indent>[ \t]*)(?:!!!|\?\?\?\+?)[ \t]*(?P<kind>[\w-]*)(?P<rest>[^\n]*)")
_REST = re.compile(r"(?:[ \t]+[\w-]+)*(?:[ \t]+\"[^\"\n]*\"(?:[ \t]+\{[^}\n]*\})?)?[ \t]*")
_LIST = re.compile(r"[ \t]*(?:[-*+]|1[.)])[ \t]+\S")
_ANY_ITEM = re.compile(r"[ \t]*(?:[-*+]|\d{1,3}[.)]|:)[ \t]+|[ \t]*\[\^")
_ALONE = re.compile(r"[ \t]*(?:#{1,6}[ \t]|!!!|\?\?\?|===|///|\*\[)")


def boxes(library: Library) -> Iterator[Finding]:
    """text.block: an admonition of a type that is nearly one, with a title that does not end, or with nothing inside."""
    for item in library.items.values():
        if "!!!" in item.front.body or "???" in item.front.body:
            yield from _boxes(item)


def _boxes(item: Item) -> Iterator[Finding]:
    lines = mask_fences(item.front.body).split("\n")
    for number, line in enumerate(lines):
        box = _BOX.fullmatch(line)
        if box is None:
            continue
        at = Position(item.path, item.front.body_line + number, len(box["indent"]) + 1)
        near = None if box["kind"] in KINDS else nearest(box["kind"], KINDS)
        if near is not None:
            yield Finding.error("text.block", at, f"het blok '{box['kind']}' bestaat niet", f"bedoelde u '{near}'?")
        elif not box["kind"] or not _REST.fullmatch(box["rest"]):
            yield Finding.error("text.block", at, "dit blok is niet te lezen: het staat zo als tekst op de pagina", 'schrijf !!! safety "Titel", met de titel tussen dubbele aanhalingstekens')  # fmt: skip
        elif not _inside(lines, number, len(box["indent"].expandtabs(4))):
            yield Finding.error("text.block", at, "dit blok is leeg: wat eronder staat, valt erbuiten", "laat de tekst van het blok met vier spaties inspringen")  # fmt: skip


def _inside(lines: list[str], number: int, indent: int) -> bool:
    """Whether the first line below a box that holds text stands inside it; a box with a title alone may be empty."""
    for line in lines[number + 1 :]:
        expanded = line.expandtabs(4)
        if expanded.strip():
            own = len(expanded) - len(expanded.lstrip())
            return own >= indent + 4 or own <= indent
    return True


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
