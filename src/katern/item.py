"""One Markdown file of a checkout: where it stands, its fields, and what was read of its text."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass, field

from katern.fields import values_at
from katern.finding import Position
from katern.frontmatter import FieldPath, FrontMatter
from katern.items import Page
from katern.kinds import Kind
from katern.looked import TEXT, look
from katern.reading.macros import Call
from katern.reading.origin import InField, Origin
from katern.reading.text import Text, blanked


@dataclass(frozen=True, slots=True)
class Field:
    """A text in front matter that a page draws: where it stands, and what it says."""

    where: FieldPath
    text: Text
    place: InField

    @property
    def name(self) -> str:
        """The field, with dots where it stands in another: `key_messages`, `viewpoints.0.position`; texts of a list share one."""
        steps = self.where[:-1] if isinstance(self.where[-1], int) else self.where
        return ".".join(map(str, steps))

    def position(self, offset: int) -> Position:
        """Where an offset of the text stands in the file."""
        before = self.text.body[:offset]
        return self.place.position(
            len(before.replace("&lt;", "<").replace("&amp;", "&") if "<" in self.place.value else before)
        )


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read of a page: its `text` by Python-Markdown, `fields` the same of its front matter, `calls` the engine's macros."""

    text: Text = field(default_factory=Text)
    origin: Origin = field(default_factory=lambda: Origin("", ""))
    fields: tuple[Field, ...] = ()
    calls: tuple[Call, ...] = ()


@dataclass(frozen=True, slots=True)
class Item:
    """One Markdown file: a dossier, a part of a toolkit, a question, a page.

    `path` is its file, `address` its place on the site (MkDocs' `src_uri`), `row` its kind; `meta` are its fields, with
    defaults where the front matter does not fit its model; whoever looks at what was read is noted (`katern.looked`). Items
    with the same `digest` are the same; an empty one says nothing.
    """

    path: str
    address: str
    row: Kind
    front: FrontMatter
    meta: Page
    reading: Reading = field(default_factory=Reading)
    digest: str = ""

    @property
    def text(self) -> Text:
        """What Python-Markdown read."""
        look(TEXT, self.path)
        return self.reading.text

    @property
    def origin(self) -> Origin:
        """Where the text comes from."""
        look(TEXT, self.path)
        return self.reading.origin

    @property
    def fields(self) -> tuple[Field, ...]:
        """The texts in its front matter."""
        look(TEXT, self.path)
        return self.reading.fields

    @property
    def calls(self) -> tuple[Call, ...]:
        """The engine's macros that it uses."""
        look(TEXT, self.path)
        return self.reading.calls

    @property
    def kind(self) -> str:
        """The name of its kind."""
        return self.row.name

    @property
    def fits(self) -> bool:
        """Whether its front matter is that of its kind; where not, only what every page may say is known."""
        return isinstance(self.meta, self.row.model)

    def position(self, offset: int) -> Position:
        """Where an offset of the text that was read stands in the file."""
        return self.origin.position(offset)

    def own(self, offset: int) -> bool:
        """Whether what stands at an offset of the text was written in this file, and not by a macro."""
        return self.origin.verbatim(offset)

    @property
    def keys(self) -> Iterator[tuple[FieldPath, str]]:
        """The keys of sources in its front matter, each with its place there."""
        return (found for names in self.row.key_fields for found in values_at(self.meta, names))

    @property
    def shown(self) -> str:
        """What its author wrote for readers to see: the text without code, comments and what macros drew."""
        return blanked(self.text.without_code, self.origin.drawn(len(self.text.body)))

    @property
    def title(self) -> str:
        """The title from the front matter, the first heading, or the file's name."""
        if self.meta.title:
            return self.meta.title
        heading = next((heading.title for heading in self.reading.text.headings if heading.level == 1), "")
        return heading or name_of(self.path)

    @property
    def folder(self) -> str:
        """The folder of its address: `dossiers/wonen`."""
        return posixpath.dirname(self.address)

    @property
    def slug(self) -> str:
        """What its address calls it: the folder of an index page, else the file's name."""
        name = posixpath.splitext(posixpath.basename(self.address))[0]
        return posixpath.basename(self.folder) if name == "index" and self.folder else name


def name_of(path: str) -> str:
    """What a file is called that says no title."""
    return posixpath.splitext(posixpath.basename(path))[0].replace("-", " ").capitalize()


def reading_order(item: Item) -> tuple[int, int, str]:
    """By the `order` that items say, then those of a kind with a day by it, the last first, then by title."""
    day = getattr(item.meta, item.row.newest, None) if item.row.newest else None
    return (item.meta.order, -day.toordinal() if day is not None else 0, item.title.casefold())
