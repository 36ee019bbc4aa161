"""No file of tests lies in a folder that pytest passes by, as it does of itself where one is called `build` or `dist`."""

from __future__ import annotations

from fnmatch import fnmatch
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def test_every_file_of_tests_is_found(pytestconfig: pytest.Config) -> None:
    passed_by = pytestconfig.getini("norecursedirs")
    files = sorted((ROOT / "tests").rglob("test_*.py"))
    assert len(files) > 200
    hidden = [
        path.relative_to(ROOT).as_posix()
        for path in files
        if any(fnmatch(part, pattern) for part in path.relative_to(ROOT).parts[:-1] for pattern in passed_by)
    ]
    assert hidden == []
    assert pytestconfig.getini("testpaths") == ["tests"]
