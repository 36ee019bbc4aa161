"""Builds of a small site of which one thing changes: what was made anew for it, and what a build of nothing makes of it."""

from __future__ import annotations

import importlib.metadata
import json
import os
import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pypandoc

import katern
from katern.print.typeset import TEMPLATES

from ...commands import SURROUNDINGS, Forks

SITE = Path(__file__).parents[2] / "sites" / "changing"
STORE = ".cache/katern/store"
# written at the end of each build, whatever was made
_ALWAYS = ("notes", "build")
_LEFT = shutil.ignore_patterns("site", ".cache", "__pycache__")
Edit = Callable[[Path], object]
# the environment of a build in which something of the machine is another; its files stand in the folder
World = Callable[[Path], Mapping[str, str]]


# --- edits


def nothing(root: Path) -> None:
    pass


def replaced(path: str, old: str, new: str) -> Edit:
    def edit(root: Path) -> None:
        content = (root / path).read_text(encoding="utf-8")
        assert old in content, (path, old)
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


def touched(root: Path) -> None:
    """Every file looks younger, and none says anything else."""
    for path in root.rglob("*"):
        if path.is_file() and "site" not in path.parts and ".cache" not in path.parts:
            os.utime(path)


def each(*edits: Edit) -> Edit:
    def edit(root: Path) -> None:
        for one in edits:
            one(root)

    return edit


def own_measures(value: str) -> Edit:
    """Katern's measures of booklets with another colour, in the place of its own."""

    def edit(root: Path) -> None:
        ours = (TEMPLATES / "style.typ").read_text(encoding="utf-8")
        assert "#0f4c5c" in ours
        written("overrides/print/style.typ", ours.replace("#0f4c5c", value))(root)

    return edit


def commit(root: Path) -> None:
    """All that stands there becomes a version of git, at a moment of its own."""
    moment = {"GIT_AUTHOR_DATE": "2026-11-20T10:00:00Z", "GIT_COMMITTER_DATE": "2026-11-20T10:00:00Z"}
    who = ("-c", "user.name=Proef", "-c", "user.email=proef@example.org")
    for arguments in (("init", "-q"), ("add", "docs", "dossiers", "toolkits"), (*who, "commit", "-q", "-m", "x")):
        subprocess.run(["git", *arguments], cwd=root, env={**os.environ, **moment}, check=True)


# --- worlds


def same(folder: Path) -> Mapping[str, str]:
    return {}


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


# --- the table's rows


@dataclass(frozen=True)
class Change:
    """What changes, and what is made anew for it.

    `drawn` are the addresses of the pages that are drawn again, `made` how many entries of the store are new for each step;
    `*` stands for as many as a build of nothing makes, `=` for the pages that say something else than before. `before` is done first, and built: what then changes must have been there.
    """

    name: str
    edit: Edit
    drawn: str = ""
    made: str = ""
    booklets: bool = False
    before: Edit | None = None
    world: World = same

    @property
    def options(self) -> list[str]:
        """Warnings of what changes stop nothing."""
        return ["--draft", *([] if self.booklets else ["--no-booklets"])]


# --- builds


@dataclass(frozen=True)
class Done:
    """How a build ended, what it said of the site, and the pages that it drew."""

    code: int
    said: list[str]
    drawn: list[str]


class Machine:
    """Runs builds one after another, each as a process of its own; `seed` is that of its hashes."""

    def __init__(self, folder: Path, seed: str) -> None:
        folder.mkdir()
        self._drawn, self._says = folder / "drawn.json", [folder / "out", folder / "err"]
        self._forks = Forks(seed)

    def start(self, root: Path, options: list[str], environment: Mapping[str, str]) -> None:
        """Begin a build; `done` waits for its end."""
        surroundings = {**os.environ, **SURROUNDINGS, **environment}
        self._forks.start(root, ["build", *options], surroundings, self._says, str(self._drawn))

    def done(self) -> Done:
        code = self._forks.wait()
        said = "".join(path.read_text(encoding="utf-8") for path in self._says)
        return Done(code, _findings(said), json.loads(self._drawn.read_text(encoding="utf-8")))

    def close(self) -> None:
        self._forks.close()


def _findings(said: str) -> list[str]:
    """What was told, without how long it took and what was made anew for it."""
    progress = re.compile(r".* in site/ \(.*|.*, waarvan .*|\[\d+/\d+\] .*")
    return [line for line in said.splitlines() if not progress.fullmatch(line)]


class Warm:
    """A site that was built, and that can be had again as it was then, at the same place."""

    def __init__(self, folder: Path, machine: Machine, options: list[str]) -> None:
        self.root = folder / "warm"
        self._kept = folder / "kept"
        shutil.copytree(SITE, self.root)
        machine.start(self.root, options, {})
        assert machine.done().code == 0
        self.root.rename(self._kept)

    def renew(self) -> Path:
        """The site as it was; its path."""
        shutil.rmtree(self.root, ignore_errors=True)
        return Path(shutil.copytree(self._kept, self.root))


def cold(root: Path, folder: Path) -> Path:
    """A copy of a site without anything that a build left there."""
    return Path(shutil.copytree(root, folder, ignore=_LEFT))


# --- what a build left


def files(folder: Path) -> dict[str, Path]:
    return {path.relative_to(folder).as_posix(): path for path in sorted(folder.rglob("*")) if path.is_file()}


def contents(site: Path) -> dict[str, bytes]:
    return {name: path.read_bytes() for name, path in files(site).items() if name != ".katern-site"}


def places(site: Path) -> dict[str, int]:
    """Where each file lies on the disk: what is written anew lies elsewhere."""
    return {name: path.stat().st_ino for name, path in files(site).items()}


def entries(root: Path) -> dict[str, int]:
    """The entries of the store, each with where it lies."""
    found = places(root / STORE)
    return {name: lies for name, lies in found.items() if "/" in name and not name.startswith(_ALWAYS)}


def steps(before: Mapping[str, int], after: Mapping[str, int]) -> dict[str, int]:
    """How many entries of each step are new, or were made once more."""
    return Counter(name.split("/")[0] for name, lies in after.items() if before.get(name) != lies)


def counts(made: str, whole: Mapping[str, int]) -> dict[str, int]:
    """What a row says of the store, where `whole` is what a build of nothing made."""
    rows = (one.split(":") for one in made.split())
    return {step: whole[step] if count == "*" else int(count) for step, count in rows}
