"""Rules on front matter that need more than one file: addresses, lines, and the words of the vocabulary."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from itertools import chain

from katern.fields import Leads, marked, values_at
from katern.finding import Finding, Position, Said, did_you_mean, first_of, said
from katern.item import Item
from katern.known import Known
from katern.library import Library

# how many of the words that are known a hint names
_SHOWN = 8


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
            yield Finding.error(item.front.value_position("line"), what)
        seen.setdefault(line, item)


def unknown_words(library: Library) -> Iterator[Finding]:
    """meta.unknown-line, meta.unknown-audience, meta.bad-value: names that lead to nothing in a data file or on the site."""
    known: dict[Leads, Known] = {}
    unread = {file: cannot_be_read(library, file) for file in ("programme", "vocabulary")}
    for item in library.items.values():
        for names, lead in marked(type(item.meta), Leads):
            file = {"line": "programme", "item": "", "source": ""}.get(lead.to, "vocabulary")
            if lead.to == "source" or unread.get(file):  # of sources `cite.missing` tells
                continue
            words = known.get(lead) or known.setdefault(lead, _known(library, lead))
            for where, word in values_at(item.meta, names):
                if word not in words:
                    hint = meant(word, words, library, file) if file or len(words) else None
                    yield Finding.error(item.front.value_position(*where), _unlisted(lead, word, library), hint)


def _known(library: Library, lead: Leads) -> Known:
    """Everything that a field may lead to."""
    if lead.to == "line":
        return Known(line.slug for line in library.data.programme.lines)
    if lead.kind:
        return Known(item.slug for item in library.of_kind(lead.kind))
    if lead.to == "item":
        folders = (item.folder for item in library.items.values() if item.row.whole)
        return Known(chain(folders, (posixpath.splitext(item.address)[0] for item in library.items.values())))
    return Known(word.id for word in getattr(library.data.vocabulary, lead.to))


def _unlisted(lead: Leads, word: str, library: Library) -> Said:
    """What is said of a name that leads nowhere."""
    if lead.kind:
        return said("meta.bad-value", "no-item-of-kind", item=word, folder=library.layout.folder_of(lead.kind))
    if lead.to == "line":
        return said("meta.unknown-line", "unlisted", line=word)
    if lead.to == "item":
        return said("meta.bad-value", "no-item", item=word)
    if lead.to == "audiences":
        return said("meta.unknown-audience", "unlisted", audience=word)
    if lead.to == "settings":
        return said("meta.bad-value", "no-setting", setting=word)
    return said("meta.bad-value", "no-word", word=word, group=lead.to)


def settled_by_nobody(library: Library) -> Iterator[Finding]:
    """meta.not-reviewed: a final text of which nothing tells who went through it."""
    for item in library.items.values():
        if item.row.reviewed and item.meta.status == "final" and not item.meta.review:
            yield Finding.error(item.front.value_position("status"), said("meta.not-reviewed", "final-by-nobody"))


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
