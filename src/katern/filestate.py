"""Whether a file is the one that was seen before, without reading it where that is certain.

A disk keeps the time of a change in steps. A file that was seen within such a step of its last change may change once more
and show the same time; so its content is compared, as git does with what it calls racily clean.
"""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from katern.survey import step_of
from katern.unsaved import change_of


@dataclass(frozen=True, slots=True)
class State:
    """What was seen of a file: size, times in nanoseconds, place on the disk, a hash of its content, and when it was seen."""

    size: int
    modified: int
    changed: int
    inode: int
    content: str
    seen: int

    @property
    def sure(self) -> bool:
        """Whether a file that shows the same has the same content."""
        return max(self.modified, self.changed) + step_of(self.modified) < self.seen


_Made = TypeVar("_Made")


class Seen:
    """What one process made of files, each made again when its file is another, and of what else it made before."""

    def __init__(self) -> None:
        self._files: dict[tuple[str, str], tuple[object, bool, Any]] = {}
        self._same: dict[str, tuple[object, Any]] = {}

    def of(self, what: str, path: str, make: Callable[[], _Made]) -> _Made:
        """What `make` makes of the file at a path; what it made before where the file is certainly the same."""
        found, known = _stat(path), self._files.get((what, path))
        if known is not None and known[1] and known[0] == found:
            made: _Made = known[2]
            return made
        now, found = time.time_ns(), _stat(path)
        made = make()
        sure = found is not None and State(*found, "", now).sure
        self._files[what, path] = found, sure, made
        return made

    def knows(self, what: str, key: object) -> bool:
        """Whether `same` would make nothing."""
        known = self._same.get(what)
        return known is not None and known[0] == key

    def same(self, what: str, key: object, make: Callable[[], _Made]) -> _Made:
        """What `make` makes; what it made the last time where the key, of values that do not change, is equal to that of then."""
        if not self.knows(what, key):
            self._same[what] = key, make()
        made: _Made = self._same[what][1]
        return made


def state_of(path: str, content: str, now: int) -> State | None:
    """What is seen now, in nanoseconds since 1970, of a file whose content has this hash; None where there is none."""
    found = _stat(path)
    return None if found is None else State(*found, content, now)


def is_same(path: str, before: State) -> bool:
    """Whether a file still holds what it held."""
    found = _stat(path)
    if found is None or found[0] != before.size:
        return False
    if before.sure and found == (before.size, before.modified, before.changed, before.inode):
        return True
    try:
        with open(path, "rb") as file:
            return hash_of(file.read()) == before.content
    except OSError:
        return False


def hash_of(content: bytes) -> str:
    """The hash by which contents are compared."""
    return hashlib.sha256(content).hexdigest()


def pack(state: State) -> list[int | str]:
    """A state as values that JSON can hold."""
    return [state.size, state.modified, state.changed, state.inode, state.content, state.seen]


def unpack(values: Sequence[int | str]) -> State:
    """What `pack` made."""
    return State(*values)  # type: ignore[arg-type]


def _stat(path: str) -> tuple[int, int, int, int] | None:
    if change := change_of(path):  # what an editor holds is sure, and other than any file
        return -1, change, change, -1
    try:
        found = os.stat(path)
    except OSError:
        return None
    return found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino
