"""A new item of any kind: its file, with all that its model asks for, so that the check has nothing to say of it."""

from __future__ import annotations

import datetime
import re
import types
import typing
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any, Literal

import yaml
from annotated_types import Gt, MinLen
from pydantic import BaseModel, HttpUrl
from pydantic.fields import FieldInfo

from katern.fields import Leads
from katern.finding import Telling, perhaps, said
from katern.items import Course
from katern.kinds import Kind
from katern.library import Library
from katern.scaffold.writing import write_new
from katern.words import Words
from katern.words.starting import Starting

_NOT_IN_SLUG = re.compile(r"[^a-z0-9]+")
_LONGEST_SLUG = 60
_EXAMPLE = "https://example.org/"


class Unmade(Telling):
    """An item that cannot be made as it was asked for; it says why, and nothing was written."""


class NewItem:
    """What is to be made: the kind, the title, and where the author said so the name, the whole and the programme line."""

    def __init__(
        self, library: Library, words: Words, starting: Starting, row: Kind, title: str, today: datetime.date
    ) -> None:
        self._library = library
        self._words = words
        self._starting = starting
        self._row = row
        self._title = title
        self._today = today

    def write(self, slug: str = "", within: str = "", line: str = "", choice: str = "") -> str:
        """Write its file; the path."""
        path, front = self.begun(slug, within, line, choice)
        write_new(self._library.layout.root, {path: f"{front}\n{self._body}\n"})
        return path

    @property
    def _body(self) -> str:
        return self._starting.cases.rstrip() if issubclass(self._row.model, Course) else self._starting.body

    def begun(self, slug: str = "", within: str = "", line: str = "", choice: str = "") -> tuple[str, str]:
        """The path of its file, where nothing stands yet, and its front matter."""
        path = self._path(slug or slug_of(self._title), within)
        self._refuse_taken(path)
        values = self._front_matter(line, choice)
        front = "".join(_field(name, value) for name, value in values.items())
        return path, f"---\n{front}---\n"

    def _path(self, slug: str, within: str) -> str:
        layout, row = self._library.layout, self._row
        if not re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", slug):
            raise Unmade(said("new", "no-slug", slug=slug))
        if row.part_of:
            return f"{layout.folder_of(row.part_of)}/{self._whole(within)}/{slug}.md"
        folder = layout.folder_of(row.name)
        if row.whole:
            return f"{folder}/{slug}/index.md"
        return f"{folder or layout.docs}/{slug}.md"

    def _whole(self, within: str) -> str:
        wholes = [item.slug for item in self._library.of_kind(self._row.part_of)]
        if within in wholes:
            return within
        if not wholes:
            raise Unmade(said("new", "no-whole-yet", kind=self._row.part_of))
        if not within and len(wholes) == 1:
            return wholes[0]
        near, known = perhaps(within, wholes), tuple(wholes)
        raise Unmade(said("new", "no-such-whole", kind=self._row.part_of, near=near, known=known))

    def _refuse_taken(self, path: str) -> None:
        """Two names that differ in capitals alone are one file on many disks."""
        folder = (self._library.layout.root / path).parent
        taken = {one.name.casefold() for one in folder.iterdir()} if folder.is_dir() else set()
        address = self._library.layout.address(path) or path
        stem = address.removesuffix("/index.md").removesuffix(".md").casefold()
        addresses = {
            item.address.removesuffix("/index.md").removesuffix(".md").casefold()
            for item in self._library.items.values()
        }
        if Path(path).name.casefold() in taken or stem in addresses:
            raise Unmade(said("new", "taken", path=path))

    def _front_matter(self, line: str, choice: str) -> dict[str, Any]:
        values: dict[str, Any] = {}
        for name, field in self._row.model.model_fields.items():
            if name == "title":
                values[name] = self._title
            elif name == "line" and (field.is_required() or line):
                values[name] = self._line(line)
            elif field.is_required():
                values[name] = self._value(name, field.annotation, field.metadata, choice)
        values.setdefault("title", self._title)
        values["status"] = "draft"
        return values

    def _line(self, line: str) -> str:
        """The programme line that was named, or the first of which nobody tells yet."""
        lines = [one.slug for one in self._library.data.programme.lines]
        free = [one for one in lines if self._library.about_line(one) is None] if self._row.per_line else lines
        if line and line not in lines:
            near, known = perhaps(line, lines), tuple(lines) or ("…",)
            raise Unmade(said("new", "no-such-line", line=line, near=near, known=known))
        if line and line not in free:
            raise Unmade(said("new", "line-told", line=line))
        if not free:
            raise Unmade(said("new", "no-free-line"))
        return line or free[0]

    def _value(self, name: str, annotation: Any, metadata: list[Any], choice: str) -> Any:
        """A value that fits a field; for the first field with a few choices the one that was asked for."""
        base, more = _plain(annotation)
        marks = [*metadata, *more]
        lead = next((mark for mark in marks if isinstance(mark, Leads)), None)
        if lead is not None:
            return self._led(name, lead)
        origin = typing.get_origin(base)
        if origin is Literal:
            return self._chosen(name, typing.get_args(base), choice)
        if origin is tuple:
            least = next((mark.min_length for mark in marks if isinstance(mark, MinLen)), 0)
            inner = typing.get_args(base)[0]
            # a list that may be empty is filled where its words are known, so that the author sees how
            return [self._value(name, inner, [], choice) for _ in range(max(least, 1))]
        if origin in (typing.Union, types.UnionType):
            return self._value(name, typing.get_args(base)[0], [], choice)
        if isinstance(base, type) and issubclass(base, BaseModel):
            return {
                inner: self._value(inner, field.annotation, field.metadata, choice)
                for inner, field in base.model_fields.items()
                if field.is_required()
            }
        return self._simple(name, base, marks)

    def _simple(self, name: str, base: Any, marks: list[Any]) -> Any:
        if base is bool:
            return False
        if base is int:
            least = next((mark.gt for mark in marks if isinstance(mark, Gt)), None)
            return (
                self._today.year if name == "years" else int(typing.cast(int, least) + 10) if least is not None else 1
            )
        if base in (datetime.date, datetime.datetime):
            return self._today
        if base is HttpUrl:
            return _EXAMPLE
        if name == "description":
            return self._starting.description(title=self._title)[:160]
        return self._starting.field(label=self._label(name))

    def _label(self, name: str) -> str:
        fields = self._words.kinds[self._row.name].fields if self._row.name in self._words.kinds else {}
        return fields.get(name, name)

    def _chosen(self, name: str, choices: tuple[str, ...], choice: str) -> str:
        if choice and choice in choices:
            return choice
        if choice and name in ("part", "form", "state"):
            near = perhaps(choice, choices)
            raise Unmade(said("new", "no-such-choice", choice=choice, field=name, near=near, known=choices))
        return str(choices[0])

    def _led(self, name: str, lead: Leads) -> str:
        """A name of something that is there."""
        if lead.to == "line":
            return self._line("")
        if lead.to == "source":
            names: Iterator[str] = iter(self._library.sources)
        elif lead.to == "item":
            names = (item.slug for item in self._library.of_kind(lead.kind))
        else:
            names = (word.id for word in getattr(self._library.data.vocabulary, lead.to))
        found = next(names, None)
        if found is None:
            raise Unmade(said("new", "nothing-to-name", field=name, data=f"{self._library.layout.data}/vocabulary.yml"))
        return found


def _field(name: str, value: Any) -> str:
    """A field as a line of YAML; a list of texts has a line for each."""
    lines = isinstance(value, list) and len(value) > 1
    held = yaml.safe_dump(value, allow_unicode=True, sort_keys=False, width=10_000, default_flow_style=not lines)
    held = held.removesuffix("...\n").strip("\n")
    return f"{name}:\n" + "".join(f"  {line}\n" for line in held.split("\n")) if lines else f"{name}: {held}\n"


def slug_of(title: str) -> str:
    """A title as a name of a file: small letters, figures and hyphens."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower().replace("'", "")
    return _NOT_IN_SLUG.sub("-", plain).strip("-")[:_LONGEST_SLUG].rstrip("-")


def _plain(annotation: Any) -> tuple[Any, list[Any]]:
    """A type without what is said beside it, and that."""
    beside: list[Any] = []
    while typing.get_origin(annotation) is Annotated:
        beside += annotation.__metadata__
        annotation = annotation.__origin__
    return annotation, [part for one in beside for part in (one.metadata if isinstance(one, FieldInfo) else [one])]
