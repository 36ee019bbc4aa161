"""A file stands when it was made of the same, what was looked at is the same, and nobody touched it."""

from __future__ import annotations

from pathlib import Path

import pytest

from katern.filestate import hash_of
from katern.notes import Notes
from katern.site.standing import Made, Standing

PAGE = "a/index.html"


@pytest.fixture
def world() -> dict[str, str]:
    return {"sources": "1", "clock": "2"}


@pytest.fixture
def standing(tmp_path: Path, world: dict[str, str]) -> Standing:
    (tmp_path / "a").mkdir()
    (tmp_path / PAGE).write_bytes(b"een")
    made = Standing(Notes().of("files"), tmp_path, world.__getitem__)
    made.note([(PAGE, hash_of(b"een"), Made("digest", frozenset({"sources"})))])
    return made


def test_a_file_made_of_the_same_stands(standing: Standing, world: dict[str, str]) -> None:
    assert standing.holds(PAGE, "digest")
    world["clock"] = "3"  # at which nobody looked
    assert standing.holds(PAGE, "digest")


def test_made_of_something_else_it_does_not(standing: Standing) -> None:
    assert not standing.holds(PAGE, "other")
    assert not standing.holds("b/index.html", "digest")


def test_nor_when_what_was_looked_at_changed(standing: Standing, world: dict[str, str]) -> None:
    world["sources"] = "2"
    assert not standing.holds(PAGE, "digest")


@pytest.mark.parametrize("content", [b"twee", b"nee", None])
def test_nor_when_somebody_touched_it(standing: Standing, tmp_path: Path, content: bytes | None) -> None:
    (tmp_path / PAGE).unlink() if content is None else (tmp_path / PAGE).write_bytes(content)
    assert not standing.holds(PAGE, "digest")


def test_what_cannot_be_known_never_stands(standing: Standing, tmp_path: Path) -> None:
    standing.note([(PAGE, hash_of(b"een"), Made(""))])
    assert not standing.holds(PAGE, "")


def test_a_file_that_was_not_written_is_not_noted(standing: Standing) -> None:
    standing.note([("weg.html", hash_of(b""), Made("digest"))])
    assert not standing.holds("weg.html", "digest")
