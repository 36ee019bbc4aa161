"""The blocks of a page as they stand in its text, the cells of a row as one, and the words within each box."""

from __future__ import annotations

import bisect
from collections.abc import Iterator, Sequence
from dataclasses import replace

from katern.reading import inline
from katern.reading.leaf import Leaf
from katern.reading.text import BLANK, Block, Box


def block_of(leaf: Leaf, prose: str, body: str) -> Block:
    """The block as it stands in the page's text: what stands between its lines is blanked."""
    if not leaf.lines:
        return Block(leaf.kind, 0, 0, "", leaf.level, leaf.boxes, leaf.quoted)
    start, end = leaf.start, leaf.end
    text = list(inline.blank(body[start:end]))
    for line in leaf.lines:
        shown = prose[line.inside : line.inside + line.length]
        text[line.start - start : line.start - start + len(shown)] = shown
    return Block(
        leaf.kind, start, end, "".join(text)[: end - start], leaf.level, leaf.boxes, leaf.quoted, _language(leaf)
    )


def _language(leaf: Leaf) -> str:
    for element in (leaf.element, *reversed(leaf.above)):
        if language := element.get("lang"):
            return language
    return ""


def in_rows(blocks: list[Block], body: str) -> tuple[Block, ...]:
    """The blocks in order, the cells of a row as one."""
    rows: list[Block] = []
    for block in sorted(blocks, key=lambda block: (block.start, block.end)):
        last = rows[-1] if rows else None
        if (
            last is not None
            and block.kind == last.kind
            and block.kind in ("row", "header")
            and "\n" not in body[last.end : block.start]
        ):
            between = inline.blank(body[last.end : block.start])
            rows[-1] = replace(last, end=block.end, text=last.text + between + block.text)
        else:
            rows.append(_from_bar(block, body) if block.kind in ("row", "header") else block)
    return tuple(rows)


def _from_bar(block: Block, body: str) -> Block:
    """A row from the bar that opens it."""
    before = body[body.rfind("\n", 0, block.start) + 1 : block.start]
    bar = len(before) - before.find("|") if "|" in before and not before.strip(" \t>|") else 0
    return replace(block, start=block.start - bar, text=BLANK * bar + block.text)


def with_texts(boxes: Sequence[Box], blocks: Sequence[Block]) -> Iterator[Box]:
    """The boxes with the words of the blocks in them."""
    words = [(block.start, block.words) for block in sorted(blocks, key=_start) if block.kind != "title"]
    starts = [start for start, _ in words]
    for box in boxes:
        inside = words[bisect.bisect_right(starts, box.start) : bisect.bisect_right(starts, box.end)]
        yield replace(box, text=" ".join(word for _, word in inside))


def _start(block: Block) -> int:
    return block.start
