"""No file of tests is passed by: pytest enters every folder of tests/ in which one lies."""

from __future__ import annotations

from fnmatch import fnmatch
from pathlib import Path

TESTS = Path(__file__).parents[1]


def test_every_file_of_tests_lies_where_pytest_looks(pytestconfig):
    files = sorted(TESTS.rglob("test_*.py"))
    assert len(files) > 200
    assert pytestconfig.getini("testpaths") == ["tests"]
    passed_by = pytestconfig.getini("norecursedirs")
    folders = {part for file in files for part in file.relative_to(TESTS).parts[:-1]}
    assert not [folder for folder in sorted(folders) if any(fnmatch(folder, pattern) for pattern in passed_by)]
