"""A lock: one process at a time, gone with the process that held it; and rights that let a server read."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from katern.publish.folder import FolderTarget
from katern.publish.locking import locked
from katern.publish.refusals import Busy, TargetUnusable

from .conftest import Publish


def test_the_second_is_refused_and_may_after_the_first(tmp_path: Path, refused) -> None:
    lock = tmp_path / "lock"
    with locked(lock, tmp_path), refused(Busy, "wacht tot die klaar is"), locked(lock, tmp_path):
        raise AssertionError("two at once")
    with locked(tmp_path / "lock", tmp_path):
        pass


def test_the_lock_of_a_killed_process_holds_nobody_up(tmp_path: Path) -> None:
    child = os.fork()
    if child == 0:
        with locked(tmp_path / "lock", tmp_path):
            os._exit(9)
    os.waitpid(child, 0)
    with locked(tmp_path / "lock", tmp_path):
        pass


def test_a_place_that_cannot_hold_a_lock_is_a_sentence(tmp_path: Path, refused) -> None:
    (tmp_path / "weg").write_text("geen map")
    with refused(TargetUnusable, "is niet te schrijven"), locked(tmp_path / "weg/lock", tmp_path):
        raise AssertionError("held")


def test_a_server_can_read_what_is_published_whatever_the_umask(tmp_path: Path, put: Publish) -> None:
    before = os.umask(0o077)
    try:
        put(FolderTarget(tmp_path / "nieuw/boom"), "2025.1")
        put(FolderTarget(tmp_path / "nieuw/boom"), "concept", alias="")
    finally:
        os.umask(before)
    closed = []
    for folder, folders, files in os.walk(tmp_path / "nieuw", followlinks=True):
        for name in (*folders, *files):
            wanted = 0o055 if name in folders else 0o044
            if stat.S_IMODE(os.stat(Path(folder, name)).st_mode) & wanted != wanted:
                closed.append(name)
    assert set(closed) <= {"lock"}  # which no reader asks for
    assert stat.S_IMODE((tmp_path / "nieuw").stat().st_mode) == 0o755
