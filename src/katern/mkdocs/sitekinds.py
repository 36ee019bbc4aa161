"""Kinds of content that a site declares itself, in a module of its own: the same rows as the engine's, and their words."""

from __future__ import annotations

import functools
import sys
import traceback
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import ModuleType

from katern.containment import inside
from katern.errors import NoSite
from katern.kinds import Kind, Kinds
from katern.kindtable import KINDS
from katern.saying import said
from katern.words import Words
from katern.words.kinds import Kind as WordsOfKind

# the name under which the module is known; models look there for the types that they name
_NAME = "katern_site_kinds"


@dataclass(frozen=True, slots=True)
class SiteKinds:
    """The table of a site, and the words of the kinds that are its own."""

    table: Kinds = KINDS
    words: Mapping[str, WordsOfKind] = field(default_factory=dict)

    def refuse_incomplete(self, templates: Sequence[str]) -> None:
        """NoSite where a template is in none of the theme's folders."""
        for row in self.table.values():
            for name in filter(None, (row.template, row.closing, row.listing.template if row.listing else "")):
                if not any(Path(folder, name).is_file() for folder in templates):
                    raise NoSite(said("own-kinds", "no-template", kind=row.name, template=name))

    def told(self, words: Words) -> Words:
        """The words of a language with those of the site's kinds; NoSite names what they lack."""
        known = replace(words, kinds={**words.kinds, **self.words}) if self.words else words
        lacking = self.table.lacking(known)
        if lacking:
            raise NoSite(said("own-kinds", "lacking-words", names=tuple(lacking)))
        folders: dict[str, str] = {}
        for row in self.table.in_docs:
            folder = known.kinds[row.name].folder
            if folder in folders:
                raise NoSite(said("own-kinds", "same-folder", first=folders[folder], second=row.name, folder=folder))
            folders[folder] = row.name
        return known


def site_kinds(path: str, root: Path) -> SiteKinds:
    """The table with the kinds of a module: its `KINDS`, and their `WORDS` by name; the engine's own where there is none."""
    if not path:
        return SiteKinds()
    module = _module(path, root)
    rows, words = getattr(module, "KINDS", None), getattr(module, "WORDS", {})
    if not isinstance(rows, Sequence) or not all(isinstance(row, Kind) for row in rows):
        raise NoSite(said("own-kinds", "no-kinds", path=path))
    if not isinstance(words, Mapping) or not all(isinstance(word, WordsOfKind) for word in words.values()):
        raise NoSite(said("own-kinds", "no-words", path=path))
    return SiteKinds(KINDS.extended(*rows), words)


def _module(path: str, root: Path) -> ModuleType:
    """The module at a path of the checkout."""
    file = root / path
    if not inside(root, file) or not file.is_file():
        raise NoSite(said("own-kinds", "no-file", path=path))
    try:
        return _run(str(file), file.read_bytes())
    except Exception as problem:  # of code that is not ours: it may be any
        why = f"{type(problem).__name__}: {problem}"
        raise NoSite(said("own-kinds", "failed", path=path, line=_line(problem, str(file)), problem=why)) from problem


def _line(problem: Exception, file: str) -> int:
    """The line of a file at which its code failed, or cannot be read."""
    if isinstance(problem, SyntaxError) and problem.filename == file:
        return problem.lineno or 1
    lines = [frame.lineno for frame in traceback.extract_tb(problem.__traceback__) if frame.filename == file]
    return (lines[-1] if lines else None) or 1


@functools.lru_cache(maxsize=1)
def _run(file: str, code: bytes) -> ModuleType:
    """A module that is the same as long as its code is; nothing is written beside it."""
    module = ModuleType(_NAME)
    module.__file__ = file
    sys.modules[_NAME] = module
    exec(compile(code, file, "exec"), module.__dict__)
    return module
