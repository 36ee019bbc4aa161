"""A tree in a folder: one rename of one link puts a whole release before the readers.

A version is a folder that is moved into place before anything leads to it. All entry points of a state stand together in
`.katern/state-N`; at the top are links through `.katern/live`, so that replacing that one link replaces them all at once.
Before its first rename a release writes down which version it brings: only what stands there may be taken back later.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import shutil
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from katern.publish import manifest, versions
from katern.publish.locking import locked
from katern.publish.refusals import NoLock, TargetUnusable
from katern.publish.stored import whole_or_refused
from katern.publish.target import Kind, Update
from katern.readable import grant, readable
from katern.saying import Said, said
from katern.site.exchange import exchange

HIDDEN = ".katern"
_LIVE = "live"
_JOURNAL = "journal.json"
# for the configuration of a web server: which version is current, and where an alias leads
SERVER = "server"


class FolderTarget:
    """A folder behind a web server."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._hidden = folder / HIDDEN

    @contextlib.contextmanager
    def lock(self) -> Iterator[None]:
        """Hold the tree; the system lets go of it when this process ends, however it ends."""
        try:
            made = [folder for folder in (self._hidden, *self._hidden.parents) if not folder.exists()]
            self._hidden.mkdir(parents=True, exist_ok=True)
            for folder in (*made, self._hidden):
                grant(folder)
        except OSError as problem:
            reason = problem.strerror or str(problem)
            raise TargetUnusable(said("target", "unwritable", folder=str(self._folder), reason=reason)) from problem
        with locked(self._hidden / "lock", self._folder):
            try:
                with whole_or_refused(str(self._folder)):
                    self._roll_back()
                    self._clean()
                    yield
            finally:
                with contextlib.suppress(OSError):  # what is left goes at the next release
                    self._clean()

    def break_lock(self) -> Said:
        """Refused: the system lets go of a lock when its process ends, however it ends."""
        raise NoLock(self._folder)

    def read(self, path: str) -> bytes | None:
        """A published file."""
        try:
            return (self._folder / path).read_bytes()
        except (FileNotFoundError, NotADirectoryError):
            return None

    def files(self, version: str) -> Iterable[str]:
        """The path of each file below a version's folder."""
        return manifest.files_below(self._folder / version)

    def contents(self, version: str) -> Iterator[tuple[str, bytes]]:
        """Each file below a version's folder, and what is in it."""
        for path in self.files(version):
            yield path, (self._folder / version / path).read_bytes()

    def names(self) -> Mapping[str, Kind]:
        """What stands at the top."""
        try:
            found = sorted(path for path in self._folder.iterdir() if not path.name.startswith("."))
        except (FileNotFoundError, NotADirectoryError):
            return {}
        return {path.name: "folder" if path.is_dir() else "file" if path.exists() else "dangling" for path in found}

    def mend(self) -> None:
        """Let `.katern/live` lead to the newest state again where the link is lost and the state is not."""
        states = sorted(self._hidden.glob("state-*"), key=self._number)
        if states and not (self._hidden / _LIVE).exists():
            _point(self._hidden / _LIVE, states[-1].name)

    def staging(self) -> Path:
        """A folder on the same disk, so that moving it is one rename."""
        folder = self._hidden / "staging"
        _remove(folder)
        folder.mkdir()
        return folder

    def publish(self, update: Update) -> None:
        """Move the version into place, write the new state, and switch to it."""
        number = 1 + max((self._number(path) for path in self._hidden.glob("state-*")), default=0)
        self._write_down(update)
        self._begin(update)
        if update.folder is not None:
            readable(update.folder)
        drafts: dict[str, Path] = {}
        if update.folder is not None and versions.is_number(update.version):
            self._place(update.version, update.folder)
        elif update.folder is not None:
            drafts[update.version] = self._hidden / f"{update.version}-{number}"
            os.rename(update.folder, drafts[update.version])
        state = self._hidden / f"state-{number}"
        self._write_state(state, update, drafts)
        readable(state)
        for name in sorted({path.name for path in state.iterdir()} - {SERVER}):
            self._link(name)
        for name in update.removed:  # gone with the switch, like all else
            if os.path.lexists(self._folder / name):
                self._link(name)
        if hasattr(os, "sync"):  # Windows writes through by itself
            os.sync()
        _point(self._hidden / _LIVE, state.name)
        self._unlink_dangling()
        self._clean()
        (self._hidden / _JOURNAL).unlink()

    def _write_down(self, update: Update) -> None:
        """The version that this release brings, and how to know it again."""
        digest = _fingerprint(update.folder) if update.folder is not None else ""
        fresh = self._hidden / "journal.new"
        fresh.write_bytes(json.dumps({"version": update.version, "digest": digest}).encode())
        os.replace(fresh, self._hidden / _JOURNAL)

    def _roll_back(self) -> None:
        """Take back what a release put at the top before it was cut off; one that had switched is only finished."""
        journal = self._hidden / _JOURNAL
        if not journal.is_file():
            return
        said = json.loads(journal.read_bytes())
        listed = {version.name for version in versions.read(self.read(f"{HIDDEN}/{_LIVE}/{versions.FILE}"))}
        place = self._folder / str(said["version"])
        if versions.is_number(place.name) and place.name not in listed and _fingerprint(place) == said["digest"]:
            _remove(self._hidden / "left")
            os.rename(place, self._hidden / "left")
        self._unlink_dangling()
        self._clean()
        journal.unlink()

    def _unlink_dangling(self) -> None:
        """Remove links of ours at the top that lead nowhere in the state that readers see."""
        for top in sorted(self._folder.iterdir()):
            if top.is_symlink() and not top.exists() and os.readlink(top) == f"{HIDDEN}/{_LIVE}/{top.name}":
                top.unlink()

    def _begin(self, update: Update) -> None:
        """The first time: the entry points of another tool become a state of ours, with the same content."""
        if (self._hidden / _LIVE).exists():
            return
        state = self._hidden / "state-0"
        _remove(state)
        state.mkdir()
        for name in sorted({path.split("/")[0] for path in update.entries} | {*update.aliases, *update.removed}):
            self._copy(name, state)
        readable(state)
        _point(self._hidden / _LIVE, state.name)

    def _copy(self, name: str, state: Path) -> None:
        old = self._folder / name
        ours = old.is_symlink() and os.readlink(old).startswith(f"{HIDDEN}/")
        if ours or not old.exists():
            return
        if old.is_symlink():  # mike's aliases
            (state / name).symlink_to(os.path.relpath(old.resolve(), state.resolve()))
        elif old.is_dir():
            shutil.copytree(old, state / name, symlinks=True)
        else:
            shutil.copyfile(old, state / name)

    def _place(self, version: str, folder: Path) -> None:
        """One rename; whatever stands at that address is not this release's and stays."""
        place = self._folder / version
        if os.path.lexists(place):
            raise TargetUnusable(said("target", "taken", folder=str(self._folder), version=version))
        os.rename(folder, place)

    def _write_state(self, state: Path, update: Update, drafts: dict[str, Path]) -> None:
        _remove(state)
        state.mkdir()
        for path, content in update.entries.items():
            file = state / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content)
        spoken = {path.name for path in state.iterdir()} | {SERVER, *drafts, *update.removed}
        for old in sorted((self._hidden / _LIVE).iterdir()):  # what this release does not speak of stays as it is
            if old.name not in spoken and not (old.suffix in manifest.DERIVED and old.stem in spoken):
                _carry(old, state / old.name)
        for name, folder in drafts.items():
            (state / name).symlink_to(f"../{folder.name}")
        server = state / SERVER
        (server / "current").mkdir(parents=True)
        (server / "current" / update.current).write_bytes(b"")
        (server / "alias").mkdir()
        for alias, version in sorted({**update.aliases, "": update.current}.items()):
            (server / "alias" / (alias or "_root")).symlink_to(f"../../../../{version}")

    def _link(self, name: str) -> None:
        """A link at the top, unless it is there; until the switch it leads nowhere or to what stood there."""
        top, to = self._folder / name, f"{HIDDEN}/{_LIVE}/{name}"
        if top.is_symlink() and os.readlink(top) == to:
            return
        if top.exists() and not (self._hidden / _LIVE / name).exists():
            # a name that the first state did not have: readers go on finding what stands there
            _remove(self._hidden / "taken")
            (self._hidden / "taken").mkdir()
            self._copy(name, self._hidden / "taken")
            os.rename(self._hidden / "taken" / name, self._hidden / _LIVE / name)
        fresh = self._hidden / "link"
        _remove(fresh)
        try:
            fresh.symlink_to(to)
        except OSError as problem:
            raise TargetUnusable(said("target", "no-links", folder=str(self._folder))) from problem
        if top.is_dir() and not top.is_symlink():
            exchange(fresh, top)
            _remove(self._hidden / "replaced")
            os.rename(fresh, self._hidden / "replaced")
        else:
            os.replace(fresh, top)

    def _clean(self) -> None:
        """Remove what no reader can reach: other states, other drafts, half-made folders."""
        live = self._hidden / _LIVE
        keep = {"lock", _LIVE, _JOURNAL}
        if not live.exists() and not (self._hidden / _JOURNAL).is_file():
            return  # the link is lost: what it led to is all that there is of the list
        if live.exists():
            keep.add(os.readlink(live))
            keep |= {Path(os.readlink(path)).name for path in live.iterdir() if path.is_symlink()}
        for path in sorted(self._hidden.iterdir()):
            if path.name not in keep:
                _remove(path)

    @staticmethod
    def _number(state: Path) -> int:
        return int(state.name.removeprefix("state-"))


def _fingerprint(version: Path) -> str:
    """What tells a version's folder from any other; nothing where it is none of ours."""
    file = version / manifest.FILE
    return hashlib.sha256(file.read_bytes()).hexdigest() if file.is_file() else ""


def _carry(old: Path, new: Path) -> None:
    """Copy a file, a link as it is, or a folder."""
    if old.is_dir() and not old.is_symlink():
        shutil.copytree(old, new, symlinks=True)
    else:
        shutil.copy2(old, new, follow_symlinks=False)


def _point(link: Path, to: str) -> None:
    """Let a link lead elsewhere, in one step."""
    fresh = link.with_name("link")
    _remove(fresh)
    try:
        fresh.symlink_to(to)
    except OSError as problem:
        raise TargetUnusable(said("target", "no-links", folder=str(link.parent.parent))) from problem
    os.replace(fresh, link)


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
