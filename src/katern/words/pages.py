"""What readers of a page see that no author wrote."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from katern.words.model import Counted, Phrase, Table, names, takes

BLOCKS = names(
    "trainer", "participant", "say", "dont", "case", "safety", "write", "done", "card", "note", "abstract", "info", "tip",
    "success", "question", "warning", "failure", "danger", "bug", "example", "quote", "answer", "right",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Course:
    """How one does a course, and what a learning system takes of it."""

    how: str
    take: str
    package: str
    keeps: str


@dataclass(frozen=True, slots=True)
class Agenda:
    """The meetings of a site, and what of them stands in a calendar."""

    every: str
    every_how: str
    ics: str
    take: str
    take_this: Annotated[Phrase, takes("title")]
    report: str
    place_unknown: str


@dataclass(frozen=True, slots=True)
class Newsletter:
    """What a newsletter says beside the words of its editors."""

    period: Annotated[Phrase, takes("since", "until")]
    unknown: str
    new: str
    changed: str
    nothing: str
    products: str
    held: str
    coming: str
    take: str
    text: str
    feed: str
    online: str
    left_out: str
    unshown: str


@dataclass(frozen=True, slots=True)
class Navigation:
    """Menus, and the ways from one page to the next."""

    home: str
    main: str
    in_this: str
    programme: str
    previous: str
    next: str
    breadcrumbs: str
    menu: str
    skip: str
    to_note: Annotated[Phrase, takes("number")]


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
class Schedule:
    """The timetable of a meeting."""

    title: str
    time: str
    step: str
    minutes: str


@dataclass(frozen=True, slots=True)
class Units:
    """What is counted."""

    minutes: Counted


@dataclass(frozen=True, slots=True)
class Parts:
    """The parts of a whole by what readers do with them, and how far somebody came."""

    read: str
    practise: str
    sheets: str
    cards: str
    place: Annotated[Phrase, takes("number", "all")]
    mark_read: str
    is_read: str
    kept_session: str
    kept_local: str


@dataclass(frozen=True, slots=True)
class Cards:
    """Cards with two sides, on a screen."""

    practise: str
    fronts: str
    turn: str
    back: str


@dataclass(frozen=True, slots=True)
class Audiences:
    """The pages of audiences."""

    title: str
    about: str
    every: str
    pages: Counted


@dataclass(frozen=True, slots=True)
class Programme:
    """Projects and products on a line of time, and on the lemniscate of knowledge, whose halves have words of their own."""

    lemniscate: str
    about: str
    local: str
    collective: str
    what: str
    none: str
    without_line: str
    no_year: str
    nothing: str


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
    unknown: str
    reading_time: str
    reading_minute: str
    every_line: str


@dataclass(frozen=True, slots=True)
class Sources:
    """The sources of a page, their catalogue, and the page of each."""

    label: str
    title: str
    description: str
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
    open: str
    own: Annotated[Phrase, takes("house")]
    sort: str
    sorted: Annotated[Table, names("style", "new", "old", "title", "uses")]
    more: Annotated[Phrase, takes("number")]
    every: str
    tick: Annotated[Phrase, takes("title")]
    ticked: Counted
    take_ticked: str
    take_shown: str
    untick: str
    failed: str
    apa: str
    download_all: str
    download_these: str
    annotation: str
    access: str
    archived: str
    of: str
    keywords: str
    found: str
    cited_by: str
    not_cited: str
    record: str
    copy_this: str
    copied: str
    missing: str
    seen: Annotated[Table, names("full", "part", "abstract", "summary", "announcement", "news", "headline")]
    # what stands beside a citation that rests on no more than this
    thin: Annotated[Table, names("announcement", "news", "headline")]


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
class Evidence:
    """What a study found: whether it works, of what design, how large and how sure; and the map of all of them."""

    direction: Annotated[Table, names("works", "associated", "mixed", "none", "harms", "unknown")]
    design: Annotated[
        Table,
        names(
            "meta-analysis", "review", "randomised", "experiment", "quasi-experiment", "panel", "cross-section", "qualitative",
            "practice", "experience",
        ),
    ]  # fmt: skip
    certainty: Annotated[Table, names("strong", "fair", "weak", "unknown")]
    certain: str
    judged_by: str
    size: str
    size_unknown: str
    follow_up: str
    country_unknown: str
    studies: Counted
    people: str
    limits: str
    remark: str
    map: str
    mechanism: str
    gap: str
    filters: Annotated[Table, names("settings", "groups", "grounds")]


@dataclass(frozen=True, slots=True)
class Sought:
    """What was looked for and not found."""

    not_found: Annotated[Phrase, takes("where", "day")]


@dataclass(frozen=True, slots=True)
class Voices:
    """Views that differ, and stories."""

    ground: str
    agree: str
    nobody: str
    experience: str
    published: str
    consent: str


@dataclass(frozen=True, slots=True)
class Glossary:
    """The glossary; `more` pages than are shown."""

    avoid: str
    letters: str
    see: str
    stands_in: str
    more: Annotated[Phrase, takes("number")]


@dataclass(frozen=True, slots=True)
class Comparing:
    """Items of a kind in a table, and side by side."""

    title: str
    name: str
    all: str
    reset: str
    shown: Annotated[Phrase, takes("shown", "all")]
    none: str
    tick: str
    tick_this: Annotated[Phrase, takes("title")]
    chosen: str
    chosen_none: str
    chosen_full: str
    remove: str
    print: str
    level: Annotated[Phrase, takes("number", "all")]
    not_judged: str


@dataclass(frozen=True, slots=True)
class Cite:
    """Citing a page."""

    title: str
    undated: str
    version: str


@dataclass(frozen=True, slots=True)
class Contact:
    """Asking and reporting, and what to think of before on a sensitive page."""

    title: str
    ask: str
    report: str
    go: str
    warning: str
    page: str
    version: str
    section: str


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
