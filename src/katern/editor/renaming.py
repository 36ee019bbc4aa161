"""A key of a source renamed everywhere: in its entry, in other entries, in pages, in front matter and in data files."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from katern.check.cite import uses_of_keys
from katern.editor.checkout import Checkout
from katern.errors import KaternError
from katern.finding import Position
from katern.library import Library
from katern.saying import said
from katern.sourcing.looking import named, naming
from katern.textfile import walk

_GOOD = re.compile(r"\w(?:[\w:.+/-]*\w)?")
# so many lines below the place of a field its value may begin
_BELOW = 3


class Unrenamed(KaternError):
    """A key that cannot be renamed so; the text says why, and nothing changes."""


@dataclass(frozen=True, slots=True)
class Edit:
    """A key at a line (from 0) of a file, from this column to that."""

    path: str
    line: int
    start: int
    end: int


def renamed(checkout: Checkout, old: str, new: str) -> tuple[Edit, ...]:
    """Every place where the key stands; the new one takes it at each."""
    library = checkout.now().library
    if not _GOOD.fullmatch(new):
        raise Unrenamed(said("editor", "no-key", key=new))
    if new in library.keys and new != old:
        at = named(library, new).position
        raise Unrenamed(said("editor", "key-taken", key=new, place=f"{at.path}:{at.line}"))
    found = dict.fromkeys(_edits(checkout, library, old))
    return tuple(sorted(found, key=lambda one: (one.path, one.line, one.start)))


def _edits(checkout: Checkout, library: Library, key: str) -> Iterator[Edit]:
    token = re.compile(rf"(?<![\w:.+/-]){re.escape(key)}(?![\w:+/-]|\.\w)")
    source = named(library, key)
    own = [source.position] if source.key == key else [source.field_positions["ids"]]
    uses = [at for name, at in uses_of_keys(library) if name == key]
    for at in (*own, *uses, *naming(library, key)):
        yield _at(checkout, at, token, key)
    # data sets and what else names a source in YAML
    for path in walk(library.layout.root, library.layout.data, (".yml", ".yaml")):
        for number, line in enumerate(checkout.text(path).split("\n")):
            value = re.match(r"\s*(?:- )?[\w-]*:?\s*[\"']?(?P<value>[^\"'#]*)", line)
            for found in token.finditer(line):
                if value and value["value"].strip() == key:
                    yield Edit(path, number, found.start(), found.end())


def _at(checkout: Checkout, at: Position, token: re.Pattern[str], key: str) -> Edit:
    lines = checkout.text(at.path).split("\n")
    for number in range(at.line - 1, min(at.line + _BELOW, len(lines))):
        found = token.search(lines[number], at.column - 1 if number == at.line - 1 else 0)
        if found:
            return Edit(at.path, number, found.start(), found.end())
    raise Unrenamed(said("editor", "not-found", key=key, place=f"{at.path}:{at.line}"))
