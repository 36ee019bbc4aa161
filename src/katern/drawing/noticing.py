"""The library as templates see it: what they look at beside the pages' front matter is noted (see `katern.looked`)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from katern.data import FILES, Data
from katern.digest import digest
from katern.drawing.termuses import TERMS, digest_of_uses
from katern.library import Library
from katern.looked import look

SOURCES, FINDINGS, PLACES, DATA = "sources", "findings", "data_positions", "data:"


class Noticing(Library):
    """A library that notes when its sources, its data or its findings are looked at."""

    @classmethod
    def of(cls, library: Library) -> Noticing:
        """The same library, told so."""
        made = cls.__new__(cls)
        # with what was grouped and ordered already
        made.__dict__.update(library.__dict__, data=_noticing(library.data))
        return made

    def __getattribute__(self, name: str) -> Any:
        if name in (SOURCES, FINDINGS, PLACES):
            look(name)
        return super().__getattribute__(name)


class _Data(Data):
    def __getattribute__(self, name: str) -> Any:
        if name in FILES:
            look(f"{DATA}{name}")
        return super().__getattribute__(name)


def _noticing(data: Data) -> Data:
    return _Data.model_construct(**{name: getattr(data, name) for name in FILES})


class Urls(dict[str, str]):
    """The pages of sources by their keys; whoever looks at it looks at the sources."""

    def __getitem__(self, key: str) -> str:
        look(SOURCES)
        return super().__getitem__(key)

    def __contains__(self, key: object) -> bool:
        look(SOURCES)
        return super().__contains__(key)

    def __iter__(self) -> Iterator[str]:
        look(SOURCES)
        return super().__iter__()

    def __getattribute__(self, name: str) -> Any:
        look(SOURCES)
        return super().__getattribute__(name)

    def __len__(self) -> int:
        look(SOURCES)
        return super().__len__()


def digest_of(library: Library, name: str) -> str:
    """A digest of what was looked at under a name; ValueError for a name that is none of ours."""
    if name.startswith(DATA):
        return digest(getattr(library.data, name.removeprefix(DATA)).model_dump_json())
    if name == TERMS:
        return digest_of_uses(library)
    if name == SOURCES:
        return digest([source.digest for source in library.sources.values()])
    if name == FINDINGS:
        return digest(library.findings)
    if name == PLACES:
        return digest([(name, list(places.items())) for name, places in library.data_positions.items()])
    raise ValueError(f"{name!r} is nothing that a library tells")
