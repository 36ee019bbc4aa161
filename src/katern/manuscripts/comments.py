"""`katern import --comments`: what people wrote beside a copy of a page, at the lines of the page as it is now."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from katern.bibliography.twins import folded
from katern.finding import Position
from katern.item import Item
from katern.manuscripts.docxfile import Document
from katern.manuscripts.notes import TAKEN, Note, Notes, original_words
from katern.manuscripts.tree import span_of

# a paragraph of a copy and one of a page are the same where so much of their words is
_ALIKE = 0.6
_WITH_TEXT = ("Para", "Plain", "Header")


@dataclass(frozen=True, slots=True)
class Placed:
    """A note at a place of a page; None where its paragraph is there no more."""

    note: Note
    at: Position | None = None


def placed_notes(items: Iterable[Item], document: Document) -> tuple[Placed, ...]:
    """Every comment and change of a copy, at the place of its paragraph in one of these pages, in the order of the copy."""
    places = _Places(items)
    found: list[Placed] = []
    for block in _texts(document.blocks):
        notes = _notes_of(block)
        if notes:
            before = original_words(block)
            found += [Placed(note, places.of(note, before)) for note in notes]
    return tuple(found)


def _texts(content: Any) -> Iterator[Mapping[str, Any]]:
    """The paragraphs of a tree, wherever they stand."""
    if isinstance(content, list):
        for one in content:
            yield from _texts(one)
    elif isinstance(content, Mapping):
        if content.get("t") in _WITH_TEXT:
            yield content
        # a note at the foot of a page stands within a paragraph
        for one in content.values():
            if isinstance(one, list):
                yield from _texts(one)


def _notes_of(block: Mapping[str, Any]) -> list[Note]:
    notes = Notes()
    _hear(block["c"] if block["t"] != "Header" else block["c"][2], notes)
    for note in notes.all:
        note.about = " ".join(note.about.split())
    return notes.all


def _hear(content: Any, notes: Notes) -> None:
    for one in content:
        kind, inner = one.get("t"), one.get("c")
        if kind == "Str":
            notes.hear(inner)
        elif kind in ("Space", "SoftBreak", "LineBreak"):
            notes.hear(" ")
        elif kind == "Span":
            left = notes.of_span(one)
            _hear(span_of(one)[2] if left is None else left, notes)
        elif kind in ("Emph", "Strong", "Underline", "Strikeout", "Superscript", "Subscript", "SmallCaps"):
            _hear(inner, notes)
        elif kind in ("Link", "Quoted", "Cite", "Image"):
            _hear(inner[1], notes)


class _Places:
    """Finds paragraphs of pages by their words."""

    def __init__(self, items: Iterable[Item]) -> None:
        self._blocks = [(item, block) for item in items for block in item.text.blocks if block.words]
        self._words = [folded(block.words) for _, block in self._blocks]
        self._known: dict[str, int | None] = {}

    def of(self, note: Note, words: str) -> Position | None:
        wanted = folded(words)
        if wanted not in self._known:
            self._known[wanted] = self._nearest(wanted)
        number = self._known[wanted]
        if number is None:
            return None
        item, block = self._blocks[number]
        about = note.about or (note.text if note.kind == TAKEN else "")
        inside = item.text.body.find(about, block.start, block.end) if about else -1
        return item.position(inside if inside >= 0 else block.start)

    def _nearest(self, wanted: str) -> int | None:
        if not wanted:
            return None
        if wanted in self._words:
            return self._words.index(wanted)
        scores = [(_likeness(wanted, words), -number) for number, words in enumerate(self._words)]
        best, number = max(scores, default=(0.0, 0))
        return -number if best >= _ALIKE else None


def _likeness(one: str, other: str) -> float:
    """How much of two paragraphs is the same, counted in words: the copy has citations as words, the page has them not."""
    first, second = one.split(), other.split()
    if not first or not second:
        return 0.0
    matcher = difflib.SequenceMatcher(None, first, second, autojunk=False)
    same = sum(block.size for block in matcher.get_matching_blocks())
    return same / max(min(len(first), len(second)), 1) * (1.0 if _near(first, second) else 0.5)


def _near(first: Sequence[str], second: Sequence[str]) -> bool:
    """Whether two paragraphs are about as long."""
    return min(len(first), len(second)) * 2 >= max(len(first), len(second)) - 4
