"""The real command, killed while it works: the tree is the one before or the one after, and the next run succeeds.

`tests/unit/publish/test_killed.py` goes through every file operation; this shows that the command as a whole keeps to it.
"""

from __future__ import annotations

import contextlib
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from .conftest import FIRST, Repository

Snapshot = Callable[[Path], dict[str, bytes]]


@pytest.mark.parametrize("seconds", [0.5, 0.9, 1.1])
def test_killed_after_a_while(repository: Repository, tree_of_three: Path, served: Snapshot, seconds: float) -> None:
    before = served(tree_of_three)
    repository.commit({"docs/index.md": FIRST["docs/index.md"] + "\nIets nieuws.\n"})
    command = [str(Path(sys.executable).with_name("katern")), "release", "2026.1", "--to", str(tree_of_three)]
    with contextlib.suppress(subprocess.TimeoutExpired):  # which kills it, as nothing can be ready for
        subprocess.run(command, cwd=repository.root, capture_output=True, timeout=seconds, check=False)
    found = served(tree_of_three)
    listed = b'"2026.1"' in found["versions.json"]
    assert listed or {path: content for path, content in found.items() if not path.startswith("2026.1/")} == before
    repository.katern("release", "2026.1", "--to", str(tree_of_three))
    after = served(tree_of_three)
    assert "Iets nieuws." in after["2026.1/index.html"].decode()
    assert {path: after[path] for path in before if path.startswith("2025")} == {
        p: c for p, c in before.items() if p.startswith("2025")
    }


def test_two_releases_at_once_do_not_mix(
    repository: Repository, tree_of_three: Path, served: Snapshot, tmp_path: Path
) -> None:
    repository.commit({"docs/index.md": FIRST["docs/index.md"] + "\nIets nieuws.\n"})
    alone = Path(shutil.copytree(tree_of_three, tmp_path / "alleen", symlinks=True))
    repository.katern("release", "2026.1", "--to", str(alone))
    command = [str(Path(sys.executable).with_name("katern")), "release", "2026.1", "--to", str(tree_of_three)]
    with contextlib.ExitStack() as stack:
        both = [
            stack.enter_context(
                subprocess.Popen(command, cwd=repository.root, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
            )
            for _ in range(2)
        ]
        said = [process.communicate()[1].decode() for process in both]
    codes = [process.returncode for process in both]
    assert 0 in codes
    # the other one was refused, or came so late that nothing was left to do
    assert all(
        code == 0 or "er wordt al een versie gepubliceerd" in text for code, text in zip(codes, said, strict=True)
    )
    assert served(tree_of_three) == served(alone)
