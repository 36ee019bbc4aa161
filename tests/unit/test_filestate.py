"""A file is known again by what a disk says of it, and where that is not certain by its content."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from katern.filestate import Seen, State, hash_of, is_same, pack, state_of, unpack

LATER = 10**19
FIRST, OTHER = b"eerste", b"andere"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "a.md"
    path.write_bytes(FIRST)
    return path


def seen(file: Path, now: int = LATER) -> State:
    state = state_of(str(file), hash_of(file.read_bytes()), now)
    assert state is not None
    return state


def times_of(file: Path, state: State) -> None:
    os.utime(file, ns=(state.modified, state.modified))


def test_a_file_that_nobody_touched_is_the_same_and_is_not_read(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    state = seen(file)
    monkeypatch.setattr("builtins.open", None)
    assert is_same(str(file), state)


def test_a_file_of_another_size_is_another_and_is_not_read(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    state = seen(file)
    file.write_bytes(FIRST + b".")
    monkeypatch.setattr("builtins.open", None)
    assert not is_same(str(file), state)


def test_a_file_that_is_gone_is_another(file: Path) -> None:
    state = seen(file)
    file.unlink()
    assert not is_same(str(file), state)
    assert state_of(str(file), "", LATER) is None


def test_a_file_that_was_only_touched_is_the_same(file: Path) -> None:
    state = seen(file)
    os.utime(file, ns=(1, 1))
    assert is_same(str(file), state)


def test_content_of_the_same_size_whose_time_was_set_back_is_seen(file: Path) -> None:
    state = seen(file)
    file.write_bytes(OTHER)
    times_of(file, state)
    assert not is_same(str(file), state)


def test_a_file_in_the_place_of_another_with_its_size_and_time_is_seen(file: Path, tmp_path: Path) -> None:
    state = seen(file)
    other = tmp_path / "b.md"
    other.write_bytes(OTHER)
    times_of(other, state)
    other.replace(file)
    assert not is_same(str(file), state)


@pytest.mark.parametrize("step", [0, 10_000_000, 1_000_000_000])
def test_a_file_that_was_seen_right_after_its_change_is_compared(file: Path, step: int) -> None:
    """It may have changed once more within the same step of the disk's clock."""
    state = seen(file)
    state = seen(file, max(state.modified, state.changed) + step)
    hidden = State(len(OTHER), state.modified, state.changed, state.inode, state.content, state.seen)
    file.write_bytes(OTHER)
    assert not is_same(str(file), hidden)
    assert not state.sure or step == 1_000_000_000


def test_a_disk_that_keeps_whole_seconds_is_trusted_later() -> None:
    whole = 1_700_000_000_000_000_000
    assert not State(1, whole, whole, 1, "", whole + 1_900_000_000).sure
    assert State(1, whole, whole, 1, "", whole + 2_100_000_000).sure
    assert State(1, whole + 1, whole + 1, 1, "", whole + 100_000_000).sure


def test_a_state_can_be_written_down(file: Path) -> None:
    assert unpack(pack(seen(file))) == seen(file)


def test_what_was_made_of_a_file_is_made_again_when_it_changes(tmp_path):
    file, seen, made = tmp_path / "a", Seen(), []

    def read():
        made.append(file.read_text())
        return made[-1]

    file.write_text("een")
    os.utime(file, ns=(10**18 + 1, 10**18 + 1))  # long ago, so far as the content goes
    assert [seen.of("a", str(file), read) for _ in range(2)] == ["een", "een"]
    file.write_text("twee")
    assert seen.of("a", str(file), read) == "twee"
    file.unlink()
    with pytest.raises(FileNotFoundError):
        seen.of("a", str(file), read)


def test_a_file_that_is_too_young_is_read_again(tmp_path):
    file, seen = tmp_path / "a", Seen()
    file.write_text("een")
    seen.of("a", str(file), file.read_text)
    inode = file.stat()
    file.write_text("wee")  # as large, in the same file, perhaps within the same step of the clock
    os.utime(file, ns=(inode.st_atime_ns, inode.st_mtime_ns))
    assert seen.of("a", str(file), file.read_text) == "wee"


def test_the_last_is_made_again_for_another_key():
    seen, made = Seen(), []
    for key in (1, 1, 2, 1):
        seen.same("a", key, lambda key=key: made.append(key))
    assert made == [1, 2, 1]
    assert seen.knows("a", 1)
    assert not seen.knows("b", 1)
