"""A release that is cut off anywhere: readers get the state before or the state after, and the next release mends the rest.

A child process is killed before each file operation in turn, each operation fails in turn, and each write stops half-way,
by a kill and by a full disk.
"""

from __future__ import annotations

import errno
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from katern.publish.folder import FolderTarget
from katern.publish.refusals import TargetUnusable
from katern.publish.rollback import lead

from .conftest import SITE, Publish, read_tree

_OPERATIONS = frozenset(
    ("open", "os.rename", "os.mkdir", "os.symlink", "os.remove", "os.rmdir", "shutil.rmtree", "ctypes.dlsym")
)
Act = Callable[[Path, Publish], None]
Reached = Callable[[], bool]
Break = Callable[[int], Reached]
_NOT_REACHED = 3
_MEMORY = Path("/dev/shm")  # faster than a disk, where there is one


def nothing(tree: Path, put: Publish) -> None:
    tree.mkdir()


def one_version(tree: Path, put: Publish) -> None:
    put(FolderTarget(tree), "2025.1", "eerste", pages=("", "een/", "weg/"))


def version_and_draft(tree: Path, put: Publish) -> None:
    one_version(tree, put)
    put(FolderTarget(tree), "concept", "oud concept", alias="")


def tree_of_mike(tree: Path, put: Publish) -> None:
    for name in ("1.0", "actueel"):
        (tree / name).mkdir(parents=True)
        (tree / name / "index.html").write_text(name)
    (tree / "versions.json").write_text('[{"version": "1.0", "title": "1.0", "aliases": ["actueel"]}]')
    (tree / "index.html").write_text("naar actueel")


def tree_of_mike_with_links(tree: Path, put: Publish) -> None:
    (tree / "1.0").mkdir(parents=True)
    (tree / "1.0/index.html").write_text("1.0")
    (tree / "actueel").symlink_to("1.0")
    (tree / "versions.json").write_text('[{"version": "1.0", "title": "1.0", "aliases": ["actueel"]}]')
    (tree / "index.html").write_text("naar actueel")


def two_versions(tree: Path, put: Publish) -> None:
    put(FolderTarget(tree), "2025.1", "eerste", pages=("", "een/", "weg/"), alias="studiedag")
    put(FolderTarget(tree), "2026.1", "tweede")


def lead_back(tree: Path, put: Publish) -> None:
    lead(FolderTarget(tree), SITE, {"actueel": "2025.1", "studiedag": "", "proef": "2026.1"})


def release_of(version: str) -> Act:
    def act(tree: Path, put: Publish) -> None:
        put(FolderTarget(tree), version, "nieuw")

    act.__name__ = version
    return act


def kill_before(number: int) -> Reached:
    """End this process before its operation of that number."""
    return _at(number, lambda: os._exit(9))


def fail_at(number: int) -> Reached:
    """Let the operation of that number fail."""

    def fail() -> None:
        raise OSError(errno.EIO, "Input/output error")

    return _at(number, fail)


def _at(number: int, act: Callable[[], None]) -> Reached:
    seen = 0

    def hook(event: str, arguments: tuple[object, ...]) -> None:
        nonlocal seen
        if event not in _OPERATIONS or (event == "open" and not _is_write(arguments)):
            return
        seen += 1
        if seen == number:
            act()

    sys.addaudithook(hook)
    return lambda: seen >= number


def _is_write(arguments: tuple[object, ...]) -> bool:
    flags = arguments[2]
    return isinstance(flags, int) and bool(flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT))


def kill_in_write(number: int) -> Reached:
    """End this process when half of its write of that number is done."""
    return _in_write(number, lambda: os._exit(9))


def fill_disk(number: int) -> Reached:
    """No room is left from half of the write of that number on."""

    def fail() -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    return _in_write(number, fail, lasting=True)


def _in_write(number: int, act: Callable[[], None], lasting: bool = False) -> Reached:
    whole = Path.write_bytes
    seen = 0

    def write(self: Path, content: bytes) -> int:
        nonlocal seen
        seen += 1
        if seen == number or (lasting and seen > number):
            whole(self, content[: len(content) // 2])
            act()
        return whole(self, content)

    Path.write_bytes = write  # type: ignore[method-assign,assignment]
    return lambda: seen >= number


def in_child(work: Callable[[], int]) -> int:
    """Do work in a process of its own; its exit code, 1 where it raised."""
    child = os.fork()
    if child == 0:
        try:
            os._exit(work())
        except BaseException:
            os._exit(1)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def without_new(view: dict[str, bytes], version: str, before: dict[str, bytes]) -> dict[str, bytes]:
    """Of the state before: nothing leads to the new version yet, so its folder does not count."""
    return {path: content for path, content in view.items() if not path.startswith(f"{version}/") or path in before}


def test_a_full_disk_is_told_in_a_sentence(
    tmp_path: Path, put: Publish, monkeypatch: pytest.MonkeyPatch, refused
) -> None:
    (tmp_path / "boom").mkdir()
    one_version(tmp_path / "boom", put)

    def fail(self: Path, content: bytes) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", fail)
    with refused(TargetUnusable, r"No space left on device.*lezers zien een hele versie"):
        put(FolderTarget(tmp_path / "boom"), "2026.1")


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """A folder for many small trees."""
    if not _MEMORY.is_dir():
        yield tmp_path
        return
    with tempfile.TemporaryDirectory(dir=_MEMORY) as made:
        yield Path(made)


@pytest.mark.parametrize(
    ("start", "act", "breaking"),
    [
        (nothing, release_of("2026.1"), kill_before),
        (one_version, release_of("2026.1"), kill_before),
        (one_version, release_of("2026.1"), fail_at),
        (one_version, release_of("2026.1"), kill_in_write),
        (one_version, release_of("2026.1"), fill_disk),
        (version_and_draft, release_of("concept"), kill_before),
        (two_versions, lead_back, kill_before),
        (tree_of_mike, release_of("2026.1"), kill_before),
        (tree_of_mike, release_of("2026.1"), fill_disk),
        (tree_of_mike_with_links, release_of("2026.1"), kill_before),
    ],
    ids=lambda value: getattr(value, "__name__", value),
)
def test_cut_off_anywhere(folder: Path, put: Publish, monkeypatch: pytest.MonkeyPatch, start: Act, act: Act, breaking: Break) -> None:  # fmt: skip
    monkeypatch.setattr(os, "sync", lambda: None)  # it is the process that dies here, not the machine
    origin, after_tree = folder / "begin", folder / "na"
    start(origin, put)
    before = read_tree(origin)
    shutil.copytree(origin, after_tree, symlinks=True)
    act(after_tree, put)
    after = read_tree(after_tree)
    version = act.__name__
    points = 0
    while True:
        points += 1
        tree = folder / f"punt-{points}"
        shutil.copytree(origin, tree, symlinks=True)

        def cut_off(tree: Path = tree, number: int = points) -> int:
            reached = breaking(number)
            act(tree, put)
            return 0 if reached() else _NOT_REACHED

        code = in_child(cut_off)
        view = read_tree(tree)
        whole = view == after
        assert whole or without_new(view, version, before) == before, (
            f"punt {points}: {sorted(view.items() ^ after.items())[:3]}"
        )
        if whole and version != "concept":  # the next release of it finds it published, and only cleans up
            with FolderTarget(tree).lock():
                pass
        else:
            act(tree, put)
        assert read_tree(tree) == after, f"na punt {points}"
        hidden = [path.name.partition("-")[0] for path in sorted((tree / ".katern").iterdir())]
        assert sorted(hidden) == sorted(
            ["live", "lock", "state"] + (["concept"] if (tree / "concept").exists() else [])
        )
        shutil.rmtree(tree)
        if code == _NOT_REACHED:
            break
    assert points > (80 if breaking in (kill_before, fail_at) else 20)
