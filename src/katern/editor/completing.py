"""Completion: what can stand where somebody types, from what the checkout holds."""

from __future__ import annotations

import os
import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, get_args

from pydantic import BaseModel

from katern.bibliography.source import Source
from katern.editor.checkout import Checkout
from katern.fields import Leads, choices, mark_of
from katern.item import Item
from katern.kinds import Kind
from katern.library import Library
from katern.reading import depth

_KEY = re.compile(r"(?<![\w/.\\])@\{?(?P<typed>[\w:.#$%&\-+?<>~/]*)$")
_ANCHOR = re.compile(r"\]\((?P<file>[^()\s#]*)#(?P<typed>[\w-]*)$")
_FILE = re.compile(r"\]\(<?(?P<typed>[^()\s#]*)$")
_BOX = re.compile(r"^\s*(?:!!!|\?\?\?\+?) (?P<typed>[\w-]*)$")
_ARGUMENT = re.compile(r"\{\{\s*(?P<macro>\w+)\((?:[^()]*,)?\s*[\"'](?P<typed>[^\"']*)$")
_MACRO = re.compile(r"\{\{\s*(?P<typed>\w*)$")
_FIELD = re.compile(r"^(?P<typed>[\w-]*)$")
_VALUE = re.compile(r"^(?P<field>[\w-]+):\s+(?:\[(?:[^\[\]]*,)?\s*)?[\"']?(?P<typed>[^\"',\[\]]*)$")
_LISTED = re.compile(r"^\s+- [\"']?(?P<typed>[^\"']*)$")
_OWNER = re.compile(r"^(?P<field>[\w-]+):\s*$")
# what a link may lead to beside pages
_MOST_FILES = 5000


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing that can stand there: what is written, what is shown beside it, and by what words it is found."""

    text: str
    kind: str
    detail: str = ""
    about: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class Choices:
    """What can stand in the place of the `typed` signs before the cursor."""

    typed: str
    all: tuple[Choice, ...]


def complete(checkout: Checkout, path: str, before: str, line: str) -> Choices:
    """What can stand at the end of a line of a file, `before` being the lines above it."""
    library = checkout.now().library
    in_front = _in_front(before)
    if path.endswith(".md") and in_front is not None:
        return _front_matter(library, path, in_front, line)
    if found := _KEY.search(line):
        return Choices(found["typed"], tuple(map(_source, library.sources.values())))
    if not path.endswith(".md"):
        return Choices("", ())
    if found := _ANCHOR.search(line):
        return Choices(found["typed"], tuple(_anchors(library, path, found["file"])))
    if found := _FILE.search(line):
        return Choices(found["typed"], tuple(_files(library, path)))
    if found := _BOX.search(line):
        return Choices(found["typed"], tuple(Choice(kind, "box") for kind in sorted(depth.KINDS)))
    if found := _ARGUMENT.search(line):
        return Choices(found["typed"], tuple(_arguments(library, found["macro"])))
    if found := _MACRO.search(line):
        return Choices(found["typed"], tuple(_macros(checkout, path)))
    return Choices("", ())


def _source(source: Source) -> Choice:
    makers = source.value.item.get("author") or source.value.item.get("editor") or ()
    names = ", ".join(str(one.get("family") or one.get("literal") or "") for one in makers[:3])
    year = str(source.year or "")
    return Choice(
        source.key, "source", f"{names} {year}".strip(), source.title, f"{source.key} {names} {year} {source.title}"
    )


def _in_front(before: str) -> str | None:
    """The lines of the front matter above the cursor; None where it stands below it or there is none."""
    if not before.startswith("---\n"):
        return None
    inner = before[4:]
    return None if re.search(r"^(?:---|\.\.\.)[ \t]*$", inner, re.MULTILINE) else inner


def _front_matter(library: Library, path: str, above: str, line: str) -> Choices:
    row = library.kinds[library.layout.kind(path)]
    if found := _VALUE.match(line):
        return Choices(found["typed"], tuple(_values(library, row, found["field"])))
    if found := _LISTED.match(line):
        owner = next((match["field"] for one in reversed(above.split("\n")) if (match := _OWNER.match(one))), "")
        return Choices(found["typed"], tuple(_values(library, row, owner)))
    if found := _FIELD.match(line):
        there = set(re.findall(r"^([\w-]+):", above, re.MULTILINE))
        return Choices(found["typed"], tuple(_fields(row, there)))
    return Choices("", ())


def _fields(row: Kind, there: set[str]) -> Iterator[Choice]:
    for name, field in row.model.model_fields.items():
        if name not in there:
            yield Choice(f"{name}: ", "field", "*" if field.is_required() else "", words=name)


def _values(library: Library, row: Kind, name: str) -> Iterator[Choice]:
    model: type[BaseModel] = row.model
    if name not in model.model_fields:
        return
    for word in choices(model, name):
        yield Choice(str(word), "value")
    lead = mark_of(model, name, Leads)
    if lead is not None:
        yield from _led(library, lead)
    if _holds(model.model_fields[name].annotation, bool):
        yield from (Choice("true", "value"), Choice("false", "value"))


def _holds(annotation: Any, kind: type) -> bool:
    return annotation is kind or any(_holds(one, kind) for one in get_args(annotation))


def _led(library: Library, lead: Leads) -> Iterator[Choice]:
    if lead.to == "line":
        yield from (Choice(line.slug, "value", line.title) for line in library.data.programme.lines)
    elif lead.to == "source":
        yield from map(_source, library.sources.values())
    elif lead.to == "item":
        items = library.of_kind(lead.kind) if lead.kind else tuple(library.items.values())
        for item in items:
            address = item.address.removesuffix("/index.md").removesuffix(".md")
            yield Choice(item.slug if lead.kind else address, "value", item.title)
    else:
        words = getattr(library.data.vocabulary, lead.to, ())
        yield from (Choice(word.id, "value", word.label) for word in words)


def _anchors(library: Library, path: str, file: str) -> Iterator[Choice]:
    target = posixpath.normpath(posixpath.join(posixpath.dirname(path), file)) if file else path
    item = library.items.get(target)
    for heading in item.text.headings if item else ():
        yield Choice(heading.id, "anchor", heading.title, words=f"{heading.id} {heading.title}")


def _files(library: Library, path: str) -> Iterator[Choice]:
    """Pages, and the files beside them, as a link of this page leads to them on the site."""
    layout = library.layout
    here = posixpath.dirname(layout.address(path) or path)
    for item in library.items.values():
        way = posixpath.relpath(item.address, here or ".") if _same_tree(library, path, item) else posixpath.relpath(item.path, posixpath.dirname(path))  # fmt: skip
        yield Choice(way, "file", item.title, words=f"{way} {item.title}")
    folder = layout.root / posixpath.dirname(path)
    count = 0
    for above, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            count += 1
            if count > _MOST_FILES:
                return
            if not name.startswith(".") and not name.endswith(".md"):
                yield Choice(posixpath.relpath(posixpath.join(above, name), folder), "file")


def _same_tree(library: Library, path: str, item: Item) -> bool:
    return path.split("/")[0] == item.path.split("/")[0]


def _macros(checkout: Checkout, path: str) -> Iterator[Choice]:
    site = checkout.site
    library = checkout.now().library
    tools = site.tools(library)
    address = library.layout.address(path) or ""
    named: Mapping[str, Any] = {**tools.engine(library.layout.url(address)), **tools.own}
    yield from (Choice(name, "macro") for name in sorted(named))


def _arguments(library: Library, macro: str) -> Iterator[Choice]:
    data = library.data
    if macro in ("helpline", "helplines"):
        yield from (Choice(line.id, "value", line.name) for line in data.helplines.helplines)
    elif macro == "term":
        yield from (Choice(term.term, "value", "", term.definition) for term in data.glossary.terms)
    else:
        yield from map(_source, library.sources.values())
