"""Holding a file so that no other process does, on any system; the system lets go when a process ends, however it ends."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

import filelock


@contextlib.contextmanager
def held(file: Path) -> Iterator[bool]:
    """Whether the file is held while this lasts; OSError where a place can hold no lock."""
    # a lock without the system's help would stay behind a process that was killed
    lock = filelock.FileLock(file, timeout=0, mode=0o644, fallback_to_soft=False, preserve_lock_file=True)
    try:
        lock.acquire()
    except filelock.Timeout:
        yield False
        return
    except NotImplementedError as problem:
        raise OSError(str(problem)) from problem
    try:
        yield True
    finally:
        lock.release()
