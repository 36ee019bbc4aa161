"""What changed follows from two looks at the disk, whatever an editor did to it."""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from katern.preview.watching import Places, Watch, differences


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "docs/deel").mkdir(parents=True)
    (tmp_path / "docs/a.md").write_text("een", encoding="utf-8")
    (tmp_path / "docs/deel/b.md").write_text("een", encoding="utf-8")
    (tmp_path / "mkdocs.yml").write_text("site_name: P", encoding="utf-8")
    return tmp_path


def places(root: Path) -> Places:
    return Places((root / "docs", root / "toolkits"), (root / "mkdocs.yml",), (root / "docs/gemaakt",))


@pytest.fixture
def watch(root: Path) -> Iterator[Watch]:
    made = Watch(places(root))
    made.start()
    yield made
    made.stop()


def by_rename(root: Path) -> None:
    (root / "docs/.a.md.swp").write_text("twee", encoding="utf-8")
    os.replace(root / "docs/.a.md.swp", root / "docs/a.md")


def new_tree(root: Path) -> None:
    (root / "toolkits/t").mkdir(parents=True)
    (root / "toolkits/t/index.md").write_text("nieuw", encoding="utf-8")


def away_and_back(root: Path) -> None:
    shutil.rmtree(root / "docs")
    (root / "docs").mkdir()
    (root / "docs/a.md").write_text("terug", encoding="utf-8")


CHANGES: dict[str, tuple[Callable[[Path], object], set[str]]] = {
    "written in place": (lambda root: (root / "docs/a.md").write_text("twee", encoding="utf-8"), {"docs/a.md"}),
    "put in the place of the old": (by_rename, {"docs/a.md"}),
    "new": (lambda root: (root / "docs/c.md").write_text("x", encoding="utf-8"), {"docs/c.md"}),
    "gone": (lambda root: (root / "docs/a.md").unlink(), {"docs/a.md"}),
    "another name": (lambda root: (root / "docs/a.md").rename(root / "docs/z.md"), {"docs/a.md", "docs/z.md"}),
    "a folder gone": (lambda root: shutil.rmtree(root / "docs/deel"), {"docs/deel/b.md"}),
    "a folder moved": (
        lambda root: (root / "docs/deel").rename(root / "docs/stuk"),
        {"docs/deel/b.md", "docs/stuk/b.md"},
    ),
    "a tree that was not there": (new_tree, {"toolkits/t/index.md"}),
    "a tree made anew": (away_and_back, {"docs/a.md", "docs/deel/b.md"}),
    "the settings": (lambda root: (root / "mkdocs.yml").write_text("x", encoding="utf-8"), {"mkdocs.yml"}),
}


def all_changes(watch: Watch, root: Path, wanted: set[str]) -> set[str]:
    """What the watch tells, until all that is wanted was told."""
    told: set[str] = set()
    while not wanted <= told:
        changed = watch.wait()
        assert changed
        told |= {path.relative_to(root).as_posix() for path in changed}
    return told


@pytest.mark.parametrize("name", CHANGES)
def test_each_way_of_changing_is_seen(name, root, watch):
    change, wanted = CHANGES[name]
    change(root)
    assert all_changes(watch, root, wanted) == wanted


def test_a_change_in_a_folder_that_came_later_is_seen(root, watch):
    new_tree(root)
    all_changes(watch, root, {"toolkits/t/index.md"})
    (root / "toolkits/t/index.md").write_text("anders", encoding="utf-8")
    assert all_changes(watch, root, {"toolkits/t/index.md"}) == {"toolkits/t/index.md"}


def test_a_burst_is_one_change(root):
    watch = Watch(places(root), quiet=2)
    watch.start()
    for number in range(50):
        (root / f"docs/{number}.md").write_text("x", encoding="utf-8")
    assert watch.wait() == {root / f"docs/{number}.md" for number in range(50)}
    watch.stop()


def test_what_is_hidden_or_ignored_or_read_is_no_change(root, watch):
    (root / "docs/gemaakt").mkdir()
    for name in ("docs/.verborgen", "docs/gemaakt/x.html", "elders.md"):
        (root / name).write_text("x", encoding="utf-8")
    (root / "docs/__pycache__").mkdir()
    (root / "docs/__pycache__/m.pyc").write_bytes(b"x")
    (root / "docs/a.md").read_text(encoding="utf-8")
    (root / "docs/deel/b.md").write_text("twee", encoding="utf-8")
    assert watch.wait() == {root / "docs/deel/b.md"}


def test_without_word_of_the_system_it_looks_by_itself(root, monkeypatch):
    told: list[bool] = []

    def refuse(*values: object, **named: object) -> None:
        raise OSError(28, "no more watches")

    monkeypatch.setattr("watchdog.observers.api.BaseObserver.schedule", refuse)
    watch = Watch(places(root), lambda: told.append(True))
    (root / "docs/a.md").write_text("veel meer", encoding="utf-8")
    assert watch.wait() == {root / "docs/a.md"}
    assert told == [True]
    watch.stop()


def test_who_waits_is_let_go(root, watch):
    found: list[object] = []
    waiting = threading.Thread(target=lambda: found.append(watch.wait()))
    waiting.start()
    watch.stop()
    waiting.join(timeout=60)
    assert found == [None]


def test_other_places_bring_no_changes_and_lose_none(root, watch):
    (root / "docs/a.md").write_text("voor het verhuizen", encoding="utf-8")
    (root / "overrides").mkdir()
    (root / "overrides/main.html").write_text("x", encoding="utf-8")
    watch.look_at(Places((root / "docs", root / "overrides")))
    assert all_changes(watch, root, {"docs/a.md"}) == {"docs/a.md"}
    (root / "overrides/main.html").write_text("anders", encoding="utf-8")
    assert all_changes(watch, root, {"overrides/main.html"}) == {"overrides/main.html"}


def test_a_link_to_a_folder_above_it_is_looked_at_once(root):
    (root / "docs/rond").symlink_to(root / "docs", target_is_directory=True)
    (root / "docs/nergens.md").symlink_to(root / "weg.md")
    assert {path.relative_to(root).as_posix() for path in places(root).look()} == {
        "docs/a.md",
        "docs/deel/b.md",
        "mkdocs.yml",
    }


def test_differences_are_what_is_new_gone_or_other():
    one, two, three = Path("een"), Path("twee"), Path("drie")
    assert differences({one: (1, 1, 1), two: (1, 1, 1)}, {one: (1, 1, 2), three: (1, 1, 1)}) == {one, two, three}
    assert differences({one: (1, 1, 1)}, {one: (1, 1, 1)}) == frozenset()
