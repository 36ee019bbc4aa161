"""What publishers said of sources since they came out, and the rule on it: `.katern/sources.json`, one line a DOI, sorted.

`katern sources watch` asks and writes; every check reads, so that it says tomorrow what it says today.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any

from katern.bibliography.source import Source
from katern.containment import inside
from katern.errors import KaternError
from katern.finding import Finding, Position, said, shown
from katern.library import Library
from katern.replacing import replace_file

FILE = ".katern/sources.json"
RETRACTED, CORRECTED, SUPERSEDED = "retracted", "corrected", "superseded"
# fields in which an entry tells its readers of a notice
_TELLING = ("note", "addendum", "annotation", "annote", "related", "pubstate", "titleaddon")


class UnreadableMemory(KaternError):
    """The file of answers is no JSON, or not ours."""


@dataclass(frozen=True, slots=True)
class Notice:
    """What a publisher said later: one of the three above, the word for it in the register, its own DOI and its day."""

    kind: str
    word: str
    doi: str = ""
    day: str = ""


@dataclass(frozen=True, slots=True)
class Work:
    """What is known of one DOI: the day of the last answer, notices, and an address where it can be read freely."""

    asked: str
    notices: tuple[Notice, ...] = ()
    free: str = ""
    # whether the register knows the DOI at all
    known: bool = True


@dataclass(frozen=True, slots=True)
class Works:
    """All answers, by DOI in small letters."""

    works: Mapping[str, Work] = field(default_factory=lambda: MappingProxyType({}))

    @classmethod
    def read(cls, root: Path) -> Works:
        """The answers of a checkout; none where nobody asked yet."""
        if not (root / FILE).is_file():
            return cls()
        if not inside(root, FILE):
            raise UnreadableMemory(said("sourcing", "outside", file=FILE))
        try:
            content = json.loads((root / FILE).read_text(encoding="utf-8"))
            works = {str(doi): _work(values) for doi, values in content["works"].items()}
        except (ValueError, KeyError, TypeError, AttributeError) as problem:
            raise UnreadableMemory(said("sourcing", "no-memory", file=FILE, reason=str(problem))) from problem
        return cls(MappingProxyType(works))

    def with_work(self, doi: str, work: Work) -> Works:
        """The same and one more answer."""
        return Works(MappingProxyType({**self.works, doi: work}))

    def write(self, root: Path) -> None:
        """Write the file, one line a DOI, so that a change of one is a change of one line."""
        lines = [
            f"    {json.dumps(doi, ensure_ascii=False)}: {json.dumps(_plain(work), ensure_ascii=False)}"
            for doi, work in sorted(self.works.items())
        ]
        text = '{\n  "works": {\n' + ",\n".join(lines) + "\n  }\n}\n"
        replace_file(root / FILE, text.encode())


def _work(values: Mapping[str, Any]) -> Work:
    notices = tuple(Notice(**notice) for notice in values.get("notices", ()))
    return Work(str(values["asked"]), notices, str(values.get("free", "")), bool(values.get("known", True)))


def _plain(work: Work) -> dict[str, Any]:
    values: dict[str, Any] = {"asked": work.asked}
    if work.notices:
        values["notices"] = [
            {name: text for name in Notice.__dataclass_fields__ if (text := getattr(notice, name))}
            for notice in work.notices
        ]
    if work.free:
        values["free"] = work.free
    return values if work.known else {**values, "known": False}


def told_later(library: Library) -> Iterator[Finding]:
    """source.retracted, source.corrected and source.superseded: what publishers said of a source after it came out."""
    if not any(source.doi for source in library.sources.values()):
        return
    try:
        works = Works.read(library.layout.root).works
    except UnreadableMemory as problem:
        yield Finding.error(Position(FILE), said("source.unreadable", "unreadable", why=problem.said))
        return
    for source in library.sources.values():
        work = works.get(source.doi.casefold()) if source.doi else None
        for notice in work.notices if work else ():
            if not _is_told(source, notice):
                yield _finding(source, notice)


def _is_told(source: Source, notice: Notice) -> bool:
    """Whether the entry itself names the notice: then its readers know."""
    if not notice.doi:
        return False
    named = re.compile(rf"(?<![\w./]){re.escape(notice.doi)}(?![\w/])", re.IGNORECASE)
    return any(named.search(source.verbatim(name)) for name in _TELLING)


def _finding(source: Source, notice: Notice) -> Finding:
    at = source.field_positions.get("doi", source.position)
    key, word = shown(source.key), notice.word.replace("_", " ")
    day = said("source", "on", day=notice.day) if notice.day else ""
    doi = said("source", "see", doi=notice.doi) if notice.doi else ""
    if notice.kind == RETRACTED:
        return Finding.error(at, said("source.retracted", "retracted", key=key, word=word, day=day, doi=doi))
    if notice.kind == CORRECTED:
        return Finding.warning(at, said("source.corrected", "corrected", key=key, word=word, day=day, doi=doi))
    return Finding.warning(at, said("source.superseded", "superseded", key=key, word=word, day=day, doi=doi))
