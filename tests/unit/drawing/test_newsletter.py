"""What changed between two days, as git tells it; where it cannot, nothing is said to be unchanged."""

from __future__ import annotations

import datetime
import os
import subprocess

from katern.drawing.newsletter import history

SINCE, UNTIL = datetime.date(2026, 2, 1), datetime.date(2026, 3, 31)


def commit(root, day, **files):
    for name, text in files.items():
        path = root / f"{name}.md"
        if text is None:
            path.unlink()
        else:
            path.write_text(text, encoding="utf-8")
    moment = f"{day}T23:30:00Z"
    own = {
        "GIT_AUTHOR_NAME": "a",
        "GIT_AUTHOR_EMAIL": "a@example.org",
        "GIT_COMMITTER_NAME": "a",
        "GIT_COMMITTER_EMAIL": "a@example.org",
    }
    environment = {**os.environ, **own, "GIT_AUTHOR_DATE": moment, "GIT_COMMITTER_DATE": moment}
    for arguments in (("init", "-q"), ("add", "-A"), ("commit", "-q", "-m", day)):
        subprocess.run(["git", *arguments], cwd=root, env=environment, check=True)


def test_files_are_new_or_changed_between_two_days(tmp_path):
    long = "regel\n" * 20
    commit(tmp_path, "2026-01-31", oud="x", anders="x", heet=long, weg="x")
    commit(tmp_path, "2026-02-01", nieuw="x", anders="y", kort="x", weg=None)
    commit(tmp_path, "2026-03-31", nieuw="y", kort=None, heet=None, naam=long)
    commit(tmp_path, "2026-04-01", later="x", oud="y")
    assert history(tmp_path, SINCE, UNTIL) == {"nieuw.md": True, "anders.md": False, "naam.md": False}


def test_without_git_nothing_is_known(tmp_path):
    assert history(tmp_path, SINCE, UNTIL) is None


def test_a_part_of_a_history_tells_only_as_far_as_it_goes(tmp_path):
    root = tmp_path / "all"
    root.mkdir()
    commit(root, "2026-01-05", een="x")
    commit(root, "2026-02-05", een="y")
    subprocess.run(["git", "clone", "-q", "--depth=1", f"file://{root}", str(tmp_path / "part")], check=True)
    assert history(tmp_path / "part", SINCE, UNTIL) is None
    assert history(tmp_path / "part", datetime.date(2026, 2, 6), UNTIL) == {}
