"""The keys of a bibliography: which names are keys, and which are another name of one (`ids`)."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Mapping

from katern.bibliography.inheritance import aliases
from katern.bibliography.source import Source
from katern.known import Known

_LOOKS_LIKE_KEY = re.compile(r"[a-zà-ÿ]+(?:\d{4}|zj)[a-z]*", re.IGNORECASE)


def other_keys(sources: Iterable[Source]) -> dict[str, str]:
    """For each other key of a source its own key; a source's own key goes before another's `ids`."""
    known = list(sources)
    own = {source.key for source in known}
    others: dict[str, str] = {}
    for source in known:
        for alias in aliases(source.written):
            if alias not in own:
                others.setdefault(alias, source.key)
    return others


class Keys:
    """A test for bare `@name`s: a key that exists, looks like one (`vries2020`, `kiszjover`) or nearly is one."""

    def __init__(self, keys: Iterable[str], others: Mapping[str, str] | None = None) -> None:
        self.others = others or {}
        self.known = frozenset(keys) | self.others.keys()
        self._near = Known(self.known)
        self._is_key = functools.cache(self._looks_right)

    def __call__(self, name: str) -> bool:
        """Whether a name is a key."""
        return self._is_key(name)

    def own(self, name: str) -> str:
        """The key of the source that a name stands for."""
        return self.others.get(name, name)

    def _looks_right(self, name: str) -> bool:
        return (
            name in self.known
            or bool(_LOOKS_LIKE_KEY.fullmatch(name))
            or (len(name) > 5 and self._near.nearest(name) is not None)
        )
