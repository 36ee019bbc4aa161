"""The sources of one `.bib` file, and keys that clash."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from katern.bibliography.collection import File, read_files
from katern.bibliography.source import Source
from katern.finding import Finding, shown


def read_bibtex(text: str, path: str) -> tuple[list[Source], list[Finding]]:
    """All sources of a `.bib` file, in order, and what is wrong with it; an entry that cannot be read is left out."""
    return read_files([File(path, text)])


def find_key_clashes(sources: Iterable[Source]) -> Iterator[Finding]:
    """bib.duplicate-key and bib.case-clash, over all files."""
    same: dict[str, Source] = {}
    folded: dict[str, Source] = {}
    for source in sources:
        nearly = folded.setdefault(source.key.casefold(), source)
        first = same.setdefault(source.key, source)
        if first is source:
            first = nearly
        if first is source:
            continue
        where = f"{first.position.path} regel {first.position.line}"
        if first.key == source.key:
            yield Finding.error("bib.duplicate-key", source.position, f"de sleutel '{shown(source.key)}' bestaat al: {where}", "geef een van de twee een andere sleutel, of voeg ze samen")  # fmt: skip
        else:
            yield Finding.error("bib.case-clash", source.position, f"de sleutel '{shown(source.key)}' verschilt alleen in hoofdletters van '{shown(first.key)}' ({where})", "sleutels zijn hoofdlettergevoelig; kies namen die meer verschillen")  # fmt: skip
