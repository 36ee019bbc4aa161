"""Which source of the site a table of a set is: the one that it names, or the one at the same address."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from katern.bibliography.source import Source
from katern.datasets.setfile import Source as Table


class Keys:
    """The keys of a site's sources, by their addresses."""

    def __init__(self, sources: Mapping[str, Source]) -> None:
        self._sources = sources
        self._by_address = {_address(source.url): key for key, source in sources.items() if source.url}

    def of(self, table: Table) -> str:
        """The key of the source that a table is, empty where the site has none."""
        if table.cite in self._sources:
            return str(table.cite)
        return self._by_address.get(_address(str(table.url)), "") if table.url else ""

    def all(self, tables: Iterable[Table]) -> dict[str, str]:
        """The key of each table that has one, by the table's own name."""
        return {table.id: key for table in tables if (key := self.of(table))}


def _address(url: str) -> str:
    return re.sub(r"^https?://(?:www\.)?", "", url).rstrip("/")
