"""Rules on front matter that need more than one file: addresses, lines, and the words of the vocabulary."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator

from katern.finding import Finding, Position, nearest
from katern.items import Dossier
from katern.library import Item, Library

# kinds of which a reader is told whether the editors settled them
_SETTLED = ("dossier", "toolkit", "atelier", "intervention", "question")


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
        ("line", "programme", lines, "meta.unknown-line", "de programmalijn '{}' staat niet in programme.yml"),
        ("lines", "programme", lines, "meta.unknown-line", "de programmalijn '{}' staat niet in programme.yml"),
        ("audience", "vocabulary", [word.id for word in data.vocabulary.audiences], "meta.unknown-audience", "de doelgroep '{}' staat niet in vocabulary.yml"),
        ("setting", "vocabulary", [word.id for word in data.vocabulary.settings], "meta.bad-value", "de setting '{}' staat niet in vocabulary.yml"),
        ("related", "", folders + addresses, "meta.bad-value", "'{}' is geen dossier, toolkit of pagina van deze site"),
    )  # fmt: skip
    for item in library.items.values():
        for field, file, known, code, message in known_words:
            value = getattr(item.meta, field, None)
            if not value or cannot_be_read(library, file):
                continue
            for index, word in enumerate(value if isinstance(value, tuple) else (value,)):
                if word not in known:
                    hint = meant(word, known) if known else nowhere(library, file)
                    yield Finding.error(code, item.front.position(field, index), message.format(word), hint)


def settled_by_nobody(library: Library) -> Iterator[Finding]:
    """meta.not-reviewed: a final text of which nothing tells who went through it."""
    for item in library.items.values():
        if item.kind in _SETTLED and item.meta.status == "final" and not item.meta.review:
            yield Finding.error(
                "meta.not-reviewed", item.front.position("status"), "deze tekst heet vastgesteld, en nergens staat wie hem heeft nagekeken",
                "zet wie wat naliep bij review, of schrijf status: draft",
            )  # fmt: skip


def ways_out(library: Library, no_exit: Position | None) -> Iterator[Finding]:
    """meta.no-exit: sensitive pages, and a site that does not say where their button leads."""
    first = next((item for item in library.items.values() if item.meta.sensitive), None)
    if first is not None and no_exit is not None:
        yield Finding.error(
            "meta.no-exit", no_exit, f"{first.path} is een gevoelige pagina, en deze site heeft geen knop om snel weg te gaan",
            "zet bij de plugin katern waar de knop heen leidt, bijvoorbeeld: exit: https://www.buienradar.nl/",
        )  # fmt: skip


def cannot_be_read(library: Library, file: str) -> bool:
    """Whether a data file is there with mistakes in it: then these are told, not all that names something from it."""
    path = f"{library.layout.data}/{file}.yml"
    return any(finding.path == path and finding.severity == "error" for finding in library.findings)


def nowhere(library: Library, file: str) -> str:
    """A hint where there is nothing to choose from."""
    return f"zet het in {library.layout.data}/{file}.yml: dat bestand is er niet, of er staat niets in"


def meant(word: str, known: list[str]) -> str:
    """A hint: the nearest known word, or the first few."""
    near = nearest(word, known)
    if near is not None:
        return f"bedoelde u '{near}'?"
    return f"bekend zijn: {', '.join(known[:8])}{' …' if len(known) > 8 else ''}"
