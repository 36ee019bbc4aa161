"""Folders that Katern empties, fills or prunes: never one with sources, and never one that somebody else filled."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from katern.errors import KaternError
from katern.readable import for_all
from katern.saying import Said, said
from katern.shelf import TAG, TAG_TEXT

MARK = ".katern-site"
"""In every folder that a build filled; hidden, so that MkDocs leaves it and no upload of a site takes it along."""
_MARK_TEXT = "Katern builds a site in this folder, and empties it first. Put nothing here that you want to keep.\n"
DEFAULT_CACHE = ".cache/katern"
"""Where a site keeps what its builds remember, unless it says otherwise."""
# below the cache, beside a site that is half built
STORE = "store"
# and what `katern assets` brought
ASSETS = "assets"
# sites of before the mark, and what stands in a cache with or without its tag
_OLD_SITE = ("404.html", "assets/katern/katern.css")
_CACHED = frozenset(("store", "citations", "templates", "fonts", "photos", "print", ASSETS))


class NotOurs(KaternError):
    """A folder or file that Katern was told to write, and that is somebody else's."""


@dataclass(frozen=True, slots=True)
class Sources:
    """What a site is made from: its folder, and the folders and files below it or beside it that people write."""

    root: Path
    trees: tuple[Path, ...]
    files: tuple[Path, ...] = ()

    def with_trees(self, *more: Path) -> Sources:
        """The same, and other folders that must not be touched."""
        return Sources(self.root, (*self.trees, *more), self.files)


def within(path: Path, folder: Path) -> bool:
    """Whether a path is a folder or lies below it, through links and whatever the case of letters; neither need exist."""
    real, above = Path(os.path.realpath(path)), Path(os.path.realpath(folder))
    if real.is_relative_to(above):
        return True
    identity = _identity(above)
    if identity is None:  # a disk that makes no difference between A and a will not make one later
        return Path(_folded(real)).is_relative_to(_folded(above))
    return any(_identity(parent) == identity for parent in (real, *real.parents))


def refuse_sources(folder: Path, sources: Sources, wanted: Said) -> None:
    """Refuse a folder that is, holds or lies in one of the sources; `wanted` says what was to come there."""
    for holder, name in ((sources.root, said("folder", "project")), (Path.home(), said("folder", "home"))):
        if within(holder, folder):
            raise NotOurs(said("folder", "holds", what=wanted, folder=str(folder), held=name))
    for tree in sources.trees:
        if within(folder, tree) or within(tree, folder):
            shown = _shown(tree, sources.root)
            raise NotOurs(said("folder", "touches", what=wanted, folder=str(folder), tree=shown))


def refuse_foreign_site(folder: Path) -> None:
    """Refuse a folder that holds something and that no build of ours filled: a build empties it."""
    if not os.path.lexists(folder):
        return
    if not folder.is_dir():
        raise NotOurs(said("folder", "no-folder-for-site", folder=str(folder)))
    if (folder / ".katern").exists():
        raise NotOurs(said("folder", "holds-versions", folder=str(folder)))
    if _visible(folder) and not _is_ours(folder):
        raise NotOurs(said("folder", "not-ours", folder=str(folder)))


def mark_site(folder: Path) -> None:
    """Say in a folder that it is ours to empty."""
    mark = folder / MARK
    if mark.is_file() and not mark.is_symlink():  # a full disk must not take away what is there
        return
    try:
        mark.unlink(missing_ok=True)
        with for_all():
            mark.write_text(_MARK_TEXT, encoding="utf-8")
    except OSError as problem:
        reason = problem.strerror or str(problem)
        raise NotOurs(said("folder", "unmarked", folder=str(folder), reason=reason)) from problem


def refuse_cache(folder: Path, sources: Sources) -> None:
    """Refuse a folder for what builds remember where pruning it could take what is not ours."""
    refuse_sources(folder, sources, said("folder", "cache"))
    if (folder / TAG).is_file() or not os.path.lexists(folder):
        return
    if not folder.is_dir():
        raise NotOurs(said("folder", "no-folder-for-cache", folder=str(folder)))
    strange = [name for name in _visible(folder) if name not in _CACHED and not name.startswith("site-")]
    if strange:
        raise NotOurs(said("folder", "strange-in-cache", folder=str(folder), name=strange[0]))


def claim_cache(folder: Path) -> Path | None:
    """The folder, made and tagged; None where that cannot be done."""
    tag = folder / TAG
    try:
        if not tag.is_file():
            folder.mkdir(parents=True, exist_ok=True)
            tag.write_bytes(TAG_TEXT)
    except OSError:
        return None
    return folder if os.access(folder, os.W_OK) else None


def refuse_source_file(file: Path, sources: Sources, tracked: Iterable[str] = ()) -> None:
    """Refuse to write a report over a source; `tracked` are the files at that path that version control knows."""
    ours = any(within(file, tree) for tree in sources.trees) or any(within(file, other) for other in sources.files)
    if ours or any(tracked):
        raise NotOurs(said("folder", "source-file", file=str(file)))


def _is_ours(folder: Path) -> bool:
    marked = (folder / MARK).is_file() and not (folder / MARK).is_symlink()
    return marked or all((folder / name).is_file() for name in _OLD_SITE)


def _visible(folder: Path) -> list[str]:
    """What a build would remove: MkDocs leaves hidden files, such as those of a repository."""
    return sorted(name for name in os.listdir(folder) if not name.startswith(".")) if folder.is_dir() else []


def _identity(path: Path) -> tuple[int, int] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def _folded(path: Path) -> str:
    return unicodedata.normalize("NFC", str(path)).casefold()


def _shown(tree: Path, root: Path) -> str:
    return tree.relative_to(root).as_posix() if tree.is_relative_to(root) else str(tree)
