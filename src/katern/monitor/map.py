"""The map of tiles: in which class the figure of each municipality falls, and where the edges of provinces run."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from katern.datasets.areas import Area
from katern.monitor.book import Book, Value
from katern.monitor.measures import Measure
from katern.monitor.tiles import Tile

CLASSES = 5


class Colouring(NamedTuple):
    """A measure on the map: the classes (0 is no figure) and figures of municipalities by code, and the bounds between classes in words."""

    measure: Measure
    year: int
    classes: Mapping[str, int]
    values: Mapping[str, Value]
    bounds: Sequence[str]
    missing: int


def colourings(book: Book, ids: Sequence[str]) -> Iterator[Colouring]:
    """The measures that colour the map, those of which municipalities have figures; as many areas in each class."""
    for id in ids:
        measure = book.measures.get(id)
        if measure is None:
            continue
        years = {year for area in book.municipalities for year in book.years(area.code, measure)}
        if not years:
            continue
        year = max(years)
        values = {area.code: book.value(area.code, measure, year) for area in book.municipalities}
        known = sorted(value.value for value in values.values() if value.value is not None)
        bounds = [known[len(known) * step // CLASSES] for step in range(1, CLASSES)] if known else []
        classes = {code: _class(value.value, bounds) for code, value in values.items()}
        ends = [known[0], *bounds, known[-1]] if known else []
        missing = sum(1 for number in classes.values() if number == 0)
        yield Colouring(measure, year, classes, values, [book.written(end, measure) for end in ends], missing)


def _class(value: Decimal | None, bounds: Sequence[Decimal]) -> int:
    """From 1 to 5, and 0 for no figure."""
    return 0 if value is None else 1 + sum(1 for bound in bounds if value >= bound)


def edges(tiles: Mapping[str, Tile]) -> str:
    """The lines between tiles of two provinces, as a path."""
    at = {(tile.column, tile.row): tile.province for tile in tiles.values()}
    parts = []
    for (column, row), province in sorted(at.items()):
        if at.get((column + 1, row), province) != province:
            parts.append(f"M{column + 1} {row}v1")
        if at.get((column, row + 1), province) != province:
            parts.append(f"M{column} {row + 1}h1")
    return "".join(parts)


def by_province(areas: Sequence[Area], tiles: Mapping[str, Tile]) -> Sequence[tuple[str, Sequence[Area]]]:
    """The municipalities of each province, by name; those of which nobody says it stand last, under no name."""
    found: dict[str, list[Area]] = {}
    for area in areas:
        found.setdefault(tiles[area.code].province if area.code in tiles else "", []).append(area)
    return sorted(found.items(), key=lambda pair: (pair[0] == "", pair[0]))


def size(tiles: Mapping[str, Tile]) -> tuple[int, int]:
    """How many tiles wide and high the map is."""
    return (
        max((tile.column for tile in tiles.values()), default=0) + 1,
        max((tile.row for tile in tiles.values()), default=0) + 1,
    )
