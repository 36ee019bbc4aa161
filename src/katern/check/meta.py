"""Rules on front matter that need more than one file: addresses, lines, and the words of the vocabulary."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain

from katern.fields import Leads, marked, values_at
from katern.finding import Finding, Position, Said, did_you_mean, first_of, said
from katern.known import Known
from katern.library import Item, Library

# how many of the words that are known a hint names
_SHOWN = 8


@dataclass(frozen=True, slots=True)
class _Told:
    """What is said of a name that leads nowhere, and which data file holds those that do."""

    say: Callable[[str], Said]
    file: str = ""


_TOLD: Mapping[str, _Told] = {
    "line": _Told(lambda word: said("meta.unknown-line", "unlisted", line=word), "programme"),
    "item": _Told(lambda word: said("meta.bad-value", "no-item", item=word)),
    "audiences": _Told(lambda word: said("meta.unknown-audience", "unlisted", audience=word), "vocabulary"),
    "settings": _Told(lambda word: said("meta.bad-value", "no-setting", setting=word), "vocabulary"),
}


def duplicate_addresses(library: Library) -> Iterator[Finding]:
    """meta.duplicate-slug: two files that would be written to one address, also where only capitals differ."""
    seen: dict[str, Item] = {}
    for item in library.items.values():
        address = re.sub(r"(?:^|/)(?:index|README)$", "", posixpath.splitext(item.address)[0]).casefold()
        if address in seen:
            yield Finding.error(Position(item.path), said("meta.duplicate-slug", "page", other=seen[address].path))
        seen.setdefault(address, item)


def duplicate_lines(library: Library) -> Iterator[Finding]:
    """meta.duplicate-slug: two dossiers for one programme line."""
    seen: dict[str, Item] = {}
    for item in library.items.values():
        line = library.line_of(item) if item.row.per_line else None
        if line is None:
            continue
        if line in seen:
            what = said("meta.duplicate-slug", "line", line=line, other=seen[line].path)
            yield Finding.error(item.front.position("line"), what)
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
                    at = item.front.position(*where)
                    yield Finding.error(at, told.say(word), meant(word, words, library, told.file))


def _known(library: Library, target: str) -> Known:
    """Everything that a field may lead to."""
    if target == "line":
        return Known(line.slug for line in library.data.programme.lines)
    if target == "item":
        folders = (item.folder for item in library.items.values() if item.row.whole)
        return Known(chain(folders, (posixpath.splitext(item.address)[0] for item in library.items.values())))
    return Known(word.id for word in getattr(library.data.vocabulary, target))


def settled_by_nobody(library: Library) -> Iterator[Finding]:
    """meta.not-reviewed: a final text of which nothing tells who went through it."""
    for item in library.items.values():
        if item.row.reviewed and item.meta.status == "final" and not item.meta.review:
            yield Finding.error(item.front.position("status"), said("meta.not-reviewed", "final-by-nobody"))


def ways_out(library: Library, no_exit: Position | None) -> Iterator[Finding]:
    """meta.no-exit: sensitive pages, and a site that does not say where their button leads."""
    first = next((item for item in library.items.values() if item.meta.sensitive), None)
    if first is not None and no_exit is not None:
        yield Finding.error(no_exit, said("meta.no-exit", "no-way-out", page=first.path))


def cannot_be_read(library: Library, file: str) -> bool:
    """Whether a data file is there with mistakes in it: then these are told, not all that names something from it."""
    return f"{library.layout.data}/{file}.yml" in library.unread


def meant(word: str, known: Known, library: Library, file: str) -> Said:
    """A hint: the nearest known word, or the first few; where none is known, the data file that is to hold them."""
    if not known:
        return said("every", "put-it-in", file=f"{library.layout.data}/{file}.yml")
    return did_you_mean(known.nearest(word)) or said(
        "every", "known-are", known=first_of(known.first(_SHOWN + 1), _SHOWN)
    )
