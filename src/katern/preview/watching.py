"""What changed on disk: a look at all files of a site whenever the system says that something happened, and now and then anyway.

What changed follows from two looks at the disk, not from what an editor did to it, so that a file that was written in
place, put in the place of another or taken from a disk that tells nothing (a container's, a network's) is seen alike.
"""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from watchdog.events import (
    DirCreatedEvent,
    DirDeletedEvent,
    DirMovedEvent,
    FileClosedEvent,
    FileCreatedEvent,
    FileDeletedEvent,
    FileModifiedEvent,
    FileMovedEvent,
    FileSystemEvent,
    FileSystemEventHandler,
)
from watchdog.observers import Observer

# seconds without a change after which a burst is over, and the longest that a burst is waited for
QUIET = 0.02
_LONGEST = 1.0
# seconds between two looks where the system tells nothing
_NET = 2.0
_NET_ALONE = 0.5
_EVENTS = (
    DirCreatedEvent, DirDeletedEvent, DirMovedEvent, FileClosedEvent, FileCreatedEvent, FileDeletedEvent,
    FileModifiedEvent, FileMovedEvent,
)  # fmt: skip

# when, how large and which file: another file in the same place differs in the last
Stamp = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Places:
    """Where the files of a site stand: whole trees, and single files. What is hidden, or lies in `ignored`, is no part of it."""

    trees: tuple[Path, ...]
    files: tuple[Path, ...] = ()
    ignored: tuple[Path, ...] = ()

    def holds(self, path: Path) -> bool:
        """Whether a change of the path can be a change of the site."""
        if path in self.files:
            return True
        tree = next((tree for tree in self.trees if path.is_relative_to(tree)), None)
        if tree is None or any(path.is_relative_to(folder) for folder in self.ignored):
            return False
        return not any(map(_is_hidden, path.relative_to(tree).parts))

    def look(self) -> dict[Path, Stamp]:
        """Every file, with its stamp."""
        found: dict[Path, Stamp] = {}
        ignored = frozenset(map(str, self.ignored))
        for tree in self.trees:
            for path, stamp in _files(str(tree), ignored, ()):
                found[Path(path)] = stamp
        for file in self.files:
            try:
                found[file] = _stamp(file.stat())
            except OSError:
                continue
        return found


def _is_hidden(name: str) -> bool:
    return name.startswith(".") or name == "__pycache__"


def _files(folder: str, ignored: frozenset[str], above: tuple[tuple[int, int], ...]) -> Iterator[tuple[str, Stamp]]:
    """The files below a folder; a link to a folder that holds it leads nowhere."""
    try:
        at = os.stat(folder)
        entries = list(os.scandir(folder))
    except OSError:
        return
    here = (at.st_dev, at.st_ino)
    if here in above:
        return
    for entry in entries:
        if _is_hidden(entry.name) or entry.path in ignored:
            continue
        try:
            if entry.is_dir():
                yield from _files(entry.path, ignored, (*above, here))
            else:
                yield entry.path, _stamp(entry.stat())
        except OSError:  # it went away, or is a link to nothing
            continue


def _stamp(found: os.stat_result) -> Stamp:
    return (found.st_mtime_ns, found.st_size, found.st_ino)


def _number(folder: Path) -> int | None:
    try:
        return folder.stat().st_ino if folder.is_dir() else None
    except OSError:
        return None


def differences(before: Mapping[Path, Stamp], after: Mapping[Path, Stamp]) -> frozenset[Path]:
    """What is new, gone, or no longer the same."""
    return frozenset(path for path in before.keys() | after.keys() if before.get(path) != after.get(path))


class Watch:
    """Watches the places of a site; `wait` gives what changed since it was asked last."""

    def __init__(self, places: Places, tell: Callable[[], None] = lambda: None, quiet: float = QUIET) -> None:
        self._tell = tell
        self._quiet = quiet
        self._woken = threading.Event()
        self._stopped = threading.Event()
        self._touched: set[Path] = set()
        self._lock = threading.Lock()
        self._observer = Observer()
        self._native = True
        self._scheduled: dict[tuple[Path, bool], int] = {}
        self._places = places
        self._seen = places.look()
        self._schedule()

    def start(self) -> None:
        """Begin to listen to the system."""
        try:
            self._observer.start()
        except OSError:
            self._alone()

    def stop(self) -> None:
        """End; who waits gets None."""
        self._stopped.set()
        self._woken.set()
        if self._observer.is_alive():
            self._observer.stop()
            self._observer.join(timeout=5)

    def look_at(self, places: Places) -> None:
        """Watch other places from now on; what stands at the new ones is no change, what changed at the old ones still is."""
        if places == self._places:
            return
        now, before = places.look(), self._seen
        self._places = places
        self._seen = {path: stamp for path, stamp in before.items() if places.holds(path)}
        self._seen |= {path: stamp for path, stamp in now.items() if path not in before}
        self._schedule()

    def wait(self) -> frozenset[Path] | None:
        """What changed, once it is quiet again; None where there is nothing more to wait for."""
        while not self._stopped.is_set():
            if self._woken.wait(_NET if self._native else _NET_ALONE):
                self._calm()
            if self._stopped.is_set():
                break
            changed = self._changed()
            if changed:
                return changed
        return None

    def _calm(self) -> None:
        """Let a burst of changes pass."""
        end = time.monotonic() + _LONGEST
        while self._woken.is_set() and not self._stopped.is_set() and time.monotonic() < end:
            self._woken.clear()
            self._woken.wait(self._quiet)
        self._woken.clear()

    def _changed(self) -> frozenset[Path]:
        with self._lock:
            touched, self._touched = self._touched, set()
        before, self._seen = self._seen, self._places.look()
        if self._native and self._folders != self._scheduled:
            self._schedule()
        # a disk that keeps time in seconds gives two versions of a file the same stamp
        return differences(before, self._seen) | {path for path in touched if path in self._seen}

    @property
    def _folders(self) -> dict[tuple[Path, bool], int]:
        """The folders to listen at, with or without all below, each with its number on disk: one that is made anew has another."""
        trees, singles = self._places.trees, {file.parent for file in self._places.files}
        wanted = [*((tree, True) for tree in trees), *((folder, False) for folder in singles if folder not in trees)]
        numbers = {(folder, whole): _number(folder) for folder, whole in wanted}
        return {place: number for place, number in numbers.items() if number is not None}

    def _schedule(self) -> None:
        if not self._native:
            return
        handler = _Handler(self._happened)
        self._observer.unschedule_all()
        self._scheduled = self._folders
        for folder, whole in self._scheduled:
            try:
                self._observer.schedule(handler, str(folder), recursive=whole, event_filter=list(_EVENTS))
            except OSError:
                self._alone()
                return

    def _alone(self) -> None:
        """The system gives no (more) watches: look by ourselves, a few times a second."""
        if self._native:
            self._native = False
            self._tell()

    def _happened(self, event: FileSystemEvent) -> None:
        paths = [Path(os.fsdecode(path)) for path in (event.src_path, event.dest_path) if path]
        held = [path for path in paths if self._places.holds(path)]
        if held:
            with self._lock:
                self._touched.update(held)
            self._woken.set()


class _Handler(FileSystemEventHandler):
    def __init__(self, happened: Callable[[FileSystemEvent], None]) -> None:
        self._happened = happened

    def on_any_event(self, event: FileSystemEvent) -> None:
        self._happened(event)
