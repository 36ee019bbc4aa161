"""A lock in a file that the system lets go of when its process ends, however it ends."""

from __future__ import annotations

import contextlib
import fcntl
import os
from collections.abc import Iterator
from pathlib import Path

from katern.publish.refusals import Busy, TargetUnusable
from katern.saying import said


@contextlib.contextmanager
def locked(file: Path, tree: Path) -> Iterator[None]:
    """Hold a file while a tree is published to; refuse where another process does."""
    try:
        opened = os.open(file, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    except OSError as problem:
        reason = problem.strerror or str(problem)
        raise TargetUnusable(said("target", "unwritable", folder=str(tree), reason=reason)) from problem
    try:
        try:
            fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as problem:
            raise Busy(said("target", "busy", place=str(tree))) from problem
        yield
    finally:
        os.close(opened)
