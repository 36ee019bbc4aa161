"""Rules on boxes that Python-Markdown draws otherwise than the author meant: misspelt, or with text that falls out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from katern.finding import Finding, Said, did_you_mean, said
from katern.item import Item
from katern.library import Library
from katern.reading import depth

_STEP = 4
_ALONE: Mapping[str, Said] = MappingProxyType(
    {
        "unreadable": said("text.block", "unreadable"),
        "empty": said("text.block", "empty"),
        "opener": said("text.block", "odd-depth"),
        "joined": said("text.block", "joined"),
        "note": said("text.block", "in-a-note"),
        "html": said("text.block", "in-html"),
    }
)
_COUNTS: Mapping[int, Said] = MappingProxyType(
    {0: said("text.block", "none"), 4: said("text.block", "four"), 8: said("text.block", "eight")}
)


def boxes(library: Library) -> Iterator[Finding]:
    """text.block: a box of a type that is nearly one, with a title that does not end, with text that falls out of it."""
    for item in library.items.values():
        if any(sign in item.text.body for sign in ("!!!", "???", '=== "')):
            yield from _findings(item)


def _findings(item: Item) -> Iterator[Finding]:
    starts = _starts(item.text.body)
    for flaw in depth.read(item.text):
        at = item.position(starts[flaw.line] + flaw.column)
        if flaw.what == "kind":
            yield Finding.error(at, said("text.block", "unknown", type=flaw.kind), did_you_mean(flaw.near))
        else:
            yield Finding.error(at, _told(flaw, item.position(starts[flaw.box]).line))


def _told(flaw: depth.Flaw, line: int) -> Said:
    """What is wrong with a box, or with a line that falls out of the box on another line."""
    inside, outside = _count(flaw.depth + _STEP), _count(flaw.depth)
    match flaw.what:
        case "depth":
            return said("text.block", "too-shallow", line=line, spaces=inside, outside=outside)
        case "below":
            return said("text.block", "right-below", line=line, spaces=inside)
        case "cut":
            return said("text.block", "cut-off", line=line, spaces=inside)
    return _ALONE[flaw.what]


def _count(spaces: int) -> Said | int:
    return _COUNTS.get(spaces, spaces)


def _starts(body: str) -> list[int]:
    starts = [0]
    for line in body.split("\n"):
        starts.append(starts[-1] + len(line) + 1)
    return starts
