"""Texts that an editor holds and has not saved: whoever reads a file in this process gets them in its place."""

from __future__ import annotations

import itertools
import os

_numbers = itertools.count(1)
# by its real path, what a file would hold, and which number of change that was
_held: dict[str, tuple[bytes, int]] = {}


def hold(path: str, content: bytes) -> None:
    """Let a file say this until it is dropped."""
    _held[os.path.realpath(path)] = content, next(_numbers)


def drop(path: str) -> None:
    """Let a file say what it says on the disk."""
    _held.pop(os.path.realpath(path), None)


def content_of(path: str) -> bytes | None:
    """What an editor holds of a file; None where it is as on the disk."""
    return _held[os.path.realpath(path)][0] if _held and os.path.realpath(path) in _held else None


def change_of(path: str) -> int:
    """Which change of all texts that are held this one is; 0 for a file that is as on the disk."""
    return _held[os.path.realpath(path)][1] if _held and os.path.realpath(path) in _held else 0
