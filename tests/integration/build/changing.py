"""A small site of which one thing changes at a time: what can change, and what was made anew for it."""

from __future__ import annotations

import importlib.metadata
import json
import os
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pypandoc

import katern
from katern.print.typeset import TEMPLATES

SITES = Path(__file__).parents[2] / "sites"
EPOCH = "1764000000"
# a seal stands before the content of each entry of the store
_SEAL = len(b"katern-store\n") + 32
Edit = Callable[[Path], object]
# the environment of a build in which something of the machine is another; its files stand in the folder
World = Callable[[Path], Mapping[str, str]]


@dataclass(frozen=True)
class Change:
    """What changes, and of each step of the store how many entries are made anew for it (-1: all that there are).

    `before` is done first, and built: what is then changed must have been there.
    """

    name: str
    edit: Edit
    made: Mapping[str, int] = field(default_factory=dict)
    world: World = lambda folder: {}
    before: Edit | None = None


# --- edits


def nothing(root: Path) -> None:
    pass


def replaced(path: str, old: str, new: str) -> Edit:
    def edit(root: Path) -> None:
        content = (root / path).read_text(encoding="utf-8")
        assert old in content
        (root / path).write_text(content.replace(old, new), encoding="utf-8")

    return edit


def written(path: str, content: str | bytes) -> Edit:
    def edit(root: Path) -> None:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(content if isinstance(content, bytes) else content.encode())

    return edit


def added(path: str, text: str) -> Edit:
    """More at the end of a file."""

    def edit(root: Path) -> None:
        with (root / path).open("a", encoding="utf-8") as file:
            file.write(text)

    return edit


def removed(path: str) -> Edit:
    return lambda root: (root / path).unlink()


def renamed(path: str, to: str) -> Edit:
    return lambda root: (root / path).rename(root / to)


def own_measures(value: str) -> Edit:
    """Katern's measures of booklets with another colour, in the place of its own."""

    def edit(root: Path) -> None:
        ours = (TEMPLATES / "style.typ").read_text(encoding="utf-8")
        assert "#0f4c5c" in ours
        written("overrides/print/style.typ", ours.replace("#0f4c5c", value))(root)

    return edit


# --- worlds


def moment(epoch: str) -> World:
    return lambda folder: {"SOURCE_DATE_EPOCH": epoch}


def another(package: str) -> World:
    """A package that says it is another version; its code is the same."""

    def world(folder: Path) -> Mapping[str, str]:
        found = importlib.metadata.distribution(package)
        info = folder / f"{found.name.replace('-', '_')}-99.0.dist-info"
        info.mkdir()
        for name in ("METADATA", "entry_points.txt"):
            text = found.read_text(name)
            if text is not None:
                text = text.replace(f"\nVersion: {found.version}\n", "\nVersion: 99.0\n")
                (info / name).write_text(text, encoding="utf-8")
        return {"PYTHONPATH": _path(folder)}

    return world


def another_pandoc(folder: Path) -> Mapping[str, str]:
    """A pandoc of another version, that writes something else."""
    program, real = folder / "pandoc", pypandoc.get_pandoc_path()
    program.write_text(
        f'#!/bin/sh\n[ "$1" = --version ] && echo pandoc 99.0 && exit\n{real} "$@" | sed s/Taal.leren/Taal_leren/g\n',
        encoding="utf-8",
    )
    program.chmod(0o755)
    return {"PYPANDOC_PANDOC": str(program)}


def another_katern(path: str, old: str, new: str) -> World:
    """Katern with other words in one of its files."""

    def world(folder: Path) -> Mapping[str, str]:
        own = Path(katern.__file__).parent
        shutil.copytree(own, folder / "katern", ignore=shutil.ignore_patterns("__pycache__"))
        replaced(path, old, new)(folder / "katern")
        return {"PYTHONPATH": _path(folder)}

    return world


def _path(folder: Path) -> str:
    return os.pathsep.join([str(folder), *filter(None, [os.environ.get("PYTHONPATH")])])


# --- builds


def build(root: Path, environment: Mapping[str, str]) -> subprocess.Popen[str]:
    """Start the real command; warnings of what changes stop nothing."""
    return subprocess.Popen(
        [str(Path(sys.executable).with_name("katern")), "build", "--draft"],
        cwd=root,
        env={**os.environ, "SOURCE_DATE_EPOCH": EPOCH, "PYTHONUTF8": "1", **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
    )


def ended(*processes: subprocess.Popen[str]) -> None:
    for process in processes:
        said, _ = process.communicate()
        assert process.returncode == 0, said


def cold(root: Path, folder: Path) -> Path:
    """A copy of a site without anything that a build left there."""
    left = shutil.ignore_patterns("site", ".cache", "__pycache__")
    return Path(shutil.copytree(root, folder, ignore=left))


class Warm:
    """A site that was built, and that can be had again as it was then, at the same place."""

    def __init__(self, folder: Path) -> None:
        self.root = folder / "warm"
        self._kept = folder / "kept"
        shutil.copytree(SITES / "changing", self.root)
        ended(build(self.root, {}))
        self.root.rename(self._kept)

    @property
    def site(self) -> Path:
        return self.root / "site"

    def renew(self) -> None:
        shutil.rmtree(self.root, ignore_errors=True)
        shutil.copytree(self._kept, self.root)


# --- what a build left


def files(folder: Path) -> dict[str, Path]:
    return {path.relative_to(folder).as_posix(): path for path in sorted(folder.rglob("*")) if path.is_file()}


def contents(site: Path) -> dict[str, bytes]:
    return {name: path.read_bytes() for name, path in files(site).items() if name != ".katern-site"}


def places(site: Path) -> dict[str, int]:
    """Where each file lies on the disk: what is written anew lies elsewhere."""
    return {name: path.stat().st_ino for name, path in files(site).items()}


def kept(root: Path) -> dict[str, int]:
    """The store's entries, each with where it lies, and the notes that stand together in one entry."""
    found: dict[str, int] = {}
    for name, lies in places(root / ".cache/katern/store").items():
        if name.startswith("notes/"):
            notes = json.loads((root / ".cache/katern/store" / name).read_bytes()[_SEAL:])
            found |= {f"{step}/{key}": 0 for step, noted in notes.items() for key in noted}
        elif "/" in name:
            found[name] = lies
    return found


def steps(entries: Mapping[str, int]) -> Counter[str]:
    """How many entries there are of each step."""
    return Counter(name.split("/")[0] for name in entries)
