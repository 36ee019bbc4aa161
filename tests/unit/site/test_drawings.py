"""What a share drew is found by who builds the site, while all that it was made of and looked at is the same."""

from __future__ import annotations

from pathlib import Path

import pytest

from katern.shelf import MARK
from katern.site.drawings import Drawing, Drawings
from katern.store import Store

DRAWING = Drawing(b"<p>een</p>", [{"location": "een/", "title": "Eén"}], frozenset({"sources"}))


@pytest.fixture
def world() -> dict[str, str]:
    return {"sources": "1", "clock": "2"}


def drawings(folder: Path, world: dict[str, str], state: str = "state") -> Drawings:
    return Drawings(Store(folder), state, world.__getitem__)


def test_what_was_kept_is_found_by_another(tmp_path: Path, world: dict[str, str]) -> None:
    drawings(tmp_path, world).keep("digest", DRAWING)
    assert drawings(tmp_path, world).find("digest") == DRAWING
    assert drawings(tmp_path, world).find("other") is None


def test_what_was_kept_is_found_by_who_kept_it(tmp_path: Path, world: dict[str, str]) -> None:
    one = drawings(tmp_path, world)
    assert one.find("digest") is None
    one.keep("digest", DRAWING)
    assert one.find("digest") == DRAWING


def test_it_is_made_anew_when_something_that_was_looked_at_changed(tmp_path: Path, world: dict[str, str]) -> None:
    drawings(tmp_path, world).keep("digest", DRAWING)
    world["clock"] = "3"  # at which nobody looked
    assert drawings(tmp_path, world).find("digest") == DRAWING
    world["sources"] = "2"
    assert drawings(tmp_path, world).find("digest") is None


def test_what_nobody_can_compare_is_never_found(tmp_path: Path, world: dict[str, str]) -> None:
    drawings(tmp_path, world).keep("", DRAWING)
    assert drawings(tmp_path, world).find("") is None


def test_while_nobody_kept_anything_of_the_site_as_it_is_no_page_is_looked_for(
    tmp_path: Path, world: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    drawings(tmp_path, world, "before").keep("digest", DRAWING)
    asked: list[object] = []
    one = drawings(tmp_path, world, "now")
    monkeypatch.setattr(Store, "read", lambda self, step, key: asked.append(key))
    assert [one.find(name) for name in ("digest", "a", "b")] == [None] * 3
    assert len(asked) == 1


@pytest.mark.parametrize("content", [b"", b"no page", b"\x78\x01\x03\x00\x00\x00\x00\x01"])
def test_what_is_no_drawing_is_drawn_anew(tmp_path: Path, world: dict[str, str], content: bytes) -> None:
    one = drawings(tmp_path, world)
    one.keep("digest", DRAWING)
    assert (tmp_path / MARK).is_file()
    Store(tmp_path).keep("page", ("made of", "digest"), content)
    assert drawings(tmp_path, world).find("digest") is None
