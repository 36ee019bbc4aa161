"""Rules on kinds, fields and LaTeX of sources: what no style uses, and what nobody can read."""

from __future__ import annotations

import re
from collections.abc import Iterator

from katern.bibliography.datamodel import FIELDS, KINDS, TOOLS
from katern.finding import Finding, nearest, shown
from katern.library import Library

_TOOLS = re.compile(
    r"bdsk-|mendeley-|zotero|jabref|date-|x-|user|custom|list[a-f]$|name[a-c]|verb[a-c]$|__|web-of-science|xdata"
)


def unread_latex(library: Library) -> Iterator[Finding]:
    """bib.latex: LaTeX that is not understood; the reader gets the words without it."""
    for source in library.sources.values():
        for name, flaw in source.value.flaws.items():
            if name in source.field_positions:
                yield Finding.warning(
                    "bib.latex", source.field_positions[name], f"'{shown(flaw)}' in '{name}' van '{shown(source.key)}' is niet te lezen",
                    "schrijf het teken zelf (é, €, ½), of gewone LaTeX zoals \\emph{…}",
                )  # fmt: skip


def unknown_kinds(library: Library) -> Iterator[Finding]:
    """bib.unknown-type: an entry type that BibTeX and biblatex do not know."""
    for source in library.sources.values():
        if source.kind not in KINDS:
            near = nearest(source.kind, KINDS)
            hint = f"bedoelde u @{near}?" if near else "kies een soort uit de handleiding, of @misc"
            yield Finding.warning(
                "bib.unknown-type",
                source.position,
                f"'@{shown(source.kind)}' van '{shown(source.key)}' is geen soort bron die stijlen kennen",
                hint,
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
            hint = (
                f"bedoelde u '{near[name]}'?"
                if near[name]
                else "het blijft bewaard in de export, maar geen stijl toont het"
            )
            yield Finding.warning(
                "bib.unknown-field",
                source.field_positions[name],
                f"het veld '{shown(name)}' van '{shown(source.key)}' kent geen stijl",
                hint,
            )
