"""A lock in a file that the system lets go of when its process ends, however it ends; on any system."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

import filelock

from katern.publish.refusals import Busy, TargetUnusable
from katern.saying import said


@contextlib.contextmanager
def locked(file: Path, tree: Path) -> Iterator[None]:
    """Hold a file while a tree is published to; refuse where another process does."""
    # a lock without the system's help would stay behind a process that was killed
    lock = filelock.FileLock(file, timeout=0, mode=0o644, fallback_to_soft=False, preserve_lock_file=True)
    try:
        lock.acquire()
    except filelock.Timeout as problem:
        raise Busy(said("target", "busy", place=str(tree))) from problem
    except (OSError, NotImplementedError) as problem:
        reason = getattr(problem, "strerror", None) or str(problem)
        raise TargetUnusable(said("target", "unwritable", folder=str(tree), reason=reason)) from problem
    try:
        yield
    finally:
        lock.release()
