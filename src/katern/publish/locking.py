"""The lock of a tree that is published to."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

from katern.holding import held
from katern.publish.refusals import Busy, TargetUnusable
from katern.saying import said


@contextlib.contextmanager
def locked(file: Path, tree: Path) -> Iterator[None]:
    """Hold a file while a tree is published to; refuse where another process does."""
    with contextlib.ExitStack() as lock:
        try:
            ours = lock.enter_context(held(file))
        except OSError as problem:
            reason = problem.strerror or str(problem)
            raise TargetUnusable(said("target", "unwritable", folder=str(tree), reason=reason)) from problem
        if not ours:
            raise Busy(said("target", "busy", place=str(tree)))
        yield
