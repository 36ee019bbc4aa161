"""What readers see of the monitor of areas."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from katern.words.model import Counted, Phrase, Table, names, takes

_KINDS = names("country", "province", "municipality", "district", "neighbourhood")


@dataclass(frozen=True, slots=True)
class Monitor:
    """Profiles of areas, and finding and comparing them."""

    kinds: Annotated[Table, _KINDS]
    many: Annotated[Table, _KINDS]
    # a word that most names of districts have, which nobody looks for
    plain: str
    placed: Annotated[Phrase, takes("kind", "code", "year")]
    placed_in: Annotated[Phrase, takes("kind", "place", "code", "year")]
    keys: str
    figure: str
    source: str
    few: str
    more: Annotated[Phrase, takes("place", "value")]
    less: Annotated[Phrase, takes("place", "value")]
    same: Annotated[Phrase, takes("place", "value")]
    joined: str
    of_years: Annotated[Phrase, takes("years")]
    legend: str
    legend_here: str
    legend_in: str
    legend_others: Annotated[Table, names("municipality", "district")]
    over_time: str
    no_line: Annotated[Phrase, takes("first", "second", "why")]
    years_missing: Annotated[Phrase, takes("years")]
    value_missing: str
    nothing: str
    further: str
    how_to_read: str
    read_hatch: str
    read_few: Annotated[Phrase, takes("share", "rate")]
    read_share: str
    not_there: str
    districts: Annotated[Phrase, takes("name")]
    earlier: Annotated[Phrase, takes("name", "year")]
    beside: str
    beside_why: str
    take: str
    csv: Annotated[Phrase, takes("name")]
    csv_with: Annotated[Phrase, takes("name")]
    cite: str
    cited: Annotated[Phrase, takes("site", "title", "name", "code", "year", "sources")]
    correct: str
    compare: str
    compare_this: str
    compare_intro: str
    compare_add: str
    compare_remove: str
    compare_full: str
    compare_none: str
    compare_other_years: str
    needs_script: str
    find: str
    find_label: str
    find_hint: str
    find_none: str
    find_failed: str
    found: Counted
    map: str
    map_intro: str
    map_colour: str
    map_class: Annotated[Phrase, takes("low", "high")]
    map_none: str
    map_source: str
    locator: Annotated[Phrase, takes("name")]
    list: str
    shared: str
    shared_intro: Annotated[Phrase, takes("names", "areas")]
    areas: Annotated[Phrase, takes("municipalities", "districts")]
