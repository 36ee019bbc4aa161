"""Reading many pages in two processes that share nothing but the store.

One goes through the pages from the front, the other from the back; each leaves alone what it finds in the store, so that they
meet where they meet.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import pickle
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any

from katern.bibliography.keys import Keys
from katern.kindtable import KINDS
from katern.layout import Layout
from katern.reading.dialectkey import is_known
from katern.reading.markdown import Dialect
from katern.reading.remembered import Remembering
from katern.store import Store

# a process costs as much as some pages, and each takes a few thousandths of a second
_WORTH_IT = 200
_PATIENCE = 30.0
# so many pages of others are read before we look again what they did themselves
_AT_ONCE = 500
# the table of kinds is the engine's own, and which files are pages was asked before
_NOT_TOLD = ("kinds", "left_out")

# the path of a page, and its text
Page = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Work:
    """What another process must know to read pages as this one does; of a layout all that is its own."""

    dialect: Dialect
    layout: Mapping[str, Any]
    keys: frozenset[str]
    others: Mapping[str, str]
    store: Store

    @classmethod
    def of(cls, dialect: Dialect, layout: Layout, keys: Keys, store: Store) -> Work | None:
        """The work for a site; None where another process cannot do it, or where nothing would be shared."""
        if not store.shared or not is_known(dialect) or layout.kinds != KINDS:
            return None
        told = {field.name: getattr(layout, field.name) for field in fields(layout) if field.name not in _NOT_TOLD}
        plain = replace(dialect, configs=dict(dialect.configs), titles=dict(dialect.titles))
        return cls(plain, told, keys.known, dict(keys.others), store)

    def reader(self) -> Remembering:
        """Who reads them."""
        return Remembering(self.dialect, Layout(**self.layout), Keys(self.keys, self.others), self.store)


def read_in_turn(work: Work | None, reader: Remembering, turns: Sequence[Sequence[Page]]) -> None:
    """Read all pages in this order, the first turn in one go; of the others, somebody else may read some meanwhile."""
    own, *others = turns
    pieces = [turn[start : start + _AT_ONCE] for turn in others for start in range(0, len(turn), _AT_ONCE)]
    for pages in (own, *pieces):
        read_ahead(work, reader, pages)
        for page in pages:
            reader.page(*page)


def read_ahead(work: Work | None, reader: Remembering, pages: Sequence[Page]) -> None:
    """Read pages that nobody read before, so that the reader knows them; little work is left to who asks for it."""
    reader.bring(pages)
    fresh = [page for page in pages if not reader.recall(*page)]
    if work is None or len(fresh) < _WORTH_IT or _cores() < 2:
        return
    try:
        sent = pickle.dumps((pickle.dumps(work), fresh))
    except (pickle.PicklingError, TypeError, AttributeError):  # an option that only its maker knows
        return
    with contextlib.suppress(OSError), tempfile.TemporaryDirectory(prefix="katern-") as folder:
        # in a file: what is sent with the start of a process is waited for until that reads it, for ever where it ended before
        order = Path(folder, "order")
        order.write_bytes(sent)
        process = multiprocessing.get_context("spawn").Process(target=take_order, args=(str(order),), daemon=True)
        process.start()
        for page in fresh:
            reader.page(*page)
        process.join(_PATIENCE)
        if process.is_alive():
            process.terminate()


def take_order(path: str) -> None:
    """What the other process does: the work that a file names."""
    from_the_back(*pickle.loads(Path(path).read_bytes()))


def from_the_back(sent: bytes, pages: Sequence[Page]) -> None:
    """The work of the other process, which ends at the first page that is known."""
    reader = pickle.loads(sent).reader()
    for page in reversed(pages):
        if reader.recall(*page):
            return
        reader.page(*page)


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
