"""Rules on front matter that need more than one file: addresses, lines, and the words of the vocabulary."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator

from katern.finding import Finding, Position, nearest
from katern.items import Dossier
from katern.library import Item, Library


def duplicate_addresses(library: Library) -> Iterator[Finding]:
    """meta.duplicate-slug: two files that would be written to one address, also where only capitals differ."""
    seen: dict[str, Item] = {}
    for item in library.items.values():
        address = re.sub(r"(?:^|/)(?:index|README)$", "", posixpath.splitext(item.address)[0]).casefold()
        if address in seen:
            yield Finding.error(
                "meta.duplicate-slug",
                Position(item.path),
                f"deze pagina krijgt hetzelfde adres als {seen[address].path}",
                "geef een van de twee een andere naam",
            )
        seen.setdefault(address, item)


def duplicate_lines(library: Library) -> Iterator[Finding]:
    """meta.duplicate-slug: two dossiers for one programme line."""
    seen: dict[str, Item] = {}
    for item in library.items.values():
        if not isinstance(item.meta, Dossier):
            continue
        line = item.meta.line
        if line in seen:
            yield Finding.error(
                "meta.duplicate-slug",
                item.front.position("line"),
                f"de programmalijn '{line}' heeft al een dossier: {seen[line].path}",
                "een programmalijn heeft één dossier",
            )
        seen.setdefault(line, item)


def unknown_words(library: Library) -> Iterator[Finding]:
    """meta.unknown-line, meta.unknown-audience, meta.bad-value: ids that no data file holds."""
    data = library.data
    lines = [line.slug for line in data.programme.lines]
    folders = [item.folder for item in library.items.values() if item.kind in ("dossier", "toolkit")]
    addresses = [posixpath.splitext(item.address)[0] for item in library.items.values()]
    known_words = (
        ("line", lines, "meta.unknown-line", "de programmalijn '{}' staat niet in programme.yml"),
        ("lines", lines, "meta.unknown-line", "de programmalijn '{}' staat niet in programme.yml"),
        ("audience", [word.id for word in data.vocabulary.audiences], "meta.unknown-audience", "de doelgroep '{}' staat niet in vocabulary.yml"),
        ("setting", [word.id for word in data.vocabulary.settings], "meta.bad-value", "de setting '{}' staat niet in vocabulary.yml"),
        ("related", folders + addresses, "meta.bad-value", "'{}' is geen dossier, toolkit of pagina van deze site"),
    )  # fmt: skip
    for item in library.items.values():
        for field, known, code, message in known_words:
            value = getattr(item.meta, field, None)
            # a site without the data file has no list to hold its pages against
            if not value or not known:
                continue
            for index, word in enumerate(value if isinstance(value, tuple) else (value,)):
                if word not in known:
                    yield Finding.error(
                        code, item.front.position(field, index), message.format(word), meant(word, known)
                    )


def meant(word: str, known: list[str]) -> str:
    """A hint: the nearest known word, or the first few."""
    near = nearest(word, known)
    if near is not None:
        return f"bedoelde u '{near}'?"
    return f"bekend zijn: {', '.join(known[:8])}{' …' if len(known) > 8 else ''}"
