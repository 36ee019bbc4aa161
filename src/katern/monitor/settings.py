"""The file monitor.yml: which areas a site tells of, which figures and themes, and what it says where figures are few."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from katern.datasets.setfile import AreaKind, Name, Year
from katern.items import LineSlug, Slug, Text

AreaCode = Annotated[str, Field(pattern=r"^(?:NL[0-9]{2}|PV[0-9]{2}|GM[0-9]{4})$")]


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, coerce_numbers_to_str=True, defer_build=True)


class Share(_Model):
    """A share that is worked out: `part` of `of`, both counts of one year and source."""

    id: Name
    label: Text
    part: Name
    of: Name


class Few(_Model):
    """Below how many people (the indicator `of`) no share and no rate is shown; `rates` are indicators per so many of them."""

    of: Name
    share: Annotated[int, Field(gt=0)]
    rate: Annotated[int, Field(gt=0)]
    rates: tuple[Name, ...] = ()


class Same(_Model):
    """Other borders that hold the same areas of these kinds, and how that is known."""

    borders: tuple[Year, ...]
    areas: tuple[AreaKind, ...]
    why: Text


class Edition(_Model):
    """Areas in earlier borders that have profiles too: one municipality and its districts; `beside` are borders of which nobody knows whether they are the same."""

    borders: Year
    within: AreaCode
    beside: tuple[Year, ...] = ()
    why: Text


class Panels(_Model):
    """Two measures of one thing on either side of a break: drawn beside each other, without a line."""

    title: Text
    before: tuple[Name, ...]
    after: tuple[Name, ...]
    words: Text


class Theme(_Model):
    """A part of a profile: its figures in their order, the sentences that may open it (the first whose figures are there), and the lines whose items go with it."""

    id: Slug
    title: Text
    lines: tuple[LineSlug, ...] = ()
    measures: Annotated[tuple[Name, ...], Field(min_length=1)]
    sentences: tuple[Text, ...] = ()
    series: tuple[Name, ...] = ()
    panels: tuple[Panels, ...] = ()


class Tiles(_Model):
    """The map: a file beside monitor.yml with a tile for each municipality, the figures that may colour it, and its source."""

    file: Annotated[str, Field(pattern=r"^[a-z0-9-]+\.csv$")]
    measures: Annotated[tuple[Name, ...], Field(min_length=1, max_length=3)]
    source: Text


class Changed(_Model):
    """The indicator that says whether an area is the same as the year before, and what is told for its values."""

    indicator: Name
    words: dict[str, Text]


class Monitor(_Model):
    """A whole monitor.yml; `folder` is that of the site in which profiles stand.

    `origin` are measures of where people come from: they are never ranked, compared in words or coloured on the map.
    """

    title: Text
    description: Text
    folder: Slug
    borders: Year
    intro: tuple[Text, ...] = ()
    sets: Annotated[tuple[Slug, ...], Field(min_length=1)]
    same: tuple[Same, ...] = ()
    editions: tuple[Edition, ...] = ()
    few: Few
    shares: tuple[Share, ...] = ()
    keys: Annotated[tuple[Name, ...], Field(min_length=1, max_length=6)]
    themes: Annotated[tuple[Theme, ...], Field(min_length=1)]
    origin: tuple[Name, ...] = ()
    # by code, other names under which people look for an area
    also_called: dict[Text, tuple[Text, ...]] = {}
    not_there: tuple[Text, ...] = ()
    correction: Text | None = None
    changed: Changed | None = None
    tiles: Tiles | None = None
