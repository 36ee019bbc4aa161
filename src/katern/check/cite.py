"""Rules on citations: every key stands in a bibliography, and a figure has its source beside it."""

from __future__ import annotations

import bisect
from collections.abc import Callable, Iterator, Sequence

from katern.bibliography.keys import other_keys
from katern.check.figures import Figure, find_figures
from katern.check.tongue import Figures, tongue_of
from katern.fields import values_at
from katern.finding import Finding, Position, did_you_mean, said
from katern.item import Item
from katern.library import Library
from katern.reading.text import Block, Text

# parts that tell a trainer what to do
_INSTRUCTIONS = ("exercise", "meeting", "handout", "form", "card")
# a made-up case and lines to say hold no facts
_UNSOURCED_BOXES = ("case", "say", "dont", "write", "example")


def missing_sources(library: Library) -> Iterator[Finding]:
    """cite.missing: a key that no .bib file holds, with the nearest key as hint."""
    others = other_keys(library.sources.values())
    named = library.layout.bibliography
    folder = named if (library.layout.root / named).is_file() else f"{named}/"
    for key, at in uses_of_keys(library):
        if key not in library.sources:
            near = others.get(key) or library.known_sources.nearest(key)
            what = said("cite.missing", "in-no-bibliography", key=key, folder=folder)
            yield Finding.error(at, what, did_you_mean(near))


def in_headings(library: Library) -> Iterator[Finding]:
    """cite.in-heading: a citation in a heading, which menus and tables of contents cannot draw."""
    for item in library.items.values():
        for placed in item.text.clusters:
            if placed.in_heading:
                what = said("cite.in-heading", "in-heading", citation=placed.written)
                yield Finding.error(item.position(placed.start), what)


def flawed(library: Library) -> Iterator[Finding]:
    """cite.malformed and cite.unbalanced: something that was meant as a citation and is none."""
    for item in library.items.values():
        for text, position in _texts(item):
            for flaw in text.flaws:
                shown = flaw.text if len(flaw.text) <= 60 else flaw.text[:57] + "…"
                what = (
                    said("cite.unbalanced", "unclosed", citation=shown)
                    if flaw.code == "unbalanced"
                    else said("cite.malformed", "unreadable", citation=shown)
                )
                yield Finding.error(position(flaw.start), what)


def _texts(item: Item) -> Iterator[tuple[Text, Callable[[int], Position]]]:
    """Every text of an item, with what tells where its offsets stand."""
    yield from ((field.text, field.position) for field in item.fields)
    yield item.text, item.position


def unsourced_figures(library: Library) -> Iterator[Finding]:
    """cite.unsourced-figure: a figure in a dossier or toolkit with no citation in its paragraph, list item or row."""
    known = tongue_of(library.language).figures
    for item in library.items.values():
        if known is not None and item.row.sourced:
            yield from _unsourced_fields(item, known)
            yield from _unsourced(item, known)


def _unsourced_fields(item: Item, known: Figures) -> Iterator[Finding]:
    """Key messages and other front matter that is drawn as text."""
    for names in item.row.text_fields:
        for where, text in values_at(item.front.values, names):
            if isinstance(text, str) and "@" not in text:
                for figure in find_figures(text, known):
                    yield _unsourced_finding(figure, item.front.position(*where))


def _unsourced_finding(figure: Figure, at: Position) -> Finding:
    return Finding.error(at, said("cite.unsourced-figure", "no-source", figure=figure.text))


def _unsourced(item: Item, known: Figures) -> Iterator[Finding]:
    blocks, cited = item.text.blocks, sorted(placed.start for placed in item.text.clusters)
    if not any(sign.isdigit() for sign in item.text.body):
        return
    instructions = getattr(item.meta, "part", "") in _INSTRUCTIONS
    sourced = [_has_citation(block, cited) for block in blocks]
    led = False  # whether a sourced sentence that ends with a colon introduces the list or table
    for number, block in enumerate(blocks):
        if block.kind in ("paragraph", "heading"):
            led = sourced[number] and block.words.endswith(":")
        if sourced[number] or led or block.kind in ("heading", "title") or set(block.boxes) & set(_UNSOURCED_BOXES):
            continue
        if number + 1 < len(blocks) and sourced[number + 1] and _leans_on(block, blocks[number + 1]):
            continue
        if not item.own(block.start):
            continue
        for figure in find_figures(block.text, known, instructions or "trainer" in block.boxes):
            if item.own(block.start + figure.start):  # what a macro writes has its source with it
                yield _unsourced_finding(figure, item.position(block.start + figure.start))


def _has_citation(block: Block, cited: Sequence[int]) -> bool:
    """Whether a citation stands in a block; `cited` are the places of all, in order."""
    first = bisect.bisect_left(cited, block.start)
    return first < len(cited) and cited[first] <= block.end


def _leans_on(block: Block, following: Block) -> bool:
    """A sentence that ends with a colon leans on what it introduces, the header of a table on its first row."""
    if block.kind == "paragraph":
        return block.words.endswith(":")
    return block.kind == "header" and following.kind == "row"


def uses_of_keys(library: Library) -> Iterator[tuple[str, Position]]:
    """Every key that pages, their front matter and data files name, each with its place."""
    in_data = {key for key, _ in _data_keys(library)}
    for item in library.items.values():
        for text, position in _texts(item):
            for placed in text.clusters:
                for key, at in zip(placed.cluster.keys, placed.keys, strict=True):
                    # what a macro draws from a data file is told there
                    if key not in in_data or text is not item.text or item.own(at):
                        yield key, position(at)
        for where, key in item.keys:
            if key != "*":
                yield key, item.front.position(*where)
    yield from _data_keys(library)


def _data_keys(library: Library) -> Iterator[tuple[str, Position]]:
    def at(name: str, *where: str | int) -> Position:
        return library.data_positions[name].get(where, Position(f"{library.layout.data}/{name}.yml"))

    if library.data.programme.source:
        yield library.data.programme.source, at("programme", "source")
    for index, helpline in enumerate(library.data.helplines.helplines):
        for where, key in helpline.cited_at():
            yield key, at("helplines", "helplines", index, *where)
    for index, term in enumerate(library.data.glossary.terms):
        yield term.source, at("glossary", "terms", index, "source")
    for place, key in library.data.evidence.cited_at():
        yield key, at("evidence", *place)
    for place, key in library.data.voices.cited_at():
        yield key, at("voices", *place)
