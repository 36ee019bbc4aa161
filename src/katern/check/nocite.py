"""A rule on what was meant as a citation and is none: the notations of other programs."""

from __future__ import annotations

import re
from collections.abc import Iterator

from katern.finding import Finding, said, shown
from katern.item import Item
from katern.library import Library

_BARE = re.compile(r"\[(?<![\]\w!\\]\[)(?P<key>[\w][^\s\[\],;@]{3,80})(?P<more>[,;][^\[\]\n]{0,200})?\](?![(\[:\0])")
_LATEX = re.compile(
    r"\\(?:no|text|paren|auto|foot|full|smart|super)?cites?[pt]?\*?(?:\[[^\[\]\n]{0,100}\]){0,2}\{(?P<keys>[^{}\n]{1,200})\}|\\cite(?:author|year|title)\*?\{(?P<key>[^{}\n]{1,200})\}"
)
_BRACED = re.compile(r"(?<![@\w\[{])\{@(?P<key>[^\s{}@]{1,100})\}")
_FIELD_CODE = re.compile(r"\bADDIN (?:ZOTERO_|EN\.|CSL_|Mendeley)\w*|\{ ?CITATION \w+ \\l \d+|\bZOTERO_(?:ITEM|BIBL)\b")
_LABEL = re.compile(r"^[ ]{0,3}\[([^\[\]\n]+)\]:", re.MULTILINE)


def look_alikes(library: Library) -> Iterator[Finding]:
    """cite.no-citation: a citation in the notation of another program, which readers would see as it stands."""
    for item in library.items.values():
        yield from _look_alikes(item, library.keys)


def _look_alikes(item: Item, keys: frozenset[str]) -> Iterator[Finding]:
    body = item.text.body
    if "[" in body:
        labels = {label.casefold() for label in _LABEL.findall(body)} if "]:" in body else set()
        for block in item.text.blocks:
            for match in _BARE.finditer(block.text) if "[" in block.text else ():
                at = block.start + match.start()
                if match["key"] in keys and match["key"].casefold() not in labels and item.own(at):
                    written = body[at + 1 : block.start + match.end() - 1]
                    yield _finding(item, at, match[0], f"[{_cited(written, keys)}]")
    if any(sign in body for sign in ("\\", "{@", "ADDIN", "CITATION", "ZOTERO")):
        yield from _other_signs(item, keys)


def _other_signs(item: Item, keys: frozenset[str]) -> Iterator[Finding]:
    """What has signs that Markdown may take for something else, in all that readers see."""
    text = item.shown
    for match in _BRACED.finditer(text):
        if match["key"] in keys:
            yield _finding(item, match.start(), match[0], f"[@{match['key']}]")
    for match in _LATEX.finditer(text):
        named = [key.strip() for key in (match["keys"] or match["key"]).split(",")]
        yield _finding(item, match.start(), match[0], "[" + "; ".join(f"@{key}" for key in named) + "]")
    for match in _FIELD_CODE.finditer(text):
        yield _finding(item, match.start(), match[0], "")


def _cited(inside: str, keys: frozenset[str]) -> str:
    """What stands between brackets, with the sign of a citation before each key that begins a part."""
    parts = [part.strip() for part in inside.split(";")]
    return "; ".join(f"@{part}" if re.split(r"[,\s]", part)[0] in keys else part for part in parts)


def _finding(item: Item, at: int, written: str, right: str) -> Finding:
    advice = said("cite.no-citation", "write", right=right) if right else None
    return Finding.error(
        item.position(at), said("cite.no-citation", "other-notation", written=shown(written, 60)), advice
    )
