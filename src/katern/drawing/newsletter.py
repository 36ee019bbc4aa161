"""What a newsletter tells beside the words of its editors: the pages that are new or changed between two days, and meetings."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from katern.drawing.agenda import Meeting, day_of_moment, meetings
from katern.git import ask_git
from katern.item import Item
from katern.items import Newsletter, Product
from katern.library import Library

_COMING = 6


@dataclass(frozen=True, slots=True)
class News:
    """An item, whether it is new, and those of its parts that are new or changed."""

    item: Item
    new: bool
    parts: tuple[Item, ...] = ()


@dataclass(frozen=True, slots=True)
class Letter:
    """What a newsletter tells; `known` is whether the history of the checkout tells what changed."""

    since: datetime.date
    until: datetime.date
    known: bool
    told: tuple[News, ...]
    products: tuple[Item, ...]
    held: tuple[Meeting, ...]
    coming: tuple[Meeting, ...]

    @property
    def mark(self) -> str:
        """All that it tells, as a text that is the same for equal letters."""
        told = [(one.item.path, one.new, [part.path for part in one.parts]) for one in self.told]
        met = [[one.item.path for one in meetings] for meetings in (self.held, self.coming)]
        return repr((self.since, self.until, self.known, told, [one.path for one in self.products], met))


def letter_of(library: Library, item: Item, whole: bool = True) -> Letter | None:
    """What an item tells, if it is a newsletter; without `whole` what nobody may see who reads along is left out."""
    meta = item.meta
    if not isinstance(meta, Newsletter) or not {"since", "until"} <= meta.model_fields_set:
        return None
    found = history(library.layout.root, meta.since, meta.until)
    shown = [
        one
        for one in library.items.values()
        if one.meta.status != "withdrawn" and (whole or not library.sensitive(one))
    ]
    met = [one for one in meetings(library) if whole or not library.sensitive(one.item)]
    return Letter(
        meta.since,
        meta.until,
        found is not None,
        tuple(_told(library, shown, found or {})),
        tuple(one for one in shown if isinstance(one.meta, Product) and _within(one.meta.published, meta)),
        tuple(one for one in reversed(met) if meta.since <= day_of_moment(one.begin) <= meta.until),
        tuple(one for one in reversed(met) if day_of_moment(one.begin) > meta.until)[:_COMING],
    )


def _told(library: Library, items: Iterable[Item], found: Mapping[str, bool]) -> list[News]:
    """What changed, each part below its whole; pages of the site itself, and letters, are no news."""
    held: dict[str, tuple[Item, list[Item]]] = {}
    for item in items:
        if item.path not in found or not item.row.about or isinstance(item.meta, Newsletter):
            continue
        whole = library.whole(item)
        parts = held.setdefault((whole or item).path, (whole or item, []))[1]
        if whole is not None and whole is not item:
            parts.append(item)
    told = [News(item, found.get(item.path, False), tuple(parts)) for item, parts in held.values()]
    return sorted(told, key=lambda one: (not one.new, library.kinds.order(one.item.kind), one.item.title.casefold()))


def _within(published: datetime.date | int | None, meta: Newsletter) -> bool:
    return isinstance(published, datetime.date) and meta.since <= published <= meta.until


def history(root: Path, since: datetime.date, until: datetime.date) -> Mapping[str, bool] | None:
    """The files of a checkout that changed from one day to another, and whether each is new; None where git cannot tell."""
    head = ask_git(root, "rev-parse", "HEAD", "--is-shallow-repository", "--show-prefix")
    if head is None:
        return None
    commit, shallow, *prefix = head.split("\n")
    if shallow == "true" and not _reaches(root, since):
        return None
    return _history(root, commit, "".join(prefix), since, until)


def _reaches(root: Path, since: datetime.date) -> bool:
    """Whether what a part of a history holds goes back so far."""
    first = (ask_git(root, "log", "--format=%cs", "--max-parents=0") or "9999-12-31").split("\n")[-1]
    return first < since.isoformat()


@cache
def _history(
    root: Path, commit: str, prefix: str, since: datetime.date, until: datetime.date
) -> Mapping[str, bool] | None:
    said = ask_git(
        root, "-c", "core.quotePath=false", "log", "--reverse", "--no-merges", "--format=", "--name-status", "-M", "--relative",
        f"--since={since.isoformat()}T00:00:00Z", f"--until={until.isoformat()}T23:59:59Z", commit, "--", ".",
    )  # fmt: skip
    if said is None:
        return None
    found: dict[str, bool] = {}
    for line in said.splitlines():
        state, *paths = line.split("\t")
        if state.startswith("A"):
            found[paths[0]] = True
        elif state.startswith("R"):
            found[paths[1]] = found.pop(paths[0], False)
        elif state.startswith("D"):
            found.pop(paths[0], None)
        elif paths:
            found.setdefault(paths[0], False)
    return found
