"""A lock in a file that the system lets go of when its process ends, however it ends."""

from __future__ import annotations

import contextlib
import fcntl
import os
from collections.abc import Iterator
from pathlib import Path

from katern.publish.refusals import Busy, TargetUnusable


@contextlib.contextmanager
def locked(file: Path, tree: Path) -> Iterator[None]:
    """Hold a file while a tree is published to; refuse where another process does."""
    try:
        opened = os.open(file, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    except OSError as problem:
        raise TargetUnusable(f"in {tree} is niet te schrijven: {problem.strerror}") from problem
    try:
        try:
            fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as problem:
            raise Busy(f"er wordt al een versie gepubliceerd in {tree}; wacht tot die klaar is") from problem
        yield
    finally:
        os.close(opened)
