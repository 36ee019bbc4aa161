from __future__ import annotations

import os
import signal
import tempfile
from pathlib import Path

import pytest

from katern import halfmade
from katern.holding import held


@pytest.fixture
def temporary(tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


def test_a_folder_is_there_for_as_long_as_it_is_asked_for(temporary):
    with halfmade.folder("proef") as folder:
        (folder / "a").write_text("x")
        halfmade.remove_abandoned()
        assert list(folder.iterdir()) == [folder / "a"]
    assert list(temporary.iterdir()) == []


def test_what_a_killed_process_left_goes_with_the_next(temporary):
    child = os.fork()
    if child == 0:
        with halfmade.folder("proef") as folder:
            (folder / "a").write_text("x")
            os.kill(os.getpid(), signal.SIGKILL)
    os.waitpid(child, 0)
    assert len(list(temporary.iterdir())) == 1
    halfmade.remove_abandoned()
    assert list(temporary.iterdir()) == []


def test_what_is_another_s_stays(temporary):
    (temporary / "katern-made-zonder-slot").mkdir()
    (temporary / "iets").mkdir()
    (temporary / "weg").mkdir()
    (temporary / "katern-made-koppeling").symlink_to(temporary / "weg")
    (temporary / "weg/held").write_text("")
    halfmade.remove_abandoned()
    assert len(list(temporary.iterdir())) == 4


def test_a_file_is_held_by_one(tmp_path: Path):
    with held(tmp_path / "slot") as first, held(tmp_path / "slot") as second:
        assert (first, second) == (True, False)
