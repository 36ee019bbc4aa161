"""A file that gets another content: whole or not at all, with the rights that it had."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path


def replace_file(file: Path, content: bytes) -> None:
    """Put a new content in the place of the old, at once; a file that was not there is made, with its folder."""
    file.parent.mkdir(parents=True, exist_ok=True)
    handle, beside = tempfile.mkstemp(dir=file.parent, prefix=".katern-")
    try:
        with os.fdopen(handle, "wb") as new:
            new.write(content)
        os.chmod(beside, file.stat().st_mode & 0o7777 if file.exists() else _usual())
        os.replace(beside, file)
    except BaseException:
        os.unlink(beside)
        raise


def _usual() -> int:
    """The rights that a new file gets here."""
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
