"""What people left in a document beside its text: comments and changes, each with the words that it is about."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from katern.manuscripts.tree import Element, span_of, string, words_of

# stands in the text where a note is, until the text has its lines; no keyboard has these signs
_MARK = "\ue0f0{}\ue0f1"
_MARKS = re.compile("\ue0f0(\\d+)\ue0f1")
COMMENT, ADDED, TAKEN = "comment", "added", "taken"


@dataclass(slots=True)
class Note:
    """A comment or a change: who made it, what it says, and the words that a comment is about; `line` where it stands."""

    kind: str
    author: str
    text: str
    about: str = ""
    line: int = 0


@dataclass(slots=True)
class Notes:
    """The notes of a document, in order, while its text is gone through."""

    all: list[Note] = field(default_factory=list)
    _open: dict[str, Note] = field(default_factory=dict)

    def hear(self, text: str) -> None:
        """Words of the text, which a comment may be about."""
        for note in self._open.values():
            note.about += _MARKS.sub("", text)

    def of_span(self, element: Element) -> list[Element] | None:
        """What a span of a note leaves in the text; None where it is another span."""
        classes, values, content = span_of(element)
        if "comment-start" in classes:
            note = Note(COMMENT, values.get("author", ""), " ".join(words_of(content).split()))
            self._open[values.get("id", "")] = note
            return [self._mark(note)]
        if "comment-end" in classes:
            self._open.pop(values.get("id", ""), None)
            return []
        if "paragraph-insertion" in classes or "paragraph-deletion" in classes:
            return []
        if "deletion" in classes:
            return [self._mark(Note(TAKEN, values.get("author", ""), " ".join(words_of(content).split())))]
        if "insertion" in classes:
            note = Note(ADDED, values.get("author", ""), " ".join(words_of(content).split()))
            return [self._mark(note), *content]
        return None

    def _mark(self, note: Note) -> Element:
        self.all.append(note)
        return string(_MARK.format(len(self.all) - 1))

    def placed(self, text: str) -> str:
        """The text without the marks; each note knows its line then."""
        for number, line in enumerate(text.split("\n"), 1):
            for found in _MARKS.finditer(line):
                self.all[int(found[1])].line = number
        for note in self.all:
            note.about = " ".join(note.about.split())
        return _MARKS.sub("", text)


def original_words(block: Mapping[str, Any]) -> str:
    """The words of a block as they were before anybody changed them."""
    return " ".join(words_of(block, frozenset(("comment-start", "insertion"))).split())
