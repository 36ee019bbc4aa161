"""Rules on citations: every key stands in a bibliography, and a figure has its source beside it."""

from __future__ import annotations

from collections.abc import Iterator

from katern.bibliography.keys import other_keys
from katern.check.figures import Figure, find_figures
from katern.check.prose import Block, Prose
from katern.finding import Finding, Position, nearest
from katern.library import KEY_FIELDS, TEXT_FIELDS, Item, Library

# kinds of items that state facts, and parts that tell a trainer what to do
_SOURCED = ("dossier", "chapter", "toolkit", "part")
_INSTRUCTIONS = ("exercise", "meeting", "handout", "form", "card")
# a made-up case and lines to say hold no facts
_UNSOURCED_BOXES = ("case", "say", "dont", "write", "example")


def missing_sources(library: Library) -> Iterator[Finding]:
    """cite.missing: a key that no .bib file holds, with the nearest key as hint."""
    others = other_keys(library.sources.values())
    for key, at in _keys(library):
        if key not in library.sources:
            near = others.get(key) or nearest(key, library.sources)
            hint = f"bedoelde u '{near}'?" if near else f"voeg de bron toe in {library.layout.bibliography}/"
            yield Finding.error("cite.missing", at, f"bron '{key}' staat in geen enkel .bib-bestand", hint)


def in_headings(library: Library) -> Iterator[Finding]:
    """cite.in-heading: a citation in a heading, which menus and tables of contents cannot draw."""
    for item in library.items.values():
        if not item.clusters:
            continue
        lines = {(position.path, position.line) for position in _heading_lines(Prose(item))}
        for placed in item.clusters:
            if (placed.position.path, placed.position.line) in lines:
                yield Finding.error(
                    "cite.in-heading", placed.position, f"de verwijzing {placed.text} staat in een kop",
                    "zet haar in de eerste zin onder de kop",
                )  # fmt: skip


def _heading_lines(prose: Prose) -> Iterator[Position]:
    for heading in prose.headings:
        yield prose.position(heading.start)


def unsourced_figures(library: Library) -> Iterator[Finding]:
    """cite.unsourced-figure: a figure in a dossier or toolkit with no citation in its paragraph, list item or row."""
    for item in library.items.values():
        if item.kind in _SOURCED:
            yield from _unsourced_fields(item)
            yield from _unsourced(item)


def _unsourced_fields(item: Item) -> Iterator[Finding]:
    """Key messages and other front matter that is drawn as text."""
    for field in TEXT_FIELDS:
        value = item.front.values.get(field)
        for index, text in enumerate(value if isinstance(value, list) else [value]):
            if isinstance(text, str) and "@" not in text:
                for figure in find_figures(text):
                    yield _unsourced_finding(figure, item.front.position(field, index))


def _unsourced_finding(figure: Figure, at: Position) -> Finding:
    hint = "zet de verwijzing in dezelfde alinea, dezelfde rij of hetzelfde punt: [@sleutel]"
    return Finding.error("cite.unsourced-figure", at, f"'{figure.text}' heeft geen bron", hint)


def _unsourced(item: Item) -> Iterator[Finding]:
    if not any(sign.isdigit() for sign in item.front.body):
        return
    prose = Prose(item)
    instructions = getattr(item.meta, "part", "") in _INSTRUCTIONS
    cited = sorted((placed.position.line, placed.position.column) for placed in item.clusters)
    led = False  # whether a sourced sentence that ends with a colon introduces the list or table
    for number, block in enumerate(prose.blocks):
        sourced = _has_citation(prose, block, cited)
        if block.kind in ("paragraph", "heading"):
            led = sourced and block.words.endswith(":")
        if sourced or led or block.kind in ("heading", "title") or set(block.boxes) & set(_UNSOURCED_BOXES):
            continue
        if block.kind == "paragraph" and _closes_with_source(prose, number, cited):
            continue
        if block.kind == "header" and _row_below_is_sourced(prose, number, cited):
            continue
        for figure in find_figures(block.text, instructions or "trainer" in block.boxes):
            yield _unsourced_finding(figure, prose.position(block.start + figure.start))


def _has_citation(prose: Prose, block: Block, cited: list[tuple[int, int]]) -> bool:
    first, last = prose.position(block.start), prose.position(block.end)
    return any((first.line, first.column) <= place <= (last.line, last.column) for place in cited)


def _closes_with_source(prose: Prose, number: int, cited: list[tuple[int, int]]) -> bool:
    """A sentence that ends with a colon leans on what it introduces."""
    block = prose.blocks[number]
    following = prose.blocks[number + 1 : number + 2]
    return block.words.endswith(":") and any(_has_citation(prose, other, cited) for other in following)


def _row_below_is_sourced(prose: Prose, number: int, cited: list[tuple[int, int]]) -> bool:
    following = prose.blocks[number + 1 : number + 2]
    return any(other.kind == "row" and _has_citation(prose, other, cited) for other in following)


def _keys(library: Library) -> Iterator[tuple[str, Position]]:
    for item in library.items.values():
        for placed in item.clusters:
            for citation, at in zip(placed.cluster.citations, placed.keys, strict=True):
                yield citation.key, at
        for field in KEY_FIELDS:
            for index, key in enumerate(getattr(item.meta, field, ())):
                yield key, item.front.position(field, index)
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
