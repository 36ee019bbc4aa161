"""The tiles of the map: a square for each municipality, by hand, near the place where it lies."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from typing import NamedTuple

from katern.datasets.areas import Areas
from katern.datasets.cellplaces import Places
from katern.finding import Finding, Position, said

HEADER = ("code", "province", "column", "row")


class Tile(NamedTuple):
    """The square of an area: its province, and how far it is from the left and from the top."""

    code: str
    province: str
    column: int
    row: int


def read_tiles(text: str, path: str, areas: Areas) -> tuple[Mapping[str, Tile], list[Finding]]:
    """The tiles of a file by code; a tile of no municipality, two on one place and a municipality without one are findings."""
    places, tiles, findings = Places(path, text), dict[str, Tile](), list[Finding]()
    taken: dict[tuple[int, int], str] = {}
    reader = csv.reader(io.StringIO(text))
    if tuple(next(reader, [])) != HEADER:
        columns = ",".join(HEADER)
        return {}, [Finding.error(Position(path), said("data.bad-table", "no-columns-of-tiles", columns=columns))]
    for fields in reader:
        at = places.position(reader.line_num)
        if len(fields) != 4 or not (fields[2].isdecimal() and fields[3].isdecimal()):
            findings.append(Finding.error(at, said("data.bad-table", "no-tile")))
            continue
        tile = Tile(fields[0], fields[1], int(fields[2]), int(fields[3]))
        if tile.code not in areas.by_code or tile.code in tiles:
            what = said("data.area-unknown", "no-area", area=tile.code, year=areas.year)
            findings.append(Finding.error(at, what))
            continue
        other = taken.setdefault((tile.column, tile.row), tile.code)
        if other != tile.code:
            findings.append(Finding.error(at, said("data.duplicate", "tile", code=tile.code, other=other)))
        tiles[tile.code] = tile
    left = [area.code for area in areas.by_code.values() if area.kind == "municipality" and area.code not in tiles]
    if left:
        what = said("data.bad-table", "without-tile", count=len(left), codes=tuple(left[:5]))
        findings.append(Finding.error(Position(path), what))
    return tiles, findings
