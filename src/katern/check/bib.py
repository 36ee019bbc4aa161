"""Rules on sources: what a reference cannot do without."""

from __future__ import annotations

from collections.abc import Iterator

from katern.finding import Finding
from katern.library import Library

_MAKERS = ("author", "editor", "organization", "institution", "publisher")
# entry type: groups of fields of which at least one is needed, after biblatex's manual; a year is never required,
# since a style draws its absence ("z.d.")
_REQUIRED: dict[str, tuple[tuple[str, ...], ...]] = {
    "article": (("title",), ("journaltitle", "journal", "shortjournal")),
    "incollection": (("title",), ("booktitle",)),
    "inproceedings": (("title",), ("booktitle", "eventtitle")),
    "conference": (("title",), ("booktitle", "eventtitle")),
    "online": (("title",), ("url", "doi", "eprint")),
    "www": (("title",), ("url", "doi", "eprint")),
    "electronic": (("title",), ("url", "doi", "eprint")),
    "report": (("title",), _MAKERS),
    "techreport": (("title",), _MAKERS),
    "thesis": (("title",), ("author",)),
    "phdthesis": (("title",), ("author",)),
    "mastersthesis": (("title",), ("author",)),
    "xdata": (),
    "set": (),
}
_ALWAYS: tuple[tuple[str, ...], ...] = (("title",),)


def missing_fields(library: Library) -> Iterator[Finding]:
    """bib.missing-field: a source without a field that its kind needs."""
    for source in library.sources.values():
        for group in _REQUIRED.get(source.kind, _ALWAYS):
            if not any(source.fields.get(name) for name in group):
                yield Finding.error(
                    "bib.missing-field",
                    source.position,
                    f"'{source.key}' (@{source.kind}) heeft geen {' of '.join(group)}",
                    f"voeg toe: {group[0]} = {{…}}",
                )
