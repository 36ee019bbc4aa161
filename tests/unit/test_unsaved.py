"""Texts that an editor holds, in the place of files."""

from __future__ import annotations

import pytest

from katern import unsaved
from katern.filestate import Seen
from katern.textfile import read_text


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "a.md"
    path.write_text("oud\n", encoding="utf-8")
    yield path
    unsaved.drop(str(path))


def test_a_text_that_is_held_is_read_in_the_place_of_the_file_until_it_is_dropped(file):
    unsaved.hold(str(file), b"nieuw\r\n")
    assert read_text(file.parent, "a.md")[0] == "nieuw\n"
    unsaved.drop(str(file))
    assert read_text(file.parent, "a.md")[0] == "oud\n"


def test_a_link_to_a_file_is_that_file(file):
    link = file.parent / "b.md"
    link.symlink_to(file)
    unsaved.hold(str(link), b"nieuw\n")
    assert read_text(file.parent, "a.md")[0] == "nieuw\n"


def test_what_was_made_of_a_file_is_made_again_at_each_change_and_only_then(file):
    seen, made = Seen(), []

    def make() -> str:
        made.append(read_text(file.parent, "a.md")[0])
        return made[-1]

    for text in (b"een\n", b"twee\n"):
        unsaved.hold(str(file), text)
        assert seen.of("page", str(file), make) == text.decode()
        assert seen.of("page", str(file), make) == text.decode()
    unsaved.drop(str(file))
    assert seen.of("page", str(file), make) == "oud\n"
    assert made == ["een\n", "twee\n", "oud\n"]
