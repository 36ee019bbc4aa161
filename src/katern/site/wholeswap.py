"""A whole site takes the place of another in one step: beside the old one stands the new, of links to what stays, and both swap names."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterable, Mapping
from pathlib import Path

from katern.site.exchange import exchange_at_once

NEW, OLD = "site", "old"
# what a disk or a place answers that has no links, or lets nobody move the folder
_CANNOT = frozenset((
    errno.EPERM, errno.EACCES, errno.EXDEV, errno.EMLINK, errno.EBUSY, errno.EINVAL, errno.ENOSYS, errno.EOPNOTSUPP, errno.ENOTSUP,
))  # fmt: skip


def beside(folder: Path, aside: Path, paths: Iterable[str], waiting: Mapping[str, str]) -> bool:
    """Make the new site in `aside`, of files that wait there and of links to those that stay; False where it cannot be."""
    if any(entry.is_dir(follow_symlinks=False) for entry in _hidden(folder)):
        return False  # a repository, which nobody may part from its site
    new = aside / NEW
    try:
        os.mkdir(new)
        made = {""}
        for path in paths:
            _make_folder(new, path.rpartition("/")[0], made)
            os.link(waiting.get(path) or f"{folder}/{path}", f"{new}/{path}", follow_symlinks=False)
        for entry in _hidden(folder):
            os.link(entry.path, new / entry.name, follow_symlinks=False)
        if folder.is_dir():
            os.chmod(new, os.stat(folder).st_mode & 0o7777)
    except NotImplementedError:  # Windows follows every link
        return False
    except OSError as problem:
        if problem.errno in _CANNOT:
            return False
        raise
    return True


def take_place(folder: Path, aside: Path) -> bool:
    """Let the new site take the place of the old one; False, and nothing done, where the folder cannot be moved."""
    new = aside / NEW
    try:
        if not os.path.lexists(folder):
            os.rename(new, folder)
        elif not exchange_at_once(new, folder):
            os.rename(folder, aside / OLD)  # who is killed here finds it back at the next build
            os.rename(new, folder)
    except OSError as problem:
        if problem.errno in _CANNOT and os.path.lexists(folder):
            return False
        raise
    return True


def put_back(folder: Path, aside: Path) -> None:
    """The old site, where a build was killed between taking it away and putting the new one in its place."""
    if not os.path.lexists(folder) and (aside / OLD).is_dir():
        os.rename(aside / OLD, folder)


def _hidden(folder: Path) -> list[os.DirEntry[str]]:
    """What stands hidden at the top is another's: our mark, a file for a server, a repository."""
    return [entry for entry in os.scandir(folder) if entry.name.startswith(".")] if folder.is_dir() else []


def _make_folder(root: Path, folder: str, made: set[str]) -> None:
    if folder not in made:
        os.makedirs(root / folder, exist_ok=True)
        made.add(folder)
