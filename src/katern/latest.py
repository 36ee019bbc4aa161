"""What a function made of the object that it was last asked about: for what is asked again and again about the same."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import TypeVar

_Of = TypeVar("_Of")
_Made = TypeVar("_Made")


def of_latest(make: Callable[[_Of], _Made]) -> Callable[[_Of], _Made]:
    """The function, which makes the same once for the same object; the object must not change."""
    last: list[tuple[_Of, _Made]] = []

    @functools.wraps(make)
    def made(about: _Of) -> _Made:
        if not last or last[0][0] is not about:
            last[:] = [(about, make(about))]
        return last[0][1]

    return made
