"""How a publisher's table becomes a data set: which column is the area, the year, a category or an indicator."""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from katern.datasets.setfile import AreaKind, Name, Source, Year
from katern.items import Text


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, coerce_numbers_to_str=True, defer_build=True)


class Map(_Model):
    """A whole map.yml; it stands beside set.yml, so that next year's table is read in the same way.

    `columns` says which head is which indicator; without it the heads are looked up in indicators.yml. A table with one
    figure a row names its columns in `measure` and `value` instead. `signs` says what a cell stands for: a mark or a number.
    """

    source: Source
    area: Text | None = None
    # areas of these kinds are taken over, others left out
    areas: tuple[AreaKind, ...] = ()
    # the table names its areas and gives no codes
    by_name: bool = False
    year: Year | Text
    categories: dict[Name, Text] = {}
    words: dict[Text, dict[Text, Text]] = {}
    columns: dict[Text, Name] = {}
    measure: Text | None = None
    value: Text | None = None
    attribute: Text | None = None
    signs: dict[str, Text] = {}
    ignore: tuple[Text, ...] = ()
    # take only rows with one of these words in a column
    only: dict[Text, tuple[Text, ...]] = {}
    mark: Annotated[str, Field(pattern="^(provisional|revised)$")] | None = None


# the year of a period as the service writes it (2024JJ00) and as tables do (2024, 2024*, 2024**)
_PERIOD = re.compile(r"(?P<year>[0-9]{4})(?:JJ00)?(?P<stars>\*{0,2})")


def read_period(text: str) -> tuple[int, bool] | None:
    """Year, and whether the publisher calls it provisional; None for a period that is no whole year."""
    match = _PERIOD.fullmatch(text.strip())
    return (int(match["year"]), bool(match["stars"])) if match else None
