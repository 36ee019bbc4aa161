"""Where a store lies: a folder of this machine, or an address that fsspec knows; each with a mark that says it is ours."""

from __future__ import annotations

import contextlib
import os
import re
import secrets
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from katern.saying import Telling, said

MARK = ".katern-store"
TAG = "CACHEDIR.TAG"
_MARK_TEXT = b"Katern keeps here what it made, and removes what was not used for longest.\n"
# what tells programs that make backups to leave a folder out: bford.info/cachedir
TAG_TEXT = b"Signature: 8a477f597d28d172789f06886806bc55\n"
_HALF = ".half"
_DAY = 86400.0
_OURS = re.compile(r"[0-9a-f]{64}")
_HALF_MADE = re.compile(rf"[0-9a-f]{{64}}\.[0-9a-f]+{re.escape(_HALF)}")
_USER = re.compile(r"//[^/@\s]*@")
# storage without folders; asking S3 for a folder may make a bucket
_FLAT = frozenset(("s3", "s3a", "gs", "gcs", "az", "abfs", "abfss", "adl", "memory"))
# the wait for storage that does not answer must stay shorter than the work that it saves
_S3 = {"config_kwargs": {"connect_timeout": 5, "read_timeout": 20, "retries": {"max_attempts": 1}}}


class Unusable(Telling):
    """A shelf that cannot be read or written."""


@dataclass(frozen=True, slots=True, order=True)
class _Entry:
    """A file of ours and when it was last used, in seconds since 1970."""

    used: float
    name: str
    size: int


class Shelf(Protocol):
    """A place for entries by name (`step/digest`)."""

    def read(self, name: str) -> bytes | None:
        """What lies under a name, None where nothing does; Unusable where that cannot be known."""

    def write(self, name: str, content: bytes) -> None:
        """Put something under a name, whole or not at all; Unusable where that cannot be done."""

    def prune(self, size: int) -> None:
        """Remove what was not used for longest, until no more than so many bytes are left."""


@dataclass(frozen=True, slots=True)
class Folder:
    """A shelf on this machine or its network; what cannot be read there counts as absent."""

    folder: Path

    def read(self, name: str) -> bytes | None:
        """The file's content; a read makes the file one that was used."""
        path = self.folder / name
        with contextlib.suppress(OSError):
            if path.is_file():
                content = path.read_bytes()
                with contextlib.suppress(OSError):
                    os.utime(path)
                return content
        return None

    def holds(self, name: str) -> bool:
        """Whether there is a file of that name."""
        return (self.folder / name).is_file()

    def write(self, name: str, content: bytes) -> None:
        """Write beside, then rename: nobody meets half a file."""
        path = self.folder / name
        made = path.with_name(f"{path.name}.{secrets.token_hex(6)}{_HALF}")
        try:
            self._claim()
            path.parent.mkdir(exist_ok=True)
            try:
                made.write_bytes(content)
                made.replace(path)
            except OSError:
                made.unlink(missing_ok=True)
                raise
        except OSError as problem:
            reason = problem.strerror or str(problem)
            raise Unusable(said("store", "unwritable", folder=str(self.folder), reason=reason)) from problem

    def _claim(self) -> None:
        """Mark the folder as ours, unless others keep files in it."""
        mark = self.folder / MARK
        if not mark.is_file():
            self.folder.mkdir(parents=True, exist_ok=True)
            # the mark comes first, so that another build that makes the same folder finds it
            if any(self.folder.iterdir()) and not mark.is_file():
                raise Unusable(said("store", "others-in-folder", folder=str(self.folder)))
            mark.write_bytes(_MARK_TEXT)
            (self.folder / TAG).write_bytes(TAG_TEXT)

    def prune(self, size: int) -> None:
        """Only in a folder with our mark, and only files with names that we give."""
        if not (self.folder / MARK).is_file():
            return
        for name in _superfluous(self._entries(), size):
            with contextlib.suppress(OSError):
                (self.folder / name).unlink()

    def _entries(self) -> Iterator[_Entry]:
        for step in _scan(self.folder):
            for file in _scan(Path(step.path)) if step.is_dir(follow_symlinks=False) else ():
                with contextlib.suppress(OSError):  # another build may prune too
                    known = file.stat(follow_symlinks=False)
                    if _OURS.fullmatch(file.name):
                        yield _Entry(known.st_mtime, f"{step.name}/{file.name}", known.st_size)
                    elif _HALF_MADE.fullmatch(file.name) and known.st_mtime < time.time() - _DAY:
                        Path(file.path).unlink()


class Remote:
    """A shelf at an address that fsspec knows; it is not asked before it is needed."""

    def __init__(self, address: str) -> None:
        self._address = address.rstrip("/")
        self._wrote = False
        self._opened: tuple[Any, str, bool] | None = None

    def read(self, name: str) -> bytes | None:
        """The object's content."""
        with self._reachable():
            files, root, _ = self._open()
            try:
                content: bytes = files.cat_file(f"{root}/{name}")
            except FileNotFoundError:
                return None
            return content

    def read_all(self, names: Sequence[str]) -> dict[str, bytes]:
        """The content of those that are there, asked for side by side."""
        with self._reachable():
            files, root, _ = self._open()
            answers = files.cat([f"{root}/{name}" for name in names], on_error="return") if names else {}
            found = {path.removeprefix(root).strip("/"): answer for path, answer in answers.items()}
            for answer in found.values():
                if isinstance(answer, Exception) and not isinstance(answer, FileNotFoundError):
                    raise answer
            return {name: answer for name, answer in found.items() if isinstance(answer, bytes)}

    def write(self, name: str, content: bytes) -> None:
        """Put the object; the first time, see that the address is ours."""
        with self._reachable():
            if not self._wrote:
                self._claim()
            self._put(name, content)
            self._wrote = True

    def prune(self, size: int) -> None:
        """Oldest first, since storage does not tell what was read; only where this run added something."""
        if not self._wrote:
            return
        with self._reachable():
            files, root, _ = self._open()
            found = files.find(root, detail=True)
            entries = [_entry(path.removeprefix(root).strip("/"), facts) for path, facts in found.items()]
            for name in _superfluous(
                iter([entry for entry in entries if _OURS.fullmatch(entry.name.rpartition("/")[2])]), size
            ):
                with contextlib.suppress(FileNotFoundError):
                    files.rm_file(f"{root}/{name}")

    def _claim(self) -> None:
        files, root, _ = self._open()
        if files.exists(f"{root}/{MARK}"):
            return
        try:
            others = files.ls(root, detail=False)
        except FileNotFoundError:
            others = []
        if others and not files.exists(f"{root}/{MARK}"):
            raise Unusable(said("store", "others-at-address", address=_shown(self._address)))
        self._put(MARK, _MARK_TEXT)

    def _put(self, name: str, content: bytes) -> None:
        files, root, flat = self._open()
        path = f"{root}/{name}"
        if not flat:
            files.makedirs(path.rpartition("/")[0], exist_ok=True)
        files.pipe_file(path, content)

    def _open(self) -> tuple[Any, str, bool]:
        if self._opened is None:
            import fsspec  # loading it takes longer than a small build; most stores are folders

            protocol = self._address.partition("://")[0]
            more = _S3 if protocol in ("s3", "s3a") else {}
            files, root = fsspec.core.url_to_fs(self._address, use_listings_cache=False, **more)
            self._opened = files, root.rstrip("/"), protocol in _FLAT
        return self._opened

    @contextlib.contextmanager
    def _reachable(self) -> Iterator[None]:
        """Within, whatever the storage raises is Unusable: each kind has errors of its own, such as for lacking keys."""
        try:
            yield
        except Unusable:
            raise
        except Exception as problem:
            reason = _shown(str(problem).split("\n")[0] or type(problem).__name__)
            raise Unusable(said("store", "unreachable", address=_shown(self._address), reason=reason)) from problem


def _shown(address: str) -> str:
    """An address without the name and password that it may hold."""
    return _USER.sub("//", address)


def _scan(folder: Path) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as found:
            return list(found)
    except OSError:
        return []


def _superfluous(entries: Iterator[_Entry], size: int) -> Iterator[str]:
    left = size
    for entry in sorted(entries, reverse=True):
        left -= entry.size
        if left < 0:
            yield entry.name


def _entry(name: str, facts: dict[str, Any]) -> _Entry:
    made = next((facts[field] for field in ("LastModified", "created", "mtime") if facts.get(field) is not None), 0.0)
    return _Entry(made.timestamp() if hasattr(made, "timestamp") else float(made), name, int(facts.get("size") or 0))
