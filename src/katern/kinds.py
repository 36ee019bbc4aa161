"""Every kind of content in one table: what it says of itself, where it stands, and what site, print and checks make of it.

A new kind is a row here, a model in `katern.items`, a template in `site/theme/katern/` and its words in the locale.
What only one kind can do (the parts of a toolkit, a meeting's schedule) is judged and drawn by who knows its model.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from katern import items
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


KINDS = Kinds(
    Kind(
        "dossier",
        items.Dossier,
        folder="dossiers",
        template="katern/dossier.html",
        opening=(Shown("question", "question"), Shown("key_messages", "messages")),
        order=2,
        boost=1500,
        reviewed=True,
        sourced=True,
        per_line=True,
        citable=True,
        printed=Printed(plain=True),
        listing=Listing("katern/dossiers.html"),
    ),
    Kind("chapter", items.Chapter, part_of="dossier", boost=300, sourced=True, wants_text=True, citable=True),
    Kind(
        "toolkit",
        items.Toolkit,
        folder="toolkits",
        template="katern/toolkit.html",
        closing="katern/toolkit-tail.html",
        opening=(
            Shown("not_for", "warning"),
            *(Shown(field) for field in ("goal", "audience", "setting", "duration")),
        ),
        order=1,
        boost=2000,
        reviewed=True,
        sourced=True,
        citable=True,
        printed=Printed(before_parts=True),
        listing=Listing(),
    ),
    Kind(
        "part",
        items.Part,
        part_of="toolkit",
        template="katern/part.html",
        opening=(
            *(Shown(field) for field in ("goal", "group_size")),
            Shown("minutes", term="duration"),
            *(Shown(field) for field in ("duration", "materials")),
            Shown("schedule", "schedule"),
        ),
        boost=300,
        sourced=True,
        wants_text=True,
    ),
    Kind(
        "atelier",
        items.Atelier,
        in_docs=True,
        template="katern/atelier.html",
        opening=(
            Shown("question", "question"),
            *(Shown(field) for field in ("date", "place", "prior_knowledge", "follow_up")),
        ),
        closing="katern/event-tail.html",
        card=("date", "place"),
        newest="date",
        boost=100,
        reviewed=True,
        printed=Printed(plain=True),
        listing=Listing(menu=520),
        dated=Dated("date", place="place"),
    ),
    Kind(
        "intervention",
        items.Intervention,
        in_docs=True,
        template="katern/intervention.html",
        opening=tuple(
            Shown(field)
            for field in (
                "owner",
                "target_group",
                "groups",
                "grounds",
                "setting",
                "mechanism",
                "mechanisms",
                "evidence",
            )
        ),
        card=("owner",),
        boost=100,
        reviewed=True,
        listing=Listing(
            menu=510,
            comparing=Comparing(
                ("groups", "setting", "grounds", "mechanisms", "evidence"), ("target_group", "mechanism", "owner")
            ),
        ),
    ),
    Kind(
        "question",
        items.Question,
        in_docs=True,
        template="katern/question.html",
        opening=(Shown("state", term=""), Shown("asked")),
        boost=1000,
        citable=True,
        reviewed=True,
        wants_text=True,
        listing=Listing(menu=500),
    ),
    Kind(
        "mechanism",
        items.Mechanism,
        in_docs=True,
        template="katern/facts.html",
        opening=(
            Shown("why"),
            Shown("not_when", unknown=True),
            Shown("suits", unknown=True),
            Shown("interventions", unknown=True),
            Shown("sources"),
        ),
        boost=400,
        reviewed=True,
        sourced=True,
        listing=Listing(menu=505),
    ),
    Kind(
        "product",
        items.Product,
        in_docs=True,
        template="katern/facts.html",
        opening=(
            Shown("form"),
            Shown("made_by"),
            Shown("maker"),
            Shown("published", unknown=True),
            Shown("minutes", unknown=True),
            Shown("phase"),
            Shown("url"),
            Shown("transcript"),
            Shown("captions"),
            Shown("source"),
        ),
        card=("form", "minutes"),
        boost=200,
        reviewed=True,
        listing=Listing(menu=530, group="programme", by="made_by"),
    ),
    Kind(
        "course",
        items.Course,
        in_docs=True,
        template="katern/course.html",
        closing="katern/course-tail.html",
        opening=(Shown("goal"), Shown("minutes"), Shown("audience"), Shown("toolkit")),
        card=("minutes",),
        boost=300,
        reviewed=True,
        sourced=True,
        wants_text=True,
        citable=True,
        listing=Listing(menu=525, group="programme"),
    ),
    Kind(
        "project",
        items.Project,
        in_docs=True,
        template="katern/facts.html",
        opening=(
            Shown("line"),
            Shown("years"),
            Shown("state"),
            Shown("origin"),
            Shown("phases"),
            Shown("question", unknown=True),
            Shown("priority"),
            Shown("partners", unknown=True),
            Shown("products", unknown=True),
            Shown("sources"),
        ),
        card=("years", "state"),
        boost=50,
        reviewed=True,
        listing=Listing("katern/programme.html", menu=540, group="programme"),
    ),
    Kind(
        "event",
        items.Event,
        in_docs=True,
        template="katern/facts.html",
        opening=(
            Shown("form"),
            Shown("begin"),
            Shown("end"),
            Shown("place", unknown=True),
            Shown("online"),
            Shown("speakers"),
            Shown("registration"),
            Shown("network"),
            Shown("report", unknown=True),
            Shown("products"),
            Shown("sources"),
        ),
        closing="katern/event-tail.html",
        card=("begin", "place"),
        newest="begin",
        boost=60,
        reviewed=True,
        listing=Listing(menu=550, group="programme", calendar=True),
        dated=Dated("begin", "end", "place", "online"),
    ),
    Kind(
        "newsletter",
        items.Newsletter,
        in_docs=True,
        closing="katern/newsletter-tail.html",
        card=("until",),
        newest="until",
        boost=40,
        listing=Listing(menu=555, group="programme"),
    ),
    Kind(
        "network",
        items.Network,
        in_docs=True,
        template="katern/facts.html",
        opening=(
            Shown("purpose"),
            Shown("members", unknown=True),
            Shown("results", unknown=True),
            Shown("join", unknown=True),
            Shown("url"),
            Shown("sources"),
        ),
        boost=50,
        reviewed=True,
        listing=Listing(menu=560, group="programme"),
    ),
    Kind(
        "organisation",
        items.Organisation,
        in_docs=True,
        template="katern/facts.html",
        opening=(
            Shown("form"),
            Shown("role", unknown=True),
            Shown("region"),
            Shown("url"),
            Shown("sources"),
        ),
        card=("form",),
        boost=20,
        reviewed=True,
        listing=Listing(menu=570, group="programme", by="lines"),
    ),
    Kind(
        "contact",
        items.Contact,
        in_docs=True,
        template="katern/facts.html",
        opening=(
            Shown("role"),
            Shown("line"),
            Shown("name"),
            Shown("mail"),
            Shown("form"),
            Shown("until"),
        ),
        card=("role",),
        boost=50,
        reviewed=True,
        listing=Listing(menu=580, group="programme", by="line"),
    ),
    Kind("page", items.Page, about=False),
)
