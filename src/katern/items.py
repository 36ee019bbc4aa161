"""The front matter of each kind of content; `katern schema` writes the same models as JSON Schema."""

from __future__ import annotations

import datetime
import re
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, HttpUrl, StringConstraints

from katern.fields import Counted, Leads, Outside, OwnWords, Running

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
OwnText = Annotated[Text, OwnWords()]
Description = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=160), OwnWords()]
Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(?:-[a-z0-9]+)*$")]
ItemPath = Annotated[str, StringConstraints(pattern=r"^[^\s/]+(?:/[^\s/]+)+$"), Leads("item")]
# what a page draws as text, citations included, and names of what stands elsewhere
RunningText = Annotated[Text, Running()]
SourceKey = Annotated[Text, Leads("source")]
LineSlug = Annotated[Slug, Leads("line")]
AudienceId = Annotated[Slug, Leads("audiences")]
Minutes = Annotated[int, Field(gt=0), Counted("minutes")]
OutsideUrl = Annotated[HttpUrl, Outside()]
FormId = Annotated[Slug, Leads("product_kinds")]
# the names of files of one kind, without .md
ProductSlug = Annotated[Slug, Leads("item", "product")]
OrganisationSlug = Annotated[Slug, Leads("item", "organisation")]
NetworkSlug = Annotated[Slug, Leads("item", "network")]
InterventionSlug = Annotated[Slug, Leads("item", "intervention")]
SettingId = Annotated[Slug, Leads("settings")]
GroupId = Annotated[Slug, Leads("groups")]
GroundId = Annotated[Slug, Leads("grounds")]
# the quarters of the lemniscate of knowledge, in the order in which it goes round
Phase = Literal["gathering", "substantiating", "translating", "implementing"]
MechanismId = Annotated[Slug, Leads("mechanisms")]


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, coerce_numbers_to_str=True, defer_build=True)


class Review(_Model):
    """One time that somebody went through the item."""

    date: datetime.date
    by: Text
    verdict: Literal["unchanged", "changed"]
    note: OwnText


class Evidence(_Model):
    """How sure it is that an intervention works, in the words of the body that judged it."""

    level: Text
    body: Text | None = None
    date: datetime.date | int | None = None
    url: OutsideUrl | None = None


class Booklet(_Model):
    """A view of an item on paper."""

    id: Slug
    title: OwnText | None = None
    edition: Literal["participant", "trainer"] | None = None
    layout: Literal["booklet", "cards", "poster", "sheet", "role-cards", "set", "summary"] = "booklet"
    paper: Literal["a3", "a4", "a5"] = "a4"
    # 16 points, for who reads small type with difficulty
    large: bool = False
    black_and_white: bool = False
    sheets: Literal["saddle-stitch", "signatures"] | None = None
    # of signatures: how many leaves each has
    leaves: Literal[4, 8, 16] = 8
    # mm that is cut off, for a print shop: it gets pages and cover apart
    bleed: Annotated[float, Field(ge=1, le=10)] | None = None
    # where sources are told: by name in the text, or by numbers that lead to the list
    citations: Literal["text", "notes"] = "text"
    # mm that the innermost sheet of a folded booklet moves towards its fold
    creep: Annotated[float, Field(ge=0, le=5)] | None = None
    per_sheet: Literal[1, 2, 4, 8] | None = None
    duplex: bool = False
    page: Text | None = None
    # of a print set: for which meeting it is, and for how many people
    meeting: Text | None = None
    participants: Annotated[int, Field(ge=1, le=500)] | None = None
    parts: tuple[Text, ...] = ()


class SiteBooklet(Booklet):
    """A booklet of any pages of the site: addresses below docs, with `*` for any part."""

    title: Text
    description: Text | None = None
    pages: Annotated[tuple[Text, ...], Field(min_length=1)]
    layout: Literal["booklet"] = "booklet"


class Step(_Model):
    """One line of a meeting's schedule."""

    minutes: Minutes
    title: OwnText
    exercise: Text | None = None


def _keys(value: Any) -> Any:
    """Keys as pandoc has them, `@one, @two`, or as a list."""
    parts = (
        value
        if isinstance(value, list | tuple)
        else re.split(r"[\s,;]+", value.strip())
        if isinstance(value, str)
        else value
    )
    if not isinstance(parts, list | tuple):
        return value
    return tuple(part.strip().removeprefix("@") if isinstance(part, str) else part for part in parts)


class Page(_Model):
    """What every page may say of itself."""

    title: OwnText | None = None
    description: Description | None = None
    status: Literal["draft", "final", "withdrawn"] = "draft"
    audience: tuple[AudienceId, ...] = ()
    lines: tuple[LineSlug, ...] = ()
    keywords: tuple[Text, ...] = ()
    authors: tuple[Text, ...] = ()
    review: tuple[Review, ...] = ()
    review_every: Annotated[int, Field(gt=0)] = 12
    sensitive: bool = False
    related: tuple[ItemPath, ...] = ()
    aliases: tuple[Text, ...] = ()
    # sources that its list holds, cited or not; * for all
    nocite: Annotated[tuple[SourceKey, ...], BeforeValidator(_keys)] = ()
    order: int = 1000
    # read by MkDocs, Material and mkdocs-macros
    template: Text | None = None
    hide: tuple[Literal["navigation", "toc", "path", "footer", "tags", "feedback"], ...] = ()
    search: dict[str, Any] | None = None
    icon: Text | None = None
    render_macros: bool | None = None


def _own_status(value: Any) -> Any:
    return value if value in ("draft", "final", "withdrawn") else "draft"


def _several(value: Any) -> Any:
    return (value,) if isinstance(value, str) else value if isinstance(value, list | tuple) else ()


class OpenPage(Page):
    """A page that says what it likes beside: other plugins and templates have fields and values of their own."""

    model_config = ConfigDict(extra="ignore")

    description: OwnText | None = None
    status: Annotated[Literal["draft", "final", "withdrawn"], BeforeValidator(_own_status)] = "draft"
    keywords: Annotated[tuple[Text, ...], BeforeValidator(_several)] = ()
    authors: Annotated[tuple[Any, ...], BeforeValidator(_several)] = ()
    aliases: Annotated[tuple[Text, ...], BeforeValidator(_several)] = ()
    hide: Annotated[tuple[Any, ...], BeforeValidator(_several)] = ()
    search: Any = None
    icon: Any = None
    template: Any = None


class Content(Page):
    """A page that lists show by its title and what it says of itself."""

    title: OwnText
    description: Description


class Dossier(Content):
    """What is known about one programme line."""

    line: LineSlug
    question: RunningText
    key_messages: Annotated[tuple[RunningText, ...], Field(min_length=3, max_length=6)]
    booklets: tuple[Booklet, ...] = ()


class Chapter(Page):
    """A page of a dossier."""

    title: OwnText


class Toolkit(Content):
    """What a practitioner does in a situation."""

    goal: RunningText
    setting: tuple[SettingId, ...]
    duration: Minutes
    not_for: RunningText
    booklets: tuple[Booklet, ...] = ()


class Part(Page):
    """A page of a toolkit."""

    title: OwnText
    part: Literal["guide", "card", "exercise", "handout", "form", "meeting"]
    goal: RunningText | None = None
    minutes: Minutes | None = None
    materials: tuple[OwnText, ...] = ()
    group_size: OwnText | None = None
    schedule: tuple[Step, ...] = ()
    duration: Minutes | None = None
    # how many participants share one copy of a worksheet, or one set of an exercise's cards
    one_for: Annotated[int, Field(ge=1, le=500)] | None = None
    # a worksheet that must not go home: it comes as a loose sheet, and in no booklet for participants
    stays: bool = False


class Atelier(Content):
    """A workshop in which people explore a new question together."""

    date: datetime.date
    place: Text
    question: RunningText
    prior_knowledge: tuple[SourceKey, ...] = ()
    follow_up: RunningText | None = None


class Intervention(Content):
    """An approach that others carry out."""

    # a name, as whose it is has it
    title: Text
    owner: Text
    target_group: RunningText
    setting: tuple[SettingId, ...] = ()
    # by what readers choose: who it is meant for, the grounds of discrimination, and the ways of working of the evidence map
    groups: tuple[GroupId, ...] = ()
    grounds: tuple[GroundId, ...] = ()
    mechanisms: tuple[MechanismId, ...] = ()
    mechanism: RunningText
    evidence: Evidence
    sources: tuple[SourceKey, ...] = ()


class Question(Content):
    """A question from practice, and its answer."""

    state: Literal["answered", "in-research", "referred"]
    asked: datetime.date | None = None


class Project(Content):
    """What a programme line set out to do, and what came of it; `phases` are its places on the lemniscate of knowledge."""

    line: LineSlug
    years: Annotated[tuple[int, ...], Field(min_length=1)]
    state: Literal["planned", "running", "delivered", "stopped", "not-seen"]
    origin: Literal["programme", "portal"] = "programme"
    phases: tuple[Phase, ...] = ()
    question: RunningText | None = None
    priority: RunningText | None = None
    partners: tuple[OrganisationSlug, ...] = ()
    products: tuple[ProductSlug, ...] = ()
    sources: tuple[SourceKey, ...] = ()


class Product(Content):
    """Something to read, see, hear or do that holds knowledge; `phase` is its place on the lemniscate of knowledge."""

    # the title of a work, as its maker has it
    title: Text
    form: FormId
    made_by: Literal["own", "third"]
    maker: Text | None = None
    published: datetime.date | int | None = None
    minutes: Minutes | None = None
    phase: Phase | None = None
    url: OutsideUrl | None = None
    transcript: ItemPath | None = None
    captions: Literal["present", "absent"] | None = None
    source: SourceKey | None = None


class Course(Content):
    """Cases with choices, to learn from in a few minutes; its text holds the cases."""

    goal: RunningText
    minutes: Minutes
    toolkit: ItemPath | None = None


class Event(Content):
    """A meeting that is to come or was held; speakers are named by their role."""

    form: Literal["yearly", "atelier", "platform", "learning", "masterclass", "other"]
    begin: datetime.datetime | datetime.date
    end: datetime.datetime | datetime.date | None = None
    place: Text | None = None
    online: OutsideUrl | None = None
    speakers: tuple[OwnText, ...] = ()
    registration: OutsideUrl | None = None
    network: NetworkSlug | None = None
    report: ItemPath | None = None
    products: tuple[ProductSlug, ...] = ()
    sources: tuple[SourceKey, ...] = ()


class Newsletter(Content):
    """What is new on the site from one day to another; its text holds the words of its editors."""

    since: datetime.date
    until: datetime.date


class Network(Content):
    """People who meet about a subject."""

    title: Text
    purpose: RunningText
    members: RunningText | None = None
    results: RunningText | None = None
    join: RunningText | None = None
    url: OutsideUrl | None = None
    sources: tuple[SourceKey, ...] = ()


class Organisation(Content):
    """Who works on a line, and in which role."""

    title: Text
    form: Literal["knowledge", "government", "municipality", "civil", "education", "business", "other"]
    role: RunningText | None = None
    region: Text | None = None
    url: OutsideUrl | None = None
    sources: tuple[SourceKey, ...] = ()


class Contact(Content):
    """Whom to ask about a line; a person is named only who agreed to that, and until a day."""

    role: OwnText
    line: LineSlug | None = None
    mail: Annotated[Text, Field(pattern=r"^[^@\s]+@[^@\s]+\.[^@\s]+$")] | None = None
    form: OutsideUrl | None = None
    name: Text | None = None
    consent: datetime.date | None = None
    until: datetime.date | None = None


class Mechanism(Content):
    """Why something works, and when it does not."""

    why: RunningText
    not_when: RunningText | None = None
    suits: RunningText | None = None
    interventions: tuple[InterventionSlug, ...] = ()
    sources: tuple[SourceKey, ...] = ()
