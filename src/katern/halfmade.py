"""Folders in the system's place for temporary files; what a killed process left there goes when the next one begins."""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from katern.holding import held

_PREFIX = "katern-made-"
_LOCK, _INSIDE = "held", "made"


@contextlib.contextmanager
def folder(kind: str) -> Iterator[Path]:
    """A new folder, gone afterwards; whoever finds it later sees that nobody holds it any more."""
    room = Path(tempfile.mkdtemp(prefix=f"{_PREFIX}{kind}-"))
    try:
        with held(room / _LOCK):
            inside = room / _INSIDE
            inside.mkdir()
            yield inside
    finally:
        shutil.rmtree(room, ignore_errors=True)


def remove_abandoned() -> None:
    """Remove the folders of this user that no process holds."""
    for room in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*"):
        with contextlib.suppress(OSError):
            if _is_ours(room) and _is_free(room):
                shutil.rmtree(room, ignore_errors=True)


def _is_ours(room: Path) -> bool:
    user = getattr(os, "getuid", lambda: None)()
    mine = user is None or room.lstat().st_uid == user
    # without a lock its process has only just begun
    return mine and room.is_dir() and not room.is_symlink() and (room / _LOCK).is_file()


def _is_free(room: Path) -> bool:
    with held(room / _LOCK) as free:
        return free
