"""The sources of one `.bib` file, and keys that clash."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from katern.bibliography.collection import File, read_files
from katern.bibliography.source import Source
from katern.finding import Finding, said, shown


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
        key, at = shown(source.key), first.position
        if first.key == source.key:
            what = said("bib.duplicate-key", "twice", key=key, file=at.path, line=at.line)
        else:
            what = said("bib.case-clash", "capitals", key=key, other=shown(first.key), file=at.path, line=at.line)
        yield Finding.error(source.position, what)
