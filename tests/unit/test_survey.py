"""How files look to a disk: whatever is done to one, it looks otherwise; what others hide is left out."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from katern.survey import COARSE, FINE, looks, newest, step_of, survey, wait_until


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("a.md", "map/b.md", "map/.verborgen.md", ".git/config", "map/__pycache__/b.pyc", "site/index.html"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("tekst", encoding="utf-8")
    return tmp_path


def names(found: dict[str, object], folder: Path) -> list[str]:
    return [Path(path).relative_to(folder).as_posix() for path in found]


def test_all_files_but_hidden_ones_and_what_is_left_out(folder: Path) -> None:
    found = survey([str(folder)], [str(folder / "site")])
    assert names(found, folder) == ["a.md", "map/b.md"]


def test_a_file_and_what_is_not_there_can_be_asked_for_too(folder: Path) -> None:
    found = survey([str(folder / "map/.verborgen.md"), str(folder / "weg.md")])
    assert [bool(one) for one in found.values()] == [True, False]


def _edit(path: Path) -> None:
    path.write_text("ander", encoding="utf-8")


def _edit_and_set_the_time_back(path: Path) -> None:
    before = path.stat().st_mtime_ns
    _edit(path)
    os.utime(path, ns=(before, before))


def _put_another_in_its_place(path: Path) -> None:
    before = path.stat().st_mtime_ns
    other = path.with_name("nieuw")
    _edit(other)
    os.utime(other, ns=(before, before))
    other.replace(path)


def _make_it_a_link(path: Path) -> None:
    path.rename(path.with_name(".echt.md"))
    path.symlink_to(".echt.md")


@pytest.mark.parametrize(
    "change",
    [_edit, _edit_and_set_the_time_back, _put_another_in_its_place, _make_it_a_link, Path.unlink],
    ids=lambda change: change.__name__,
)
def test_whatever_is_done_to_a_file_is_seen(folder: Path, change: Callable[[Path], object]) -> None:
    before = survey([str(folder)])
    time.sleep(FINE / 1e9)
    change(folder / "map/b.md")
    assert survey([str(folder)]) != before


def test_a_link_is_followed_once_and_one_that_leads_elsewhere_now_is_seen(folder: Path) -> None:
    link = folder / "link"
    link.symlink_to("map", target_is_directory=True)
    (folder / "map/terug").symlink_to("..", target_is_directory=True)
    before = survey([str(folder)])
    assert "link/b.md" in names(before, folder)
    link.unlink()
    link.symlink_to("site", target_is_directory=True)
    assert survey([str(folder)]) != before


def test_the_youngest_of_all_counts_with_the_step_of_its_clock(folder: Path) -> None:
    found = survey([str(folder)])
    assert newest(found.values()) >= max(int(one[1]) for one in found.values()) + FINE
    assert newest([]) == newest([looks(str(folder / "weg.md"))]) == 0
    assert newest([[1, 5, 7, 1], [1, 9, 3, 1, "link"]]) == 9 + FINE


def test_a_clock_that_shows_whole_seconds_has_larger_steps() -> None:
    assert (step_of(1_700_000_000_000_000_000), step_of(1_700_000_000_000_000_001)) == (COARSE, FINE)


def test_a_moment_that_is_near_is_waited_for_and_one_far_off_is_not() -> None:
    now = time.time_ns()
    assert wait_until(now + FINE // 2)
    assert time.time_ns() >= now + FINE // 2
    assert not wait_until(time.time_ns() + 10 * COARSE)
