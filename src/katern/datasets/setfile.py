"""The file set.yml: what a data set holds, who published it, from which tables, and how to read it."""

from __future__ import annotations

import datetime
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, HttpUrl, StringConstraints

from katern.items import Slug, Text

Name = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(?:[-_][a-z0-9]+)*$")]
Year = Annotated[int, Field(ge=1800, le=2200)]
AreaKind = Literal["country", "province", "municipality", "district", "neighbourhood"]
# where the figures were seen: with the publisher, in somebody's copy of its table, or only in the news
Seen = Literal["publisher", "mirror", "news"]


# a day that nobody saw is not made up
Month = Annotated[str, StringConstraints(pattern=r"^\d{4}-(?:0[1-9]|1[0-2])$")]


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, coerce_numbers_to_str=True, defer_build=True)


class Source(_Model):
    """One table or page from which figures come; a file of figures is called after it, or names it in each row.

    `borders` is the year whose areas the codes mean; `modified` is the publisher's date, `retrieved` ours, `taken` that on
    which somebody else took the copy that we retrieved; `sha256` is that of the file `input` that was imported.
    """

    id: Slug
    title: Text
    table: Text | None = None
    url: HttpUrl | None = None
    seen_in: Seen
    retrieved: datetime.date
    modified: datetime.date | None = None
    taken: datetime.date | Month | None = None
    status: Literal["final", "provisional"] = "final"
    # indicators that are provisional in a source that is final
    provisional: tuple[Name, ...] = ()
    borders: Year | None = None
    input: Text | None = None
    sha256: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")] | None = None
    note: Text | None = None
    # the key of the same thing among the sources of the site, where its address does not tell
    cite: Text | None = None

    @property
    def as_of(self) -> datetime.date:
        """The day whose figures these are: publishers revise, so a later one counts; a copy of unknown age counts last."""
        if self.seen_in == "publisher":
            return self.retrieved
        taken = datetime.date.fromisoformat(f"{self.taken}-01") if isinstance(self.taken, str) else self.taken
        return taken or self.modified or datetime.date.min


class Gap(_Model):
    """Years between the first and the last that the set does not have, and why."""

    years: tuple[Year, ...]
    why: Text


class Rounding(_Model):
    """To which multiple counts are rounded in areas of these kinds; `random` where up and down are drawn by lot."""

    areas: tuple[AreaKind, ...] = ()
    to: Annotated[int, Field(gt=0)]
    random: bool = False
    words: Text


class Sum(_Model):
    """Parts that make a whole.

    `parts` are indicators, or with `category` values of that column; the whole is an indicator, a value of that column,
    or a number. With `areas` there is no whole: each indicator is summed over the areas of the second kind in one of the first.
    """

    whole: Text | None = None
    parts: tuple[Text, ...] = ()
    category: Name | None = None
    areas: tuple[AreaKind, AreaKind] | None = None
    # the publisher leaves people out whose area is not known: how much may be missing, in parts of the whole
    slack: Annotated[float, Field(ge=0, le=0.1)] = 0.0
    why: Text | None = None


class Category(_Model):
    """A column by which figures differ, beside area and year; with `values`, the only words that it may hold.

    `whole` is the value of those figures that are of everybody together.
    """

    id: Name
    label: Text
    values: tuple[Text, ...] = ()
    whole: Text | None = None


class Manifest(_Model):
    """A whole set.yml."""

    title: Text
    publisher: Text
    description: Text
    licence: Text
    years: tuple[Year, ...]
    year_is: Text = "jaar"
    gaps: tuple[Gap, ...] = ()
    how_to_read: tuple[Text, ...] = ()
    definitions: dict[str, Text] = {}
    categories: tuple[Category, ...] = ()
    rounding: tuple[Rounding, ...] = ()
    sums: tuple[Sum, ...] = ()
    # why areas with one code are the same area in sources with other borders; without it their figures make no series
    same_borders: Text | None = None
    sources: Annotated[tuple[Source, ...], Field(min_length=1)]

    def source(self, id: str) -> Source | None:
        """The source of this name."""
        return next((source for source in self.sources if source.id == id), None)
