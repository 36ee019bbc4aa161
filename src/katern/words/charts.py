"""What stands in and around a chart, and behind a figure in a text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from katern.words.model import Phrase, Table, names, takes


@dataclass(frozen=True, slots=True)
class Charts:
    """The words of charts; `alternative` and what it holds tell a chart to who does not see it."""

    kinds: Annotated[Table, names("bar", "dots", "line", "slope", "multiples")]
    no_figure: str
    part: Annotated[Phrase, takes("value", "label")]
    between: Annotated[Phrase, takes("first", "second", "words")]
    other_borders: Annotated[Phrase, takes("first", "second")]
    own_scale: str
    share_of: Annotated[Phrase, takes("label", "of")]
    source: str
    retrieved: Annotated[Phrase, takes("day")]
    more_sources: Annotated[Phrase, takes("number")]
    table: str
    as_csv: str
    what: str
    value: str
    note: str
    where_from: str
    year: str
    area: str
    indicator: str
    alternative: Annotated[Phrase, takes("kind", "title", "facts")]
    extremes: Annotated[Phrase, takes("highest", "lowest")]
    from_to: Annotated[Phrase, takes("row", "first", "start", "last", "end")]
    one: Annotated[Phrase, takes("row", "value")]
