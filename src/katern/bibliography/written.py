"""An entry as it stands in its file, before anything is made of it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from katern.finding import Position

Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Written:
    """An entry's key, kind and fields, where they stand (line and column), and a digest of kind and fields.

    `item` is the CSL-JSON of an entry that came as such: nothing need be made of its fields.
    """

    key: str
    kind: str
    fields: dict[str, str]
    at: Place
    places: dict[str, Place]
    digest: str
    item: dict[str, Any] | None = None


def written(
    key: str, kind: str, fields: dict[str, str], at: Place, places: dict[str, Place], item: dict[str, Any] | None = None
) -> Written:
    """An entry with its digest."""
    return Written(key, kind, fields, at, places, digest(kind, fields), item)


def digest(kind: str, fields: Mapping[str, str]) -> str:
    """What an entry's values depend on, its key and place apart."""
    return hashlib.sha256(json.dumps([kind, dict(fields)]).encode()).hexdigest()[:32]


class Places(Mapping[str, Position]):
    """The positions of an entry's fields, each made when it is asked for."""

    def __init__(self, path: str, places: Mapping[str, Place]) -> None:
        self._path = path
        self._places = places

    def __getitem__(self, name: str) -> Position:
        return Position(self._path, *self._places[name])

    def __iter__(self) -> Iterator[str]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)

    def __contains__(self, name: object) -> bool:
        return name in self._places
