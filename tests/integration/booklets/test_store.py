"""A store that lost something: the next build is the same, byte for byte, as one without a store."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from .conftest import Built


def _flip(path: Path) -> None:
    content = path.read_bytes()
    path.write_bytes(content[:-1] + bytes([content[-1] ^ 1]))


DAMAGES: tuple[Callable[[Path], object], ...] = (
    lambda path: path.unlink(),
    lambda path: path.write_bytes(path.read_bytes()[: path.stat().st_size // 2]),
    _flip,
    lambda path: path.write_bytes(b""),
)


@pytest.fixture(scope="module")
def damaged(copied, run) -> Built:
    """A site of our own to build over and over, with its store full."""
    root = copied("booklets")
    return Built(root, run("build", cwd=root))


def contents(root: Path) -> dict[str, str]:
    files = (path for path in (root / "site").rglob("*") if path.is_file())
    return {path.relative_to(root).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def entries(root: Path) -> list[Path]:
    return sorted(path for path in (root / ".cache/katern/store").glob("*/*") if path.is_file())


@pytest.mark.parametrize("turn", range(len(DAMAGES)))
def test_whatever_is_damaged_the_next_build_is_a_cold_build(built, damaged, run, turn):
    """In four turns each file is damaged in each way, so that memos meet booklets that are gone and the other way round."""
    kept = entries(damaged.root)
    assert {path.parent.name for path in kept} == {
        "bibliography",
        "booklet",
        "build",
        "citations",
        "data",
        "document",
        "notes",
        "photo",
        "template",
        "text",
        "thumbnail",
    }
    for number, path in enumerate(kept):
        DAMAGES[(number + turn) % len(DAMAGES)](path)
    done = run("build", cwd=damaged.root)
    assert (done.returncode, done.stdout.splitlines()[-1]) == (0, "16 bestanden in boekjes/, waarvan 16 nieuw gemaakt")
    assert contents(damaged.root) == contents(built.root)
    assert entries(damaged.root) == kept


@pytest.mark.parametrize(("step", "fresh"), [("booklet", 16), ("document", 0), ("citations", 0), ("template", 0)])
def test_whatever_step_is_lost_the_next_build_is_a_cold_build(built, damaged, run, step, fresh):
    store = damaged.root / ".cache/katern/store"
    shutil.rmtree(store / step)
    shutil.rmtree(store / "build")  # else the site, which is whole, is known as the last build
    done = run("build", cwd=damaged.root)
    assert (done.returncode, done.stdout.splitlines()[-1]) == (
        0,
        f"16 bestanden in boekjes/, waarvan {fresh} nieuw gemaakt",
    )
    assert contents(damaged.root) == contents(built.root)


def test_a_cache_that_cannot_be_made_is_told_in_a_sentence_and_changes_nothing(built, copied, run):
    root = copied("booklets")
    (root / ".cache").write_text("geen map", encoding="utf-8")
    done = run("build", cwd=root)
    assert done.returncode == 0
    said = [line for line in done.stderr.splitlines() if not line.startswith("[")]
    assert said == [
        f"In de map {root.resolve()}/.cache/katern/store is niets te bewaren (Not a directory); Katern bouwt verder zonder."
    ]
    assert contents(root) == contents(built.root)
