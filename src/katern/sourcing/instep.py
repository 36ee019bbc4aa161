"""A `.bib` file kept in step with a collection of Zotero: `katern cite sync`.

What Zotero says of a source and what is said of it here are merged field by field, with what the last run wrote as their
common origin: a field that changed on one side alone is taken from there, one that changed on both stays and is told.
What was written is kept in `.katern/zotero.json`, under version control.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from katern.bibliography.cslfields import entry_of
from katern.bibliography.formats import Format, format_of
from katern.bibliography.source import Source
from katern.bibliography.twins import marks_of
from katern.bibliography.written import Written, written
from katern.containment import inside
from katern.errors import KaternError
from katern.finding import Position, said
from katern.library import Library
from katern.replacing import replace_file
from katern.saying import Said
from katern.sourcing.bibfile import as_entry, manner_of, replaced, said_by, unchanged, with_entries, without
from katern.sourcing.edited import Edited
from katern.sourcing.housekey import house_key
from katern.sourcing.incoming import Incoming, incoming_of, source_of
from katern.sourcing.looking import who
from katern.sourcing.records import csl_of, key_in
from katern.sourcing.zotero import Held, Place

FILE = ".katern/zotero.json"


class Unsynced(KaternError):
    """Nothing was changed; the text says why."""


@dataclass(frozen=True, slots=True)
class Item:
    """What the last run wrote of one item of Zotero: the key of its entry, and the fields that came from there."""

    key: str
    fields: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Step:
    """How far a file is in step: with what, at which version of it, and what was written."""

    place: str
    version: int = 0
    items: Mapping[str, Item] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Done:
    """What a run did: keys that came, changed and went, and what a person must look at."""

    new: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    told: tuple[Said, ...] = ()


def steps(root: Path) -> dict[str, Step]:
    """The files of a checkout that are kept in step, by path."""
    if not (root / FILE).is_file():
        return {}
    if not inside(root, FILE):
        raise Unsynced(said("sourcing", "outside", file=FILE))
    try:
        content = json.loads((root / FILE).read_text(encoding="utf-8"))
        return {str(path): _step(values) for path, values in content["files"].items()}
    except (ValueError, KeyError, TypeError, AttributeError) as problem:
        raise Unsynced(said("sourcing", "no-memory", file=FILE, reason=str(problem))) from problem


def _step(values: Mapping[str, Any]) -> Step:
    items = {name: Item(one["key"], one["fields"]) for name, one in values["items"].items()}
    return Step(str(values["place"]), int(values["version"]), items)


def remember(root: Path, path: str, step: Step) -> None:
    """Keep how far a file is."""
    known = {**steps(root), path: step}
    plain = {
        file: {
            "place": one.place,
            "version": one.version,
            "items": {name: {"key": item.key, "fields": dict(item.fields)} for name, item in sorted(one.items.items())},
        }
        for file, one in sorted(known.items())
    }
    replace_file(root / FILE, (json.dumps({"files": plain}, ensure_ascii=False, indent=1) + "\n").encode())


def sync(library: Library, path: str, place: Place, held: Held, step: Step) -> tuple[Done, Step]:
    """Bring a file in step with what a collection holds; what was done, and how far it is now."""
    edited = Edited.of(library.layout.root, path)
    if not path.endswith(".bib") or format_of(edited.text, path) is not Format.BIBTEX:
        raise Unsynced(said("sourcing", "no-bib", file=path))
    run = _Run(library, path, edited.text, step)
    for name, record in sorted(held.items.items()):
        run.take(name, record)
    run.leave(set(held.items))
    if not unchanged(edited.text, run.text, run.but):
        raise Unsynced(said("sourcing", "no-place", file=path))
    if run.text != edited.text:
        edited.write(run.text)
    now = Step(str(place), held.version, run.items)
    remember(library.layout.root, path, now)
    return Done(tuple(run.new), tuple(run.changed), tuple(run.gone), tuple(run.told)), now


class _Run:
    """The state of one run over one file."""

    def __init__(self, library: Library, path: str, text: str, step: Step) -> None:
        self.library, self.path, self.text, self.step = library, path, text, step
        self.items: dict[str, Item] = {}
        self.but: dict[str, Written | None] = {}
        self.new: list[str] = []
        self.changed: list[str] = []
        self.gone: list[str] = []
        self.told: list[Said] = []
        self._here = {entry.key: entry for entry in said_by(text)}
        self._taken = {*library.keys, *self._here, *(item.key for item in step.items.values())}
        self._manner = manner_of(text)
        self._twins: dict[tuple[str, ...], Source] = {}
        for source in library.sources.values():
            for mark in marks_of(source):
                self._twins.setdefault(mark, source)

    def take(self, name: str, record: Mapping[str, Any]) -> None:
        """One item of the collection."""
        item = csl_of(record)
        if item is None:  # a note or a file that stands on its own
            return
        entry = entry_of(item, name, (1, 1))
        came = incoming_of(source_of(entry, self.path))
        before = self.step.items.get(name)
        here = self._entry_of(came, before)
        if here is None and before is None and (twin := self._twin(came)) is not None:
            self.told.append(_told_twin(came.source, twin))
            return
        if here is None:
            self._add(name, came, record, before)
        else:
            self._merge(name, came, here, before.fields if before else {})

    def _twin(self, came: Incoming) -> Source | None:
        return next((self._twins[mark] for mark in marks_of(came.source) if mark in self._twins), None)

    def _entry_of(self, came: Incoming, before: Item | None) -> Written | None:
        """The entry of an item: the one that was written for it, or one in this file that is the same source."""
        if before is not None:
            return self._here.get(before.key)
        twin = self._twin(came)
        return self._here.get(twin.key) if twin is not None and twin.position.path == self.path else None

    def _add(self, name: str, came: Incoming, record: Mapping[str, Any], before: Item | None) -> None:
        own = key_in(record)
        key = before.key if before else own if own and own not in self._taken else ""
        key = key or house_key(came.source, self._taken, self.library.language)
        self._taken.add(key)
        entry = written(key, came.source.kind, dict(came.fields), (1, 1), {})
        self.text = with_entries(self.text, [(key, as_entry(entry.kind, key, entry.fields, self._manner))])
        self.but[key], self.items[name] = entry, Item(key, dict(came.fields))
        self.new.append(key)

    def _merge(self, name: str, came: Incoming, here: Written, origin: Mapping[str, str]) -> None:
        fields = dict(here.fields)
        differing = []
        for one in dict.fromkeys((*came.fields, *origin)):
            theirs, ours, was = came.fields.get(one, ""), here.fields.get(one, ""), origin.get(one, "")
            if ours == was and theirs:
                fields[one] = theirs
            elif ours == was:
                fields.pop(one, None)
            elif theirs not in (was, ours):
                differing.append(one)
        if differing:
            self.told.append(said("zotero", "both-changed", key=here.key, fields=tuple(differing)))
        # what stays as it is here keeps its origin, so that it is told again when Zotero says something else
        kept = {one: origin[one] for one in differing if one in origin}
        self.items[name] = Item(here.key, {**{one: text for one, text in came.fields.items() if one not in differing}, **kept})  # fmt: skip
        if fields != here.fields:
            entry = written(here.key, here.kind, fields, (1, 1), {})
            self.text = replaced(self.text, here.key, as_entry(entry.kind, here.key, fields, self._manner))
            self.but[here.key] = entry
            self.changed.append(here.key)

    def leave(self, held: Iterable[str]) -> None:
        """What the collection no longer holds goes, unless it is used."""
        there = frozenset(held)
        kept_elsewhere = {item.key for item in self.items.values()}
        for name, item in self.step.items.items():
            if name in there or item.key not in self._here or item.key in kept_elsewhere:
                continue
            source = self.library.sources.get(item.key)
            uses = who(self.library, source) if source is not None else ()
            if uses:
                self.items[name] = item
                at = uses[0]
                self.told.append(said("zotero", "still-used", key=item.key, place=f"{at.path}:{at.line}"))
                continue
            self.text = without(self.text, [item.key])
            self.but[item.key] = None
            self.gone.append(item.key)


def _told_twin(source: Source, twin: Source) -> Said:
    at: Position = twin.position
    return said("zotero", "elsewhere", title=source.title, key=twin.key, place=f"{at.path}:{at.line}")
