"""What readers of a page see that no author wrote."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from katern.words.model import Counted, Table, names

KINDS = names("dossier", "chapter", "toolkit", "part", "atelier", "intervention", "question", "source")
BLOCKS = names(
    "trainer", "participant", "say", "dont", "case", "safety", "write", "done", "card", "note", "abstract", "info", "tip",
    "success", "question", "warning", "failure", "danger", "bug", "example", "quote",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Listing:
    """The title of a list of pages, and what it says of itself."""

    title: str
    description: str


@dataclass(frozen=True, slots=True)
class Lists:
    """The lists that the site makes."""

    dossier: Listing
    toolkit: Listing
    sources: Listing


@dataclass(frozen=True, slots=True)
class Navigation:
    """Menus, and the ways from one page to the next."""

    home: str
    main: str
    in_this: str
    previous: str
    next: str
    breadcrumbs: str
    menu: str


@dataclass(frozen=True, slots=True)
class Status:
    """How far a text is."""

    draft_title: str
    draft: str
    withdrawn_title: str
    withdrawn: str


@dataclass(frozen=True, slots=True)
class Exit:
    """The button that leaves a sensitive page."""

    button: str
    shift_two: str
    shift_one: str
    leaving: str
    shortcut: str
    neutral_title: str


@dataclass(frozen=True, slots=True)
class Dossier:
    """The head of a dossier."""

    question: str
    key_messages: str
    parts: str


@dataclass(frozen=True, slots=True)
class Toolkit:
    """The head of a toolkit."""

    goal: str
    setting: str
    audience: str
    duration: str
    minutes: str
    not_for: str
    parts: str


@dataclass(frozen=True, slots=True)
class Part:
    """The head of a part of a toolkit, and the timetable of a meeting."""

    goal: str
    group_size: str
    duration: str
    materials: str
    schedule: str
    time: str
    step: str
    minutes: str


@dataclass(frozen=True, slots=True)
class Atelier:
    """The head of a meeting that was held."""

    date: str
    place: str
    question: str
    prior_knowledge: str
    follow_up: str


@dataclass(frozen=True, slots=True)
class Intervention:
    """The head of an intervention."""

    owner: str
    target_group: str
    setting: str
    mechanism: str
    evidence: str
    evidence_by: str
    record: str


@dataclass(frozen=True, slots=True)
class Question:
    """The head of a question from practice."""

    asked: str
    states: Annotated[Table, names("answered", "in-research", "referred")]


@dataclass(frozen=True, slots=True)
class About:
    """What a page says of itself."""

    title: str
    line: str
    audience: str
    authors: str
    reviewed: str
    not_reviewed: str
    by: str
    related: str
    reading_time: str
    reading_minute: str


@dataclass(frozen=True, slots=True)
class Sources:
    """The sources of a page, their catalogue, and the page of each."""

    title: str
    back: str
    about: str
    filters: str
    search: str
    line: str
    kind: str
    year: str
    language: str
    all: str
    no_year: str
    reset: str
    count: Counted
    none: str
    download_all: str
    download_these: str
    annotation: str
    access: str
    archived: str
    of: str
    keywords: str
    cited_by: str
    not_cited: str
    record: str
    copy_this: str
    copied: str
    missing: str


@dataclass(frozen=True, slots=True)
class Helplines:
    """A helpline: whom it answers, when, and from where."""

    open_to: Annotated[Table, names("public", "professional", "everyone")]
    hours_unknown: str
    reach: Annotated[Table, names("netherlands", "europe", "abroad", "worldwide")]
    reach_unknown: str
    second: str
    whatsapp: str
    chat: str
    website: str
    seen: str
    verified: str


@dataclass(frozen=True, slots=True)
class Glossary:
    """The glossary."""

    avoid: str


@dataclass(frozen=True, slots=True)
class NotFound:
    """The page for an address at which nothing stands."""

    title: str
    text: str
    search: str
    button: str
    home: str


@dataclass(frozen=True, slots=True)
class Figures:
    """How figures are written; `units` are templates with {n} for units that do not stand behind the number as they are."""

    decimal: str
    thousands: str
    units: Table
    marks: Annotated[Table, names("unknown", "secret", "not-applicable", "not-included", "provisional", "revised")]
    seen_in: Annotated[Table, names("publisher", "mirror", "news")]


SOURCE_KINDS = names("report", "article", "book", "thesis", "online", "misc")
FORMATS = names("bib", "ris", "json")
