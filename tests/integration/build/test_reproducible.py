"""The same commit gives the same bytes, wherever and however it is built: site and booklets."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
# one processor, and folders read from back to front, as another disk may give them
ANOTHER_MACHINE = """
import os

os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
os.cpu_count = lambda: 1
_list, _scan = os.listdir, os.scandir


class Backwards:
    def __init__(self, found):
        self._found = found

    def __enter__(self):
        return self

    def __exit__(self, *_):
        pass

    def __iter__(self):
        return self._found

    def __next__(self):
        return next(self._found)

    def close(self):
        pass


def scandir(*path):
    with _scan(*path) as found:
        return Backwards(iter(sorted(found, key=lambda entry: entry.name, reverse=True)))


os.scandir = scandir
os.listdir = lambda *path: sorted(_list(*path), reverse=True)
"""
COMMITTER = {
    f"GIT_{who}_{what}": value
    for who in ("AUTHOR", "COMMITTER")
    for what, value in (("NAME", "Redactie"), ("EMAIL", "redactie@proef.example"), ("DATE", "1764000000 +0100"))
}


def build(root: Path, umask: int, environment: Mapping[str, str]) -> dict[str, bytes]:
    """The files of a site that the real command builds, without what a build is told of its moment."""
    told = {name: value for name, value in os.environ.items() if name != "SOURCE_DATE_EPOCH"}
    done = subprocess.run(
        [str(Path(sys.executable).with_name("katern")), "build", "--draft"],
        cwd=root, env={**told, **environment}, umask=umask, capture_output=True, text=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    files = (path for path in (root / "site").rglob("*") if path.is_file())
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in files}


def commit(root: Path) -> None:
    (root / ".gitignore").write_text("/site/\n/.cache/\n__pycache__/\n", encoding="utf-8")
    for arguments in (("init", "--quiet"), ("add", "--all"), ("commit", "--quiet", "--message", "Alles")):
        subprocess.run(["git", *arguments], cwd=root, env={**os.environ, **COMMITTER}, check=True)


@pytest.mark.parametrize("name", ["booklets", "site"])
def test_the_same_commit_is_the_same_bytes(name, tmp_path):
    here = shutil.copytree(ROOT / "tests/sites" / name, tmp_path / "hier")
    if name == "site":
        shutil.copytree(ROOT / "hooks", here / "hooks", ignore=shutil.ignore_patterns("__pycache__"))
    commit(here)
    there = tmp_path / "een heel andere plek" / "dáár"
    there.parent.mkdir()
    subprocess.run(["git", "clone", "--quiet", str(here), str(there)], check=True)
    for path in there.rglob("*.md"):
        os.utime(path, (1, 1))
    machine = tmp_path / "machine"
    machine.mkdir()
    (machine / "sitecustomize.py").write_text(ANOTHER_MACHINE, encoding="utf-8")
    paths = os.pathsep.join([str(machine), *filter(None, [os.environ.get("PYTHONPATH")])])
    one = build(here, 0o022, {"TZ": "UTC-14", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "1"})
    other = build(there, 0o077, {
        "TZ": "UTC+11", "LC_ALL": "C", "LANG": "tr_TR.UTF-8", "PYTHONHASHSEED": "2", "PYTHONPATH": paths,
        "HOME": str(machine), "COLUMNS": "20",
    })  # fmt: skip
    assert other == one
