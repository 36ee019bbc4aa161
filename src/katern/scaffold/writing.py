"""Files that are new, written all or not at all, in a place that was empty."""

from __future__ import annotations

import errno
import os
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

# what a disk says that gives no file two names
_NO_LINKS = (errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK)


def write_new(root: Path, files: Mapping[str, str | bytes]) -> None:
    """Write files below a folder, which is made where it is not there; FileExistsError where one of them is."""
    for path in files:
        if os.path.lexists(root / path):
            raise FileExistsError(17, os.strerror(17), str(root / path))
    above = next(folder for folder in (root, *root.parents) if folder.is_dir())
    beside = Path(tempfile.mkdtemp(dir=above, prefix=".katern-new-"))
    made: list[Path] = []
    try:
        for path, text in files.items():
            file = beside / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(text if isinstance(text, bytes) else text.encode())
        for path in files:
            file = root / path
            for folder in reversed([one for one in file.parents if not one.exists()]):
                folder.mkdir()
                made.append(folder)
            _put(beside / path, file)
            made.append(file)
    except BaseException:
        for one in reversed(made):
            one.rmdir() if one.is_dir() else one.unlink()
        raise
    finally:
        shutil.rmtree(beside)


def _put(made: Path, file: Path) -> None:
    """Give a file its place; unlike a rename, this takes none away that came in between."""
    try:
        os.link(made, file)
    except OSError as problem:
        if problem.errno not in _NO_LINKS:
            raise
        with file.open("xb") as new:
            new.write(made.read_bytes())
