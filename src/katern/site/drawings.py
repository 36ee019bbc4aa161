"""Pages in their frame that go from one machine to another: a share of the work keeps what it drew, the whole site finds it.

What is kept stands under all that it was made of, with a digest of each thing that was looked at meanwhile.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from katern.store import Store, pack, unpack

STEP = "page"
_FILE, _ENTRIES = "page", "search"
# pages are as like each other as can be: a better packing takes longer than it saves
_QUICK = 1


@dataclass(frozen=True, slots=True)
class Drawing:
    """The file of a page, its entries in the index of the search, and the names of what was looked at to draw it."""

    content: bytes
    entries: Sequence[dict[str, Any]] = ()
    looked: frozenset[str] = frozenset()


class Drawings:
    """What shares of the work drew of a site; `state` is what all its pages are made of, `now` gives the digest of a name."""

    def __init__(self, store: Store, state: str, now: Callable[[str], str]) -> None:
        self._store = store
        self._state = state
        self._now = now

    @cached_property
    def _any(self) -> bool:
        """Whether anybody drew a share of the site as it is now: most builds need not look for each page."""
        return self._store.read(STEP, self._sign) is not None

    @cached_property
    def _sign(self) -> Sequence[object]:
        return ("of", self._state)

    def bring(self, digests: Iterable[str]) -> None:
        """Fetch what is far away of these at once."""
        if self._any:
            self._store.bring(STEP, (_key(digest) for digest in digests if digest))

    def find(self, digest: str) -> Drawing | None:
        """What was drawn of what has this digest, if all that was looked at is as it was then."""
        content = self._store.read(STEP, _key(digest)) if digest and self._any else None
        if content is None:
            return None
        try:
            files, looked = unpack(zlib.decompress(content))
            drawing = Drawing(files[_FILE], json.loads(files[_ENTRIES]), frozenset(looked))
            same = all(self._now(name) == known for name, known in looked.items())
        except (ValueError, KeyError, TypeError, AttributeError, zlib.error):
            return None
        return drawing if same else None

    def keep(self, digest: str, drawing: Drawing) -> None:
        """Keep what was drawn for whoever builds the site."""
        if not self._any:
            self._store.keep(STEP, self._sign, b"")
            self.__dict__["_any"] = True
        looked: Mapping[str, str] = {name: self._now(name) for name in sorted(drawing.looked)}
        files = {_FILE: drawing.content, _ENTRIES: json.dumps(drawing.entries).encode()}
        self._store.keep(STEP, _key(digest), zlib.compress(pack(files, looked), _QUICK))


def _key(digest: str) -> Sequence[object]:
    return ("made of", digest)
