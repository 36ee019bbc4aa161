"""Notes of one build for the next: what was asked for stays, all else is forgotten, and what is broken counts as none."""

from __future__ import annotations

from pathlib import Path

from katern.notes import Notes
from katern.store import Store


def test_what_was_noted_is_there_for_the_next_build(tmp_path: Path) -> None:
    notes = Notes(Store(tmp_path), ("site",))
    notes.of("step").put("a", [1, "twee", None])
    notes.keep()
    assert Notes(Store(tmp_path), ("site",)).of("step").get("a") == [1, "twee", None]
    assert Notes(Store(tmp_path), ("other",)).of("step").get("a") is None


def test_what_nobody_asked_for_is_forgotten(tmp_path: Path) -> None:
    first = Notes(Store(tmp_path), ("site",))
    for key in ("a", "b"):
        first.of("step").put(key, key)
        first.of("left alone").put(key, key)
    first.keep()
    second = Notes(Store(tmp_path), ("site",))
    second.of("step").get("a")
    second.keep()
    third = Notes(Store(tmp_path), ("site",))
    assert (third.of("step").get("a"), third.of("step").get("b")) == ("a", None)
    assert third.of("left alone").get("b") == "b"


def test_keeping_twice_forgets_nothing(tmp_path: Path) -> None:
    notes = Notes(Store(tmp_path), ("site",))
    notes.of("step").put("a", 1)
    notes.keep()
    notes.keep()
    assert notes.of("step").get("a") == 1


def test_without_a_store_notes_last_as_long_as_the_object() -> None:
    notes = Notes()
    notes.of("step").put("a", 1)
    notes.keep()
    assert notes.of("step").get("a") == 1


def test_what_is_no_note_counts_as_none(tmp_path: Path) -> None:
    for broken in (b"", b"[]", b'{"step": 3}', b"{"):
        Store(tmp_path).keep("notes", ("site",), broken)
        assert Notes(Store(tmp_path), ("site",)).of("step").get("a") is None
