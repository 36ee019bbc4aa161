"""By what two entries of a bibliography are the same source: one DOI, or one title and year."""

from __future__ import annotations

import re
import unicodedata

from katern.bibliography.source import Source

DOI = "doi"
TITLE = "title"


def marks_of(source: Source) -> tuple[tuple[str, ...], ...]:
    """What a source shares with any that is the same: its DOI, and its title and year with its kind or its makers."""
    marks: list[tuple[str, ...]] = []
    if source.doi:
        marks.append((DOI, source.doi.casefold()))
    if source.fields.get("title") and source.year:
        alike = (TITLE, folded(source.title), str(source.year))
        # an article about a report may carry its title: one kind or one maker must be shared too
        marks += [(*alike, word) for word in (source.kind_group, folded(source.fields.get("author", ""))) if word]
    return tuple(marks)


def folded(text: str) -> str:
    """Letters and figures alone, without accents and capitals."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().casefold()
    return " ".join(re.findall(r"\w+", plain))
