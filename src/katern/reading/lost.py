"""What an author wrote and no reader finds: footnotes without a mark, and citations that became names of links."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from xml.etree.ElementTree import Element

from katern.citations.syntax import IsKey
from katern.reading.leaf import Leaves
from katern.reading.spans import Spans
from katern.reading.text import Unread

_DEFINITION = re.compile(r"^[ ]{0,3}\[(?P<label>-?@[^\]\n]+)\]:[ \t]*\S.*$", re.MULTILINE)


def first_number(element: Element) -> int:
    """The number that readers see before the first item of a list."""
    written = element.get("start") or ""
    return int(written) if written.isdigit() else 1


def renumbered(items: Sequence[tuple[int, int, int]]) -> Iterator[Unread]:
    """The first item of a list that readers see under another number than it has, as (place, number, number seen).

    Whoever gives the first two items the same number leaves counting to the reader.
    """
    if len(items) > 1 and items[0][1] == items[1][1]:
        return
    for start, written, shown in items:
        if written != shown:
            yield Unread("number", start, str(written), str(shown))
            return


def told_once(found: Sequence[Unread]) -> tuple[Unread, ...]:
    """The findings without those that come of the same slip: a note whose mark or definition is misspelt is told at its mark."""
    missing = {one.written for one in found if one.name == "note-missing"}
    seen: set[str] = set()
    kept: list[Unread] = []
    for one in found:
        if (one.name == "note-missing" and one.written in seen) or (one.name == "note-unused" and missing):
            continue
        seen.add(one.written)
        kept.append(one)
    return tuple(kept)


def lost_notes(leaves: Leaves, root: Element) -> Iterator[Unread]:
    """Footnotes to which no mark leads, and those of which another has the name."""
    if not leaves.notes:
        return
    ids = [element.get("id") or "" for element in root.iter()]
    marks = {id.partition(":")[2] for id in ids if id.startswith("fnref")}
    drawn = {id.removeprefix("fn:") for id in ids if id.startswith("fn:")}
    seen: set[str] = set()
    for name, start in leaves.notes:
        if name in drawn and (name in seen or name not in marks):
            yield Unread("left", start, f"[^{name}]", "note-twice" if name in seen else "note-unused")
        seen.add(name)


def named_links(body: str, is_key: IsKey) -> Iterator[re.Match[str]]:
    """Definitions of links whose names begin with an `@` and are no sources, and that the page uses: `[@name]`."""
    if "]:" in body:
        for match in _DEFINITION.finditer(body):
            first = re.split(r"[\s,;]", match["label"].lstrip("-@"))[0]
            if body.count(f"[{match['label']}]") > 1 and not is_key(first):
                yield match


def swallowed(body: str, leaves: Leaves, is_key: IsKey) -> Iterator[Unread]:
    """`[@key]: https://…` at the start of a line defines a link for Python-Markdown, and is gone."""
    if "]:" not in body:
        return
    read = Spans((leaf.start, leaf.end + 1) for leaf in leaves.leaves if "]:" in leaf.raw)
    named = {match.start() for match in named_links(body, is_key)}
    for match in _DEFINITION.finditer(body):
        if not read.hold(match.start("label")) and match.start() not in named:
            yield Unread("definition", match.start("label") - 1, match.group().strip())
