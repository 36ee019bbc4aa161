"""Rules on kinds, fields and LaTeX of sources: what no style uses, and what nobody can read."""

from __future__ import annotations

import re
from collections.abc import Iterator

from katern.bibliography.datamodel import FIELDS, KINDS, TOOLS
from katern.bibliography.source import SEEN
from katern.finding import Finding, did_you_mean, nearest, said, shown
from katern.library import Library

_TOOLS = re.compile(
    r"bdsk-|mendeley-|zotero|jabref|date-|x-|user|custom|list[a-f]$|name[a-c]|verb[a-c]$|__|web-of-science|xdata"
)


def unread_latex(library: Library) -> Iterator[Finding]:
    """bib.latex: LaTeX that is not understood; the reader gets the words without it."""
    for source in library.sources.values():
        for name, flaw in source.value.flaws.items():
            if name in source.field_positions:
                what = said("bib.latex", "unreadable", latex=shown(flaw), field=name, key=shown(source.key))
                yield Finding.warning(source.field_positions[name], what)


def unknown_kinds(library: Library) -> Iterator[Finding]:
    """bib.unknown-type: an entry type that BibTeX and biblatex do not know."""
    for source in library.sources.values():
        if source.kind not in KINDS:
            near = nearest(source.kind, KINDS)
            what = said("bib.unknown-type", "unknown", type=shown(source.kind), key=shown(source.key))
            advice = said("bib.unknown-type", "did-you-mean", near=near) if near else None
            yield Finding.warning(source.position, what, advice)


def unknown_seen(library: Library) -> Iterator[Finding]:
    """bib.bad-seen: a source that says in no known word how much of it was seen."""
    for source in library.sources.values():
        written = source.fields.get("seen", "")
        if written and not source.seen:
            what = said("bib.bad-seen", "unknown", seen=shown(written), key=shown(source.key), known=SEEN)
            yield Finding.error(
                source.field_positions.get("seen", source.position), what, did_you_mean(nearest(written, SEEN))
            )


def unknown_fields(library: Library) -> Iterator[Finding]:
    """bib.unknown-field: a field that no style uses, most often one that is misspelt."""
    near: dict[str, str | None] = {}
    for source in library.sources.values():
        for name in source.field_positions:
            if name in FIELDS or name in TOOLS or _TOOLS.match(name):
                continue
            if name not in near:
                near[name] = nearest(name, FIELDS)
            what = said("bib.unknown-field", "unknown", field=shown(name), key=shown(source.key))
            yield Finding.warning(source.field_positions[name], what, did_you_mean(near[name]))
