"""`katern import`: a document becomes a page that is a draft, with its pictures and its sources, all or nothing."""

from __future__ import annotations

import json
import posixpath
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from katern.errors import KaternError
from katern.finding import Said, said
from katern.library import Library
from katern.manuscripts.docxfile import Document
from katern.manuscripts.draft import Draft, Wants, draft, title_of
from katern.manuscripts.notes import Note
from katern.manuscripts.tree import plain
from katern.scaffold.pages import NewItem
from katern.scaffold.writing import write_new
from katern.sourcing.adding import Plan, Wish, planned
from katern.words.starting import Starting


class NotImported(KaternError):
    """Nothing was written; the text says why."""


@dataclass(frozen=True, slots=True)
class Imported:
    """What was made: the page and its pictures, what people left in the document, what must be looked at, and the new sources."""

    path: str
    pictures: tuple[str, ...]
    notes: tuple[Note, ...]
    told: tuple[Said, ...]
    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Order:
    """What is asked: the file, the name and whole of the page where they are given, and the file for its sources."""

    file: Path
    slug: str = ""
    within: str = ""
    line: str = ""
    choice: str = ""
    sources: str = ""


@dataclass(frozen=True, slots=True)
class _Sources:
    """The key of each source of a document, those that are new, and what is wrong with the rest."""

    keys: Mapping[str, str]
    plan: Plan | None = None
    told: tuple[Said, ...] = ()


def title_in(file: Path, document: Document) -> str:
    """What a page of a document is called: its title, or its file's name."""
    return title_of(document.meta, document.blocks) or file.stem.replace("_", " ").replace("-", " ").capitalize()


def import_document(library: Library, new: NewItem, document: Document, order: Order, starting: Starting) -> Imported:  # fmt: skip
    """Make a draft of a document."""
    path, front = new.begun(order.slug, order.within, order.line, order.choice)
    stem = posixpath.basename(posixpath.dirname(path)) if path.endswith("/index.md") else Path(path).stem
    sources = _sources(library, document, order)

    def picture(number: int, end: str) -> str:
        return f"{starting.pictures}/{stem}-{number}{end}"

    wants = Wants(sources.keys, picture, starting.picture)
    made = draft(document.meta, document.blocks, document.media, wants)
    if not made.text.strip():
        raise NotImported(said("docx", "empty", file=order.file.name))
    folder = posixpath.dirname(path)
    pictures = {f"{folder}/{name}": content for name, content in made.pictures.items()}
    _write(library, sources.plan, {path: f"{front}\n{made.text}", **pictures})
    keys = tuple(entry.key for _, entry in sources.plan.came) if sources.plan else ()
    return Imported(path, tuple(pictures), _placed(made, front), (*document.unread, *made.told, *sources.told), keys)


def _placed(made: Draft, front: str) -> tuple[Note, ...]:
    above = front.count("\n") + 1
    return tuple(replace(note, line=note.line + above if note.line else 0) for note in made.notes.all)


def _write(library: Library, plan: Plan | None, files: Mapping[str, str | bytes]) -> None:
    """The page with its pictures, and its sources: where one cannot be written, none is."""
    root = library.layout.root
    try:
        write_new(root, files)
    except FileExistsError as problem:
        raise NotImported(said("docx", "there", file=_shown(root, problem.filename))) from problem
    except OSError as problem:
        raise NotImported(said("docx", "unwritable", reason=problem.strerror or str(problem))) from problem
    try:
        if plan is not None:
            plan.write(library)
    except BaseException:
        for path in files:
            (root / path).unlink()
        raise


def _shown(root: Path, path: str) -> str:
    return Path(path).relative_to(root).as_posix() if Path(path).is_relative_to(root) else path


def _sources(library: Library, document: Document, order: Order) -> _Sources:
    items = plain(document.meta["references"]) if "references" in document.meta else []
    if not items:
        return _Sources({})
    name, wish = order.file.name, Wish(order.sources)
    sound, told = [], []
    for item in items:
        try:
            fine = planned(library, json.dumps([item]), name, wish).sound
        except KaternError as problem:
            raise NotImported(problem.said) from problem
        if fine:
            sound.append(item)
        else:
            told.append(said("drafted", "source-left-out", source=str(item.get("title") or item.get("id", "…"))))
    if not sound:
        return _Sources({}, told=tuple(told))
    plan = planned(library, json.dumps(sound), name, wish)
    return _Sources(_keys(sound, plan), plan, tuple(told))


def _keys(items: list[Any], plan: Plan) -> dict[str, str]:
    """The key of each source, by what the document calls it."""
    keys = {one.source.key: entry.key for one, entry in plan.came}
    keys |= {one.came: keys.get(one.other.key, one.other.key) for one in plan.there}
    return {str(item["id"]): keys[f"nr{number}"] for number, item in enumerate(items, 1)}
