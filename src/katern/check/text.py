"""Rules on the text itself: long sentences, empty sections, headings, what is still to be done."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator

from katern.check.policy import LONGEST_SENTENCE
from katern.check.tongue import tongue_of
from katern.finding import Finding, Position, said
from katern.item import Item
from katern.library import Library

_SENTENCE_END = re.compile(r"[.!?…][\"'”’)\]*_]*\s+(?=[\"'“‘(*_]*[A-ZÀ-Þ\d])")
_CITATION = re.compile(r"\[[^\[\]]*@[^\[\]]*\]")
_LONGEST_ABBREVIATION = 40  # with what may stand behind it
_WORD = re.compile(r"\w[\w'’-]*")


def long_sentences(library: Library, longest: int = LONGEST_SENTENCE) -> Iterator[Finding]:
    """text.long-sentence: a sentence of more words than the site allows."""
    abbreviation = tongue_of(library.language).abbreviation
    for item in library.items.values():
        for block in item.text.blocks:
            if block.kind not in ("paragraph", "item") or block.quoted or block.text.count(" ") < longest:
                continue
            for start, sentence in _sentences(block.text, abbreviation):
                count = len(_words(sentence))
                if count > longest and item.own(block.start + start):
                    what = said("text.long-sentence", "long", count=count, longest=longest)
                    yield Finding.warning(item.position(block.start + start), what)


def _sentences(text: str, abbreviation: re.Pattern[str]) -> Iterator[tuple[int, str]]:
    start = 0
    for match in _SENTENCE_END.finditer(text):
        end = match.start() + 1
        if abbreviation.search(text, max(start, end - _LONGEST_ABBREVIATION), end):
            continue
        yield start, text[start:end]
        start = match.end()
    yield start, text[start:]


def _words(sentence: str) -> list[str]:
    return _WORD.findall(_CITATION.sub(" ", sentence) if "@" in sentence else sentence)


def empty_sections(library: Library) -> Iterator[Finding]:
    """text.empty-section: a heading with nothing under it, or a page without text."""
    for item in library.items.values():
        body = item.front.body
        if not body.strip():
            if item.row.wants_text and not item.front.findings:
                lacking = said("text.empty-section", "page-of-a-booklet")
                what = lacking if item.row.part_of else said("text.empty-section", "page")
                yield Finding.warning(Position(item.path, item.front.body_line), what)
            continue
        yield from _empty(library, item)


def _empty(library: Library, item: Item) -> Iterator[Finding]:
    headings = item.text.headings
    # the list of an index page's own parts is drawn under its last heading
    drawn_below = posixpath.basename(item.path) == "index.md" and bool(library.parts_of(item))
    for number, heading in enumerate(headings[: len(headings) - drawn_below]):
        following = headings[number + 1] if number + 1 < len(headings) else None
        # a page may be a title alone: its template draws the rest
        if not heading.empty or heading.level == 1 or (following is not None and following.level > heading.level):
            continue
        what = said("text.empty-section", "heading", title=_short(heading.title))
        yield Finding.warning(item.position(heading.start), what)


def to_do(library: Library) -> Iterator[Finding]:
    """text.todo: a mark that something is still to be written."""
    unfinished = tongue_of(library.language).to_do
    for item in library.items.values():
        if not unfinished.search(item.text.body):
            continue
        for block in item.text.blocks:
            for match in unfinished.finditer(block.text) if item.own(block.start) else ():
                at = item.position(block.start + match.start())
                yield Finding.warning(at, said("text.todo", "left", mark=match.group()))


def heading_jumps(library: Library) -> Iterator[Finding]:
    """text.heading-jump: a heading more than one level below the one before it."""
    for item in library.items.values():
        level = 1
        for heading in item.text.headings:
            if heading.level > level + 1:
                title, sign = _short(heading.title), "#" * (level + 1)
                what = said("text.heading-jump", "jump", title=title, above=level, level=heading.level, sign=sign)
                yield Finding.error(item.position(heading.start), what)
            level = heading.level


def duplicate_headings(library: Library) -> Iterator[Finding]:
    """text.duplicate-heading: two headings with the same words under the same heading."""
    for item in library.items.values():
        above: list[str] = []
        seen: dict[tuple[str, ...], Position] = {}
        for heading in item.text.headings:
            text = heading.title
            above = [*above[: heading.level - 1], *[""] * (heading.level - 1 - len(above)), text.casefold()]
            at = item.position(heading.start)
            if text.strip() and tuple(above) in seen:  # one of a picture alone has no words
                what = said("text.duplicate-heading", "twice", title=_short(text), line=seen[tuple(above)].line)
                yield Finding.warning(at, what)
            seen.setdefault(tuple(above), at)


def _short(text: str) -> str:
    return text if len(text) <= 50 else text[:49] + "…"
