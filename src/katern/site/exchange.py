"""Two names swap what they stand for, in one step where the system can."""

from __future__ import annotations

import ctypes
import os
from pathlib import Path

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2


def exchange(one: Path, other: Path) -> None:
    """Swap two paths; without Linux' renameat2 there is a moment between two renames."""
    if exchange_at_once(one, other):
        return
    aside = one.with_name(f"{one.name}-aside")
    os.rename(other, aside)
    os.rename(one, other)
    os.rename(aside, one)


def exchange_at_once(one: Path, other: Path) -> bool:
    """Swap two paths in one step; False, and nothing done, where the system or the disk has none."""
    try:
        renameat2 = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    except TypeError:  # Windows has no library without a name
        return False
    if renameat2 is None:
        return False
    done = renameat2(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _RENAME_EXCHANGE)
    return bool(done == 0)
