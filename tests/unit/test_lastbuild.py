"""A build of which nothing changed is known again; whatever changes of what it was made from or of what it made is seen."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

import pytest

from katern import lastbuild
from katern.lastbuild import Last, Noting, Order, World, last_build
from katern.store import Store
from katern.survey import FINE

TOLD = ["een vondst", "", "3 bestanden in boekjes/"]
SETTINGS = "site_name: P\nplugins:\n  - katern\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = (tmp_path / "site").resolve()
    for path, text in {
        "mkdocs.yml": SETTINGS, "docs/index.md": "tekst", "out/index.html": "<p>", "out/.katern-site": "van ons",
    }.items():  # fmt: skip
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")
    time.sleep(2 * FINE / 1e9)
    return root


def order(root: Path, **options: bool) -> Order:
    return Order.of(str(root / "mkdocs.yml"), None, **options)


def note(root: Path, asked: Order | None = None, own: Any = None, **world: Any) -> None:
    store = Store(None, local=root / ".cache/katern/store")
    places = [str(root / "docs"), str(root / "mkdocs.yml")]
    noting = Noting(store, asked or order(root), World(places, [], **world), time.time_ns(), own or Own(set()))
    noting.note(root / "out", TOLD, 7)


def test_what_was_told_is_there_as_long_as_nothing_changed(root: Path) -> None:
    assert last_build(order(root)) is None
    note(root)
    assert last_build(order(root)) == Last(str(root / "out"), 7, TOLD)
    assert last_build(order(root)) is not None


def _written(path: str) -> Callable[[Path], object]:
    return lambda root: (root / path).write_text("ander", encoding="utf-8")


@pytest.mark.parametrize(
    "change",
    [
        _written("docs/index.md"),
        _written("docs/nieuw.md"),
        _written("out/index.html"),
        _written("out/nieuw.html"),
        lambda root: (root / "docs/index.md").unlink(),
        lambda root: (root / "out/index.html").unlink(),
        lambda root: (root / "out/.katern-site").unlink(),
        lambda root: (root / "docs").rename(root / "elders"),
        lambda root: (root / "mkdocs.yml").write_text(SETTINGS + "site_url: https://x.example/\n", encoding="utf-8"),
    ],
)
def test_any_change_is_seen(root: Path, change: Callable[[Path], object]) -> None:
    note(root)
    change(root)
    assert last_build(order(root)) is None


def test_another_order_is_another_build(root: Path) -> None:
    note(root, order(root, draft=True))
    assert last_build(order(root)) is None
    assert last_build(order(root, draft=True, booklets=False)) is not None
    assert last_build(Order.of(str(root / "mkdocs.yml"), str(root / "elders"), draft=True)) is None


def test_other_tools_make_another_build(root: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    note(root)
    package = tmp_path / "packages"
    (package / "mkdocs-99.0.dist-info").mkdir(parents=True)
    monkeypatch.syspath_prepend(str(package))
    assert last_build(order(root)) is None


def test_another_pandoc_makes_another_build(root: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    note(root)
    (tmp_path / "pandoc").write_text("#!/bin/sh\n", encoding="utf-8")
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    assert last_build(order(root)) is None


def test_the_environment_counts_where_it_is_asked_for(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    note(root, names=["NAAM"])
    monkeypatch.setenv("ANDERE", "x")
    assert last_build(order(root)) is not None
    monkeypatch.setenv("NAAM", "x")
    assert last_build(order(root)) is None


def test_a_commit_or_a_version_counts_in_a_repository(root: Path) -> None:
    def git(*words: str) -> None:
        named = ["-c", "user.name=A", "-c", "user.email=a@example.org"]
        subprocess.run(["git", *named, *words], cwd=root, check=True, capture_output=True)

    git("init", "-q")
    git("commit", "-q", "--allow-empty", "-m", "een")
    note(root, git=str(root))
    assert last_build(order(root)) is not None
    git("tag", "2026.1")
    assert last_build(order(root)) is None


class Own:
    """What is known of code of a site."""

    def __init__(self, opened: set[str], can_be_compared: bool = True, asks_environment: bool = False) -> None:
        self.opened, self.can_be_compared, self.asks_environment = frozenset(opened), can_be_compared, asks_environment


def test_what_code_of_the_site_opened_counts(root: Path) -> None:
    beside = root / "cijfers.csv"
    beside.write_text("1", encoding="utf-8")
    time.sleep(2 * FINE / 1e9)
    note(root, own=Own({str(beside)}))
    assert last_build(order(root)) is not None
    beside.write_text("2", encoding="utf-8")
    assert last_build(order(root)) is None


def test_code_that_asks_for_what_nobody_can_compare_has_no_last_build(root: Path) -> None:
    note(root, own=Own(set(), can_be_compared=False))
    assert last_build(order(root)) is None


def test_code_that_may_ask_for_any_name_of_the_environment(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    note(root, own=Own(set(), asks_environment=True))
    assert last_build(order(root)) is not None
    monkeypatch.setenv("WAT_DAN_OOK", "x")
    assert last_build(order(root)) is None


def test_a_file_that_changed_while_the_site_was_built_is_not_taken_for_the_one_that_was_read(root: Path) -> None:
    store = Store(None, local=root / ".cache/katern/store")
    noting = Noting(store, order(root), World([str(root / "docs")], []), time.time_ns() - 10**10, cast(Any, Own(set())))
    noting.note(root / "out", TOLD, 7)
    assert last_build(order(root)) is None


@pytest.mark.parametrize("cache", ["''", "../elders", "[lijst]\n", "!ENV NAAM"])
def test_a_site_that_keeps_nothing_within_itself_has_no_last_build(root: Path, cache: str) -> None:
    (root / "mkdocs.yml").write_text(f"plugins:\n  - katern: {{cache: {cache}}}\n", encoding="utf-8")
    time.sleep(2 * FINE / 1e9)
    note(root)
    assert (last_build(order(root)) is None) == (cache != "[lijst]\n")


@pytest.mark.parametrize("content", [b"", b"[]", b"{}", b'{"tools": 1}', b"\x00"])
def test_a_note_that_is_none_counts_as_none(root: Path, content: bytes) -> None:
    note(root)
    asked = order(root)
    Store(None, local=root / ".cache/katern/store").keep("build", lastbuild._key(asked), content)
    assert last_build(asked) is None


def test_nothing_that_takes_its_time_is_loaded() -> None:
    loaded = "import sys, katern.cli; print(sorted({name.partition('.')[0] for name in sys.modules} & {*sys.argv[1:]}))"
    heavy = (
        "pydantic",
        "mkdocs",
        "material",
        "jinja2",
        "lxml",
        "markdown",
        "pypandoc",
        "PIL",
        "typst",
        "fsspec",
        "requests",
    )
    done = subprocess.run([sys.executable, "-c", loaded, *heavy], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
