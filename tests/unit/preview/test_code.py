"""The site's own Python is imported anew when it changed, and blamed at its own line."""

from __future__ import annotations

import importlib
import os
import sys
from pathlib import Path

import pytest

from katern.finding import Position
from katern.preview.code import forget, place_of


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


def test_a_mistake_is_blamed_at_the_line_of_the_site(hooks):
    module = hooks / "met_fout.py"
    module.write_text("import json\n\n\ndef lees():\n    return json.loads('{')\n", encoding="utf-8")
    with pytest.raises(ValueError, match="Expecting") as raised:
        importlib.import_module("met_fout").lees()
    assert place_of(raised.value, hooks.parent, [hooks]) == Position("hooks/met_fout.py", 5)
    assert place_of(raised.value, hooks.parent, [module]) == Position("hooks/met_fout.py", 5)
    assert place_of(raised.value, hooks.parent, [hooks.parent / "overrides"]) is None


def test_code_that_is_no_python_is_blamed_at_its_sign(hooks):
    (hooks / "geen_python.py").write_text("goed = 1\nfout = (\n", encoding="utf-8")
    with pytest.raises(SyntaxError) as raised:
        importlib.import_module("geen_python")
    assert place_of(raised.value, hooks.parent, [hooks]) == Position("hooks/geen_python.py", 2, 8)
