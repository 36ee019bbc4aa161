"""Rules on front matter that need more than one file: addresses, lines, and the words of the vocabulary."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from katern.fields import Leads, marked, values_at
from katern.finding import Finding, Position, nearest
from katern.library import Item, Library


@dataclass(frozen=True, slots=True)
class _Told:
    """What is said of a name that leads nowhere, and which data file holds those that do."""

    code: str
    message: str
    file: str = ""


_TOLD: Mapping[str, _Told] = {
    "line": _Told("meta.unknown-line", "de programmalijn '{}' staat niet in programme.yml", "programme"),
    "item": _Told("meta.bad-value", "'{}' is geen dossier, toolkit of pagina van deze site"),
    "audiences": _Told("meta.unknown-audience", "de doelgroep '{}' staat niet in vocabulary.yml", "vocabulary"),
    "settings": _Told("meta.bad-value", "de setting '{}' staat niet in vocabulary.yml", "vocabulary"),
}


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
        line = library.line_of(item) if item.row.per_line else None
        if line is None:
            continue
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
    known = {target: _known(library, target) for target in _TOLD}
    unread = {file: cannot_be_read(library, file) for file in ("programme", "vocabulary")}
    for item in library.items.values():
        for names, lead in marked(type(item.meta), Leads):
            if lead.to not in _TOLD or unread.get(_TOLD[lead.to].file):
                continue
            told, words = _TOLD[lead.to], known[lead.to]
            for where, word in values_at(item.meta, names):
                if word not in words:
                    hint = meant(word, words) if words else nowhere(library, told.file)
                    yield Finding.error(told.code, item.front.position(*where), told.message.format(word), hint)


def _known(library: Library, target: str) -> list[str]:
    """Everything that a field may lead to."""
    if target == "line":
        return [line.slug for line in library.data.programme.lines]
    if target == "item":
        folders = [item.folder for item in library.items.values() if item.row.whole]
        return folders + [posixpath.splitext(item.address)[0] for item in library.items.values()]
    return [word.id for word in getattr(library.data.vocabulary, target)]


def settled_by_nobody(library: Library) -> Iterator[Finding]:
    """meta.not-reviewed: a final text of which nothing tells who went through it."""
    for item in library.items.values():
        if item.row.reviewed and item.meta.status == "final" and not item.meta.review:
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
