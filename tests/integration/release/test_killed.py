"""The real command, killed while it works: the tree is the one before or the one after, and the next run succeeds.

`tests/unit/publish/test_killed.py` goes through every file operation; this shows that the command as a whole keeps to it.
"""

from __future__ import annotations

import contextlib
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
    assert {path: after[path] for path in before if path.startswith("2025")} == {p: c for p, c in before.items() if p.startswith("2025")}
