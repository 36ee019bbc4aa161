"""What is built or published can be read by the server, whatever the umask of whoever does it."""

from __future__ import annotations

import contextlib
import os
import stat
from collections.abc import Iterator
from pathlib import Path

_FILE, _FOLDER = 0o644, 0o755


def readable(top: Path) -> None:
    """Let everybody read a folder that we made and all below it; links lead to what has rights of its own."""
    grant(top)
    for folder, folders, files in os.walk(top):
        for names, rights in ((folders, _FOLDER), (files, _FILE)):
            for name in names:
                grant(Path(folder, name), rights)


@contextlib.contextmanager
def for_all() -> Iterator[None]:
    """Within, every file and folder that is made can be read by all."""
    before = os.umask(0o022)
    os.umask(before & ~_FOLDER)
    try:
        yield
    finally:
        os.umask(before)


def grant(path: Path, rights: int = _FOLDER) -> None:
    """Let everybody read a folder, or a file with the rights of one."""
    found = path.lstat().st_mode
    if not stat.S_ISLNK(found) and found & rights != rights:
        path.chmod(stat.S_IMODE(found) | rights)
