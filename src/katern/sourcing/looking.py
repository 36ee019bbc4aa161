"""Sources looked for: by words, and by who uses one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from katern.bibliography.keys import other_keys
from katern.bibliography.source import Source
from katern.bibliography.twins import folded
from katern.check.cite import uses_of_keys
from katern.errors import KaternError
from katern.finding import Position
from katern.library import Library
from katern.saying import said

# fields of an entry that name other entries
_NAMING = ("crossref", "xref", "xdata", "related", "entryset")


class NoSource(KaternError):
    """A key that no source has."""


def find(library: Library, words: str) -> tuple[Source, ...]:
    """The sources in which each of these words stands, somewhere and in any case; those with a word in title or key first."""
    wanted = folded(words).split()
    found = [(source, _told(source)) for source in library.sources.values()]
    fitting = [source for source, told in found if wanted and all(word in told for word in wanted)]
    return tuple(sorted(fitting, key=lambda source: (not _by_name(source, wanted), -(source.year or 0), source.key)))


def _by_name(source: Source, wanted: list[str]) -> bool:
    name = folded(f"{source.key} {source.title}")
    return all(word in name for word in wanted)


def _told(source: Source) -> str:
    fields = (text for name, text in source.fields.items() if name not in ("url", "file", "archive"))
    return folded(" ".join([source.key, *fields]))


def named(library: Library, key: str) -> Source:
    """The source with a key, or with another name that it has; NoSource with the nearest key where there is none."""
    own = other_keys(library.sources.values()).get(key, key)
    if own in library.sources:
        return library.sources[own]
    near = library.known_sources.nearest(key)
    raise NoSource(said("sourcing", "no-key-near", key=key, near=near) if near else said("sourcing", "no-key", key=key))


def who(library: Library, source: Source) -> tuple[Position, ...]:
    """Every place that uses a source: pages, front matter, data files and other entries, in order."""
    names = names_of(source)
    found = {at: None for key, at in uses_of_keys(library) if key in names}
    found |= dict.fromkeys(at for name in names for at in naming(library, name))
    return tuple(sorted(found, key=lambda at: (at.path, at.line, at.column)))


def names_of(source: Source) -> frozenset[str]:
    """The keys by which a source is cited: its own, and those that it had."""
    others = re.split(r"[\s,]+", source.verbatim("ids"))
    return frozenset((source.key, *filter(None, others)))


def naming(library: Library, key: str) -> Iterator[Position]:
    """The fields of other entries that name this one."""
    for source in library.sources.values():
        for field in _NAMING:
            if field in source.field_positions and key in re.split(r"[\s,]+", source.verbatim(field)):
                yield source.field_positions[field]
