"""What is published can be read by the server, whatever the umask of whoever publishes."""

from __future__ import annotations

import os
import stat
from pathlib import Path

_FILE, _FOLDER = 0o644, 0o755


def readable(top: Path) -> None:
    """Let everybody read a folder that we made and all below it; links lead to what has rights of its own."""
    grant(top)
    for folder, folders, files in os.walk(top):
        for names, rights in ((folders, _FOLDER), (files, _FILE)):
            for name in names:
                grant(Path(folder, name), rights)


def grant(path: Path, rights: int = _FOLDER) -> None:
    """Let everybody read a folder, or a file with the rights of one."""
    found = path.lstat().st_mode
    if not stat.S_ISLNK(found) and found & rights != rights:
        path.chmod(stat.S_IMODE(found) | rights)
