"""What stands at a place of a file: a key of a source, a link, a name of something; and where that is."""

from __future__ import annotations

import html
import posixpath
import re
from dataclasses import dataclass

from katern.editor.checkout import Checkout
from katern.finding import Position
from katern.library import Library
from katern.sourcing.looking import NoSource, named

_KEYS = re.compile(r"(?<![\w:.#$%&\-+?<>~/])[\w][\w:.#$%&\-+?<>~/]*\w|\w")
_LINK = re.compile(r"\]\(<?(?P<where>[^()\s>]*)")
_CALL = re.compile(r"\{\{\s*(?P<macro>\w+)\(\s*[\"'](?P<name>[^\"']+)[\"']")


@dataclass(frozen=True, slots=True)
class At:
    """A word at a place: which it is, and from which column to which it stands (from 0)."""

    word: str
    start: int
    end: int


def key_at(library: Library, line: str, column: int) -> At | None:
    """The key of a source that stands at a column of a line."""
    for found in _KEYS.finditer(line):
        if found.start() <= column <= found.end() and found[0] in library.keys:
            return At(found[0], found.start(), found.end())
    return None


def told_at(checkout: Checkout, line: str, column: int) -> tuple[str, At] | None:
    """What is said of the word at a place, as Markdown."""
    library = checkout.now().library
    key = key_at(library, line, column)
    if key is not None:
        source = named(library, key.word)
        parts = [_plain(checkout.entry(source.key)) or source.title, source.annotation]
        return "\n\n".join(filter(None, (*parts, f"`{source.key}` · {source.position.path}"))), key
    for found in _CALL.finditer(line):
        if found.start("name") <= column <= found.end("name"):
            told = _of_macro(library, found["macro"], found["name"])
            if told:
                return told, At(found["name"], found.start("name"), found.end("name"))
    return None


def _of_macro(library: Library, macro: str, name: str) -> str:
    if macro == "term":
        term = library.data.glossary.named(name)
        return f"**{term.term}**: {term.definition}" if term else ""
    if macro.startswith("helpline"):
        line = library.data.helplines.named(name)
        return f"**{line.name}** {', '.join(line.numbers())}".strip() if line else ""
    return ""


def _plain(entry: str) -> str:
    """An entry of a list of sources as Markdown."""
    text = re.sub(r"</?(?:em|i)>", "*", entry)
    return " ".join(html.unescape(re.sub(r"<[^<>]*>", "", text)).split())


def place_of(checkout: Checkout, path: str, line: str, column: int) -> Position | None:
    """Where the thing is that stands at a place: the entry of a source, a file, a heading, a line of a data file."""
    library = checkout.now().library
    key = key_at(library, line, column)
    if key is not None:
        try:
            return named(library, key.word).position
        except NoSource:
            return None
    for found in _LINK.finditer(line):
        if found.start("where") <= column <= found.end("where"):
            return _target(library, path, found["where"])
    for found in _CALL.finditer(line):
        if found.start("name") <= column <= found.end("name"):
            return _in_data(library, found["macro"], found["name"])
    return None


def _target(library: Library, path: str, where: str) -> Position | None:
    file, _, anchor = where.partition("#")
    target = posixpath.normpath(posixpath.join(posixpath.dirname(path), file)) if file else path
    item = library.items.get(target)
    if item is None:
        return Position(target) if (library.layout.root / target).is_file() else None
    heading = next((one for one in item.text.headings if one.id == anchor), None) if anchor else None
    return item.position(heading.start) if heading else Position(target)


def _in_data(library: Library, macro: str, name: str) -> Position | None:
    lists = {
        "term": ("glossary", "terms"),
        "helpline": ("helplines", "helplines"),
        "helplines": ("helplines", "helplines"),
    }
    if macro not in lists:
        return None
    file, field = lists[macro]
    entries = getattr(getattr(library.data, file), field)
    for number, entry in enumerate(entries):
        if name.casefold() in (str(getattr(entry, "id", "")).casefold(), str(getattr(entry, "term", "")).casefold()):
            positions = library.data_positions[file]
            return positions.get((field, number, "term")) or positions.get((field, number, "id"))
    return None
