"""The site's own Python is imported anew when it changed."""

from __future__ import annotations

import importlib
import os
import sys
from pathlib import Path

import pytest

from katern.preview.code import forget


@pytest.fixture
def hooks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "hooks"
    folder.mkdir()
    monkeypatch.syspath_prepend(str(folder))
    return folder


def test_changed_code_is_imported_anew_within_the_second(hooks):
    module = hooks / "eigen_macro.py"
    module.write_text("WORD = 'een'\n", encoding="utf-8")
    at = module.stat()
    assert importlib.import_module("eigen_macro").WORD == "een"
    module.write_text("WORD = 'wee'\n", encoding="utf-8")
    os.utime(module, ns=(at.st_atime_ns, at.st_mtime_ns))  # as large and as old as before
    forget([module], [hooks])
    assert importlib.import_module("eigen_macro").WORD == "wee"


def test_modules_elsewhere_stay(hooks):
    before = sys.modules["pathlib"]
    forget([], [hooks])
    assert sys.modules["pathlib"] is before
