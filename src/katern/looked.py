"""What a piece of work looks at beside what it was given, noted by name, so that it is done again when that changes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

# with the path of a page: what stands in it beside its front matter
TEXT = "text:"

_LOOKED: ContextVar[set[str] | None] = ContextVar("looked", default=None)


def look(name: str, of: str = "") -> None:
    """Note that something is looked at, if anybody wants to know."""
    looked = _LOOKED.get()
    if looked is not None:
        looked.add(f"{name}{of}")


@contextmanager
def looking() -> Iterator[set[str]]:
    """Within, what is looked at is added to the set; what stands around it hears of it too."""
    outer = _LOOKED.get()
    looked: set[str] = set()
    token = _LOOKED.set(looked)
    try:
        yield looked
    finally:
        _LOOKED.reset(token)
        if outer is not None:
            outer |= looked
