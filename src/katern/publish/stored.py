"""What a published tree holds as JSON; a file that was broken by hand is refused, never overwritten."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from katern.publish.refusals import ReleaseRefused, TargetUnusable
from katern.saying import said


@contextmanager
def refuse_broken(name: str) -> Iterator[None]:
    """Within, what does not fit the format of the file becomes a refusal."""
    try:
        yield
    except (ValueError, KeyError, TypeError, AttributeError) as problem:
        raise ReleaseRefused(said("published", "unreadable", file=name, reason=str(problem))) from problem


def load(content: bytes, name: str) -> Any:
    """The value in a file."""
    with refuse_broken(name):
        return json.loads(content)


@contextmanager
def whole_or_refused(place: str) -> Iterator[None]:
    """Within, a disk or line that fails becomes a refusal that says what readers see."""
    try:
        yield
    except OSError as problem:
        raise TargetUnusable(said("published", "broke-off", place=place, reason=str(problem))) from problem
