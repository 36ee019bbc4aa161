"""A rule on what was meant as a citation and is none: the notations of other programs."""

from __future__ import annotations

import re
from collections.abc import Iterator

from katern.bibliography.keys import other_keys
from katern.finding import Finding, shown
from katern.library import Item, Library
from katern.mask import mask, mask_code
from katern.textfile import Lines

_BARE = re.compile(r"(?<![\]\w!\\])\[(?P<key>[\w][^\s\[\],;@]{3,80})(?P<more>[,;][^\[\]\n]{0,200})?\](?![(\[:\0])")
_LATEX = re.compile(r"\\(?:no|text|paren|auto|foot|full|smart|super)?cites?[pt]?\*?(?:\[[^\[\]\n]{0,100}\]){0,2}\{(?P<keys>[^{}\n]{1,200})\}|\\cite(?:author|year|title)\*?\{(?P<key>[^{}\n]{1,200})\}")
_BRACED = re.compile(r"(?<![@\w\[{])\{@(?P<key>[^\s{}@]{1,100})\}")
_FIELD_CODE = re.compile(r"\bADDIN (?:ZOTERO_|EN\.|CSL_|Mendeley)\w*|\{ ?CITATION \w+ \\l \d+|\bZOTERO_(?:ITEM|BIBL)\b")
_HINT = "schrijf [@sleutel] of [@sleutel, p. 12]"


def look_alikes(library: Library) -> Iterator[Finding]:
    """cite.no-citation: a citation in the notation of another program, which readers would see as it stands."""
    keys = frozenset(library.sources) | other_keys(library.sources.values()).keys()
    for item in library.items.values():
        yield from _look_alikes(item, keys)


def _look_alikes(item: Item, keys: frozenset[str]) -> Iterator[Finding]:
    body = item.front.body
    if "[" not in body and "\\" not in body and "{@" not in body and "ADDIN" not in body and "CITATION" not in body:
        return
    lines = Lines(body, item.path, item.front.body_line)
    labels = {label.casefold() for label in re.findall(r"^[ ]{0,3}\[([^\[\]\n]+)\]:", body, re.MULTILINE)}
    prose = mask(body)
    for match in _BARE.finditer(prose):
        if match["key"] in keys and match["key"].casefold() not in labels:
            yield _finding(lines, match, f"[{_cited(body[match.start('key') : match.end() - 1], keys)}]")
    for match in _BRACED.finditer(mask_code(body)):
        if match["key"] in keys:
            yield _finding(lines, match, f"[@{match['key']}]")
    for match in _LATEX.finditer(prose):
        named = [key.strip() for key in (match["keys"] or match["key"]).split(",")]
        yield _finding(lines, match, "[" + "; ".join(f"@{key}" for key in named) + "]")
    for match in _FIELD_CODE.finditer(prose):
        yield _finding(lines, match, "")


def _cited(inside: str, keys: frozenset[str]) -> str:
    """What stands between brackets, with the sign of a citation before each key that begins a part."""
    parts = [part.strip() for part in inside.split(";")]
    return "; ".join(f"@{part}" if re.split(r"[,\s]", part)[0] in keys else part for part in parts)


def _finding(lines: Lines, match: re.Match[str], right: str) -> Finding:
    return Finding.error("cite.no-citation", lines.position(match.start()), f"'{shown(match[0], 60)}' is geen verwijzing en blijft zo in de tekst staan", f"schrijf {right}" if right else _HINT)
