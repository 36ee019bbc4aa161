"""A bound on the memory that something may take, kept by the system: what asks for more gets a MemoryError where it stands."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path

try:
    import resource
except ImportError:  # Windows has no such bound for a part of a process's work
    resource = None  # type: ignore[assignment]

# in pages: all, resident, shared, text, library, data and stack, dirty
_STATE = Path("/proc/self/statm")
_DATA = 5


@contextlib.contextmanager
def no_more_than(more: int) -> Iterator[None]:
    """Within, this process gets so many bytes more than it has, and what it starts no more than that; on Linux alone."""
    now = _held()
    if resource is None or now is None:
        yield
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_DATA)
    wanted = now + more
    for most in (soft, hard):
        wanted = wanted if most == resource.RLIM_INFINITY else min(wanted, most)
    resource.setrlimit(resource.RLIMIT_DATA, (wanted, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_DATA, (soft, hard))


def _held() -> int | None:
    """The bytes of data that this process has; None where the system does not say."""
    try:
        return int(_STATE.read_bytes().split()[_DATA]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, AttributeError):
        return None
