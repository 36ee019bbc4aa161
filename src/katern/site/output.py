"""Writing a site: only what changed, all of it beside the old site first, so that a full disk leaves the old one whole."""

from __future__ import annotations

import contextlib
import glob
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from katern.errors import NotBuilt
from katern.filestate import hash_of
from katern.readable import for_all
from katern.saying import said
from katern.site.standing import Made, Standing
from katern.site.wholeswap import NEW, beside, put_back, take_place

_HALF = "katern-"
_UNKNOWN = Made("")


class Output:
    """The files of one build; `close` puts what is new in its place and removes what is no longer made.

    `at_once` lets the whole site change in one step, where the disk can; else file by file.
    """

    def __init__(self, folder: Path, standing: Standing | None = None, at_once: bool = True) -> None:
        self.folder = folder
        self._at_once = at_once
        self._folder = str(folder)
        self._standing = standing
        self._noted: list[tuple[str, str, Made]] = []
        self._made: set[str] = set()
        self._left: set[str] = set()
        self._aside: str | None = None
        # paths of the site, in the order of their names in the folder aside
        self._waiting: list[str] = []
        # files that were put in their place or removed, in that order
        self.changed: list[str] = []
        # from the first rename to the last file that goes: the site is neither the old one nor the new one
        self.placing = False

    def know(self, standing: Standing) -> None:
        """Files of earlier builds that need not be written again."""
        self._standing = standing

    def stands(self, path: str, digest: str) -> bool:
        """Whether a file stands there already that was made of this; then there is nothing to write."""
        if self._standing is None or not self._standing.holds(path, digest):
            return False
        self._made.add(path)
        return True

    def write(self, path: str, content: bytes, made: Made = _UNKNOWN) -> None:
        """A file of the site, at a path relative to its folder, and what it was made of."""
        self._made.add(path)
        if path not in self._left and made.digest:
            self._noted.append((path, hash_of(content), made))
        if path not in self._left and _content(f"{self._folder}/{path}", len(content)) != content:
            self._put(path, content)

    def copy(self, path: str, source: str) -> None:
        """A file of the site that stands elsewhere."""
        self._made.add(path)
        if not _same(source, f"{self._folder}/{path}"):
            with open(source, "rb") as file:
                self._put(path, file.read())

    def leave(self, path: str) -> bool:
        """Let a file of the site stand as it is, whatever is written to it; whether there is one."""
        if os.path.isfile(f"{self._folder}/{path}"):
            self._left.add(path)
        return path in self._left

    def _put(self, path: str, content: bytes) -> None:
        # one folder for all: to make and remove a thousand takes longer than to write what is in them
        with for_all(), open(f"{self._beside()}/{len(self._waiting)}", "wb") as file:
            file.write(content)
        self._waiting.append(path)

    def _beside(self) -> str:
        """A folder on the disk of the site, in which what is new waits."""
        if self._aside is None:
            parent = os.path.dirname(os.path.realpath(self._folder))
            os.makedirs(parent, exist_ok=True)
            self._aside = tempfile.mkdtemp(prefix=f".{os.path.basename(self._folder)}-{_HALF}", dir=parent)
        return self._aside

    @for_all()
    def place(self) -> None:
        """Put what is new in its place; folders come first, since a full disk can refuse those and no rename."""
        if self._waiting:
            os.makedirs(self._folder, exist_ok=True)
        for folder in sorted({os.path.dirname(path) for path in self._waiting}):
            with contextlib.suppress(FileExistsError, NotADirectoryError):  # a file in the way goes with its rename
                os.makedirs(f"{self._folder}/{folder}", exist_ok=True)
        self.placing = True
        for number, path in enumerate(self._waiting):
            made, target = f"{self._aside}/{number}", f"{self._folder}/{path}"
            if os.path.isdir(target) and not os.path.islink(target):
                shutil.rmtree(target)
            try:
                os.replace(made, target)
            except (FileNotFoundError, NotADirectoryError):
                _make_folder(self._folder, os.path.dirname(path))
                os.replace(made, target)
            self.changed.append(path)
        self._waiting.clear()
        self.placing = False
        self.drop()

    @for_all()
    def close(self) -> int:
        """Put everything in its place, and remove what is no longer made; the number of files that were made or renewed."""
        if self._at_once and self._swap():
            return self._swapped()
        self.place()
        self.placing = True
        if self._standing is not None:
            self._standing.note(self._noted)
        made = len(self.changed)
        self._remove_others()
        self.placing = False
        return made

    def _swap(self) -> bool:
        """Let the new site take the place of the old one in one step; False, and nothing done, where that cannot be."""
        others = list(self._others())
        if not self._waiting and not others:
            return False
        real, aside = Path(os.path.realpath(self._folder)), Path(self._beside())
        waiting = {path: f"{aside}/{number}" for number, path in enumerate(self._waiting)}
        if not (beside(real, aside, self._made, waiting) and take_place(real, aside)):
            shutil.rmtree(aside / NEW, ignore_errors=True)
            return False
        self.changed += [*self._waiting, *others]
        return True

    def _swapped(self) -> int:
        made = len(self._waiting)
        self._waiting.clear()
        self.drop()  # before files are looked at: their number of links changes
        if self._standing is not None:
            self._standing.renew(self._made)
            self._standing.note(self._noted)
        return made

    def drop(self) -> None:
        """Forget what was written; the old site stays as it was."""
        if self._aside is not None:
            shutil.rmtree(self._aside, ignore_errors=True)
            self._aside = None

    def _others(self) -> Iterator[str]:
        """What no build makes any more; hidden files at the top are another's (a repository, our mark)."""
        for folder, folders, files in os.walk(self._folder, topdown=True):
            here = os.path.relpath(folder, self._folder).replace(os.sep, "/")
            if here == ".":
                folders[:] = [name for name in folders if not name.startswith(".")]
                files = [name for name in files if not name.startswith(".")]
            for name in files:
                path = name if here == "." else f"{here}/{name}"
                if path not in self._made:
                    yield path

    def _remove_others(self) -> None:
        for path in list(self._others()):
            os.unlink(f"{self._folder}/{path}")
            self.changed.append(path)
        _remove_empty(self._folder)


@contextlib.contextmanager
def kept_whole(output: Output) -> Iterator[None]:
    """Within, a disk that is full or fails stops the build in a sentence, and what was half made goes."""
    try:
        yield
    except OSError as problem:
        reason = problem.strerror or str(problem)
        if not output.placing:
            output.drop()
            with contextlib.suppress(OSError):
                _remove_empty(str(output.folder))
            raise NotBuilt(said("building", "nothing-changed", folder=str(output.folder), reason=reason)) from problem
        raise NotBuilt(said("building", "half-renewed", folder=str(output.folder), reason=reason)) from problem
    finally:
        output.drop()


def _remove_empty(root: str) -> None:
    for folder, folders, files in os.walk(root, topdown=False):
        hidden = os.path.relpath(folder, root).startswith(".") and folder != root
        if (
            folder != root
            and not hidden
            and not files
            and not any(os.path.isdir(os.path.join(folder, name)) for name in folders)
        ):
            os.rmdir(folder)


def _make_folder(root: str, folder: str) -> None:
    """A folder of the site, also where a file of that name stood."""
    path = root
    for part in folder.split("/") if folder else ():
        path = f"{path}/{part}"
        if os.path.lexists(path) and not os.path.isdir(path):
            os.unlink(path)
    os.makedirs(f"{root}/{folder}" if folder else root, exist_ok=True)


def _content(path: str, size: int) -> bytes | None:
    """What stands at a path, where it may be the same: a file of another size is not read."""
    try:
        if os.stat(path).st_size != size:
            return None
        with open(path, "rb") as file:
            return file.read()
    except OSError:
        return None


def _same(source: str, target: str) -> bool:
    try:
        one, other = os.stat(source), os.stat(target)
        if one.st_size != other.st_size:
            return False
        with open(source, "rb") as file:
            return _content(target, one.st_size) == file.read()
    except OSError:
        return False


def remove_leftovers(folder: Path) -> None:
    """What a build that was killed left beside a site; the site itself comes back, where it was taken away."""
    folder = Path(os.path.realpath(folder))
    for aside in _below(folder.parent, f".{folder.name}-{_HALF}"):
        put_back(folder, aside)
    remove_below(folder.parent, f".{folder.name}-{_HALF}")


def remove_below(folder: Path, prefix: str) -> None:
    """The folders directly in a folder whose names begin so."""
    for path in _below(folder, prefix):
        shutil.rmtree(path, ignore_errors=True)


def _below(folder: Path, prefix: str) -> list[Path]:
    found = folder.glob(f"{glob.escape(prefix)}*")
    return [path for path in found if path.is_dir() and not path.is_symlink()]
