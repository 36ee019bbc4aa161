"""What a kind of content says of itself, and a table of kinds; that of the engine is `katern.kindtable`.

Sites that bring kinds of their own write rows of these classes in `hooks/kinds.py`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from katern.fields import Leads, Names, Running, choices, marked
from katern.items import Page
from katern.words import Words
from katern.words.kinds import Kind as WordsOfKind

_LAST = 1000  # the order of a kind that has no place of its own
# how a field of front matter opens a page, above its text
Form = Literal["fact", "question", "messages", "warning", "schedule"]


@dataclass(frozen=True, slots=True)
class Shown:
    """A field that opens a page, in this form; `term` is its word in the locale where that is not the field's own name.

    A fact stands in a list of terms and values. Of facts with one term the first that says something is shown; where an
    `unknown` one says nothing, readers are told that it is not known.
    """

    field: str
    form: Form = "fact"
    term: str | None = None
    unknown: bool = False


@dataclass(frozen=True, slots=True)
class Printed:
    """A kind that comes as booklets: those its items ask for, and `plain` a plain one on A4 whether asked for or not.

    `before_parts` is whether what can be downloaded stands before the list of parts; else it stands behind that.
    """

    plain: bool = False
    before_parts: bool = False


@dataclass(frozen=True, slots=True)
class Comparing:
    """How items of a kind are compared: the fields that are columns of a table, and those that stand side by side alone.

    By a column of which the vocabulary knows the words, readers can choose.
    """

    columns: tuple[str, ...]
    more: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Dated:
    """The fields that say when and where items of a kind meet: they stand in the calendar of the site, and each can be taken along."""

    begin: str
    end: str = ""
    place: str = ""
    online: str = ""


@dataclass(frozen=True, slots=True)
class Listing:
    """The page that lists all items of a kind, which the site makes where no author did; or the list below what an author wrote.

    `menu` places it among the pages and folders of docs, where the author of a page would write `order`. Lists with the
    same `group`, a word of the navigation, stand in the main menu together. `calendar`: it shows all meetings of the site,
    whatever their kind. `by`: its items stand together by what this field says, a programme line or one of a few words.
    """

    template: str = "katern/list.html"
    menu: int = 500
    group: str = ""
    comparing: Comparing | None = None
    calendar: bool = False
    by: str = ""


@dataclass(frozen=True, slots=True)
class Kind:
    """A row of the table.

    A whole is a folder of its own, with parts, in `folder` of the checkout; what is `in_docs` is a page in a folder of docs
    that the words of a language name. A part stands in the folder of its whole, and what is none of these everywhere else.

    `template` draws what its front matter says (nothing: nothing is drawn), `closing` what of it stands behind the text;
    `opening` is the same for paper and news.
    `card` are fields that stand in lists of its items; by the day in the field `newest` the last of them come first.
    `order` places it among other kinds, lowest first, in booklets and news; `boost` is its weight in the search.
    `reviewed`: somebody goes through it from time to time. `sourced`: a figure in it has a source beside it.
    `wants_text`: a page without text of its own is unfinished. `per_line`: one item tells about one programme line.
    `bare`: nothing is drawn around the text but its sources and downloads. `about`: pages close with who made and reviewed them. `citable`: somebody may cite one as a publication.
    """

    name: str
    model: type[Page]
    folder: str = ""
    in_docs: bool = False
    part_of: str = ""
    template: str = ""
    closing: str = ""
    opening: tuple[Shown, ...] = ()
    card: tuple[str, ...] = ()
    newest: str = ""
    order: int = _LAST
    boost: float | None = None
    reviewed: bool = False
    sourced: bool = False
    wants_text: bool = False
    per_line: bool = False
    about: bool = True
    bare: bool = False
    citable: bool = False
    printed: Printed | None = None
    listing: Listing | None = None
    dated: Dated | None = None

    @property
    def whole(self) -> bool:
        """Whether its items are folders with parts."""
        return bool(self.folder)

    @property
    def mark(self) -> str:
        """All that the row says, as a text that is the same for equal rows."""
        return repr((self, self.text_fields, self.key_fields))

    @property
    def text_fields(self) -> tuple[Names, ...]:
        """The fields that are drawn as running text, in the order of the model."""
        return tuple(names for names, _ in marked(self.model, Running))

    @property
    def key_fields(self) -> tuple[Names, ...]:
        """The fields that hold keys of sources."""
        return tuple(names for names, lead in marked(self.model, Leads) if lead.to == "source")


def _lacking(row: Kind, said: WordsOfKind | None) -> Iterator[str]:
    """What the words of a kind lack."""
    if said is None:
        yield from () if row.about is False else ("label",)
        return
    asked = {
        "label": True, "folder": row.in_docs, "list": row.listing, "parts": row.whole, "neutral": row.printed,
    }  # fmt: skip
    yield from (name for name, wanted in asked.items() if wanted and not getattr(said, name))
    terms = (shown.field if shown.term is None else shown.term for shown in row.opening if shown.form != "schedule")
    yield from (f"fields.{term}" for term in terms if term and term not in said.fields)
    named = {shown.field for shown in row.opening if shown.form == "fact"}
    values = (value for name in sorted(named) for value in choices(row.model, name))
    yield from (f"choices.{value}" for value in values if value not in said.choices)


class Kinds(Mapping[str, Kind]):
    """A table of kinds, by name, in the order in which menus show them."""

    def __init__(self, *rows: Kind) -> None:
        self._rows = MappingProxyType({row.name: row for row in rows})

    def __getitem__(self, name: str) -> Kind:
        return self._rows[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._rows)

    def __len__(self) -> int:
        return len(self._rows)

    def __hash__(self) -> int:
        return hash(tuple(self._rows.values()))

    def extended(self, *rows: Kind) -> Kinds:
        """The same table with more kinds, or others under the same names."""
        return Kinds(*{**self._rows, **{row.name: row for row in rows}}.values())

    @property
    def wholes(self) -> tuple[Kind, ...]:
        """The kinds whose items are folders with parts."""
        return tuple(row for row in self.values() if row.whole)

    @property
    def in_docs(self) -> tuple[Kind, ...]:
        """The kinds whose items stand together in a folder of docs."""
        return tuple(row for row in self.values() if row.in_docs)

    def folders(self, words: Words) -> dict[str, str]:
        """The folders of docs that hold one kind, as a language names them."""
        return {words.kinds[row.name].folder: row.name for row in self.in_docs}

    @property
    def elsewhere(self) -> Kind:
        """What a page is that stands in no folder of a kind."""
        return next(row for row in self.values() if not (row.folder or row.in_docs or row.part_of))

    def lacking(self, words: Words) -> list[str]:
        """What the words of a language lack of these kinds, and the kinds of which they say something in vain."""
        lacking = [f"{row.name}.{name}" for row in self.values() for name in _lacking(row, words.kinds.get(row.name))]
        return lacking + [name for name in words.kinds if name not in self]

    def part(self, whole: Kind) -> Kind:
        """The kind of the parts of a whole."""
        return next(row for row in self.values() if row.part_of == whole.name)

    @property
    def in_order(self) -> tuple[Kind, ...]:
        """All kinds in the order in which readers meet them."""
        return tuple(sorted(self.values(), key=lambda row: row.order))

    @property
    def printed(self) -> tuple[Kind, ...]:
        """The kinds that come as booklets, in their order."""
        return tuple(row for row in self.in_order if row.printed)

    def order(self, name: str) -> int:
        """The place of a kind among others; the last for a name that only an earlier version knew."""
        return self._rows[name].order if name in self._rows else _LAST
