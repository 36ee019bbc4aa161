"""The file indicators.yml: every indicator once, whichever sets hold figures of it."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from katern.datasets.setfile import Name, Year
from katern.items import Slug, Text


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, coerce_numbers_to_str=True, defer_build=True)


class Break(_Model):
    """From `year` on the figures say something else than before: no line crosses it, and the words stand in the gap."""

    year: Year
    kind: Literal["definition", "classification", "borders"]
    words: Text


class Publication(_Model):
    """When the publisher shows a figure: `smallest` is the smallest count that it shows."""

    words: Text
    smallest: Annotated[int, Field(ge=0)] | None = None


# what authors call a count as a unit, each in the language of the site; a figure may stand on a site in another
COUNTS = frozenset(("aantal", "number", "Anzahl", "nombre"))


class Indicator(_Model):
    """What a figure counts or measures; `of` are those of whom a share is taken, `direction` which way is better."""

    id: Name
    label: Text
    unit: Text
    of: Text | None = None
    decimals: Annotated[int, Field(ge=0, le=6)] = 0
    theme: Slug
    direction: Literal["up", "down", "none"] = "none"
    minimum: float | None = 0
    maximum: float | None = None
    publication: Publication | None = None
    valid_from: Year | None = None
    valid_to: Year | None = None
    definition: Text | None = None
    breaks: tuple[Break, ...] = ()
    # what publishers call it in the heads of their tables
    columns: tuple[Text, ...] = ()

    @property
    def is_count(self) -> bool:
        """Whether people or things are counted, one by one."""
        return self.unit in COUNTS

    @property
    def is_share(self) -> bool:
        """Whether it is a part of a hundred."""
        return self.unit == "%"

    @property
    def highest(self) -> float | None:
        """The highest value that can be right."""
        return 100 if self.is_share and self.maximum is None else self.maximum

    def is_valid_in(self, year: int) -> bool:
        """Whether the indicator exists in this year's classification."""
        return (self.valid_from or year) <= year <= (self.valid_to or year)


class Catalogue(_Model):
    """A whole indicators.yml."""

    indicators: tuple[Indicator, ...] = ()
