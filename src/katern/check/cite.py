"""Rules on citations: every key that a page or a data file names stands in a bibliography."""

from __future__ import annotations

from collections.abc import Iterator

from katern.finding import Finding, Position, nearest
from katern.library import KEY_FIELDS, Library


def missing_sources(library: Library) -> Iterator[Finding]:
    """cite.missing: a key that no .bib file holds, with the nearest key as hint."""
    for key, at in _keys(library):
        if key not in library.sources:
            near = nearest(key, library.sources)
            hint = f"bedoelde u '{near}'?" if near else f"voeg de bron toe in {library.layout.bibliography}/"
            yield Finding.error("cite.missing", at, f"bron '{key}' staat in geen enkel .bib-bestand", hint)


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
        yield helpline.source, at("helplines", "helplines", index, "source")
    for index, term in enumerate(library.data.glossary.terms):
        yield term.source, at("glossary", "terms", index, "source")
