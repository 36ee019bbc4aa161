"""All pages of a site, each drawn when it is asked for: most builds need few of them."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Iterator, Mapping

from katern.drawing.page import Page

# a booklet asks for its pages more than once
_KEPT = 200


class Pages(Mapping[str, Page]):
    """Pages by address; those that were asked for last are kept."""

    def __init__(self, addresses: Iterable[str], draw: Callable[[str], Page]) -> None:
        self._addresses = dict.fromkeys(addresses)
        self._draw = functools.lru_cache(_KEPT)(draw)

    def __getitem__(self, address: str) -> Page:
        if address not in self._addresses:
            raise KeyError(address)
        return self._draw(address)

    def __iter__(self) -> Iterator[str]:
        return iter(self._addresses)

    def __len__(self) -> int:
        return len(self._addresses)

    def __contains__(self, address: object) -> bool:
        return address in self._addresses
