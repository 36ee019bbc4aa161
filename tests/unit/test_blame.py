"""What fails in a file of the site is told at its line; what fails elsewhere is not laid at its door."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path

import pytest
from jinja2 import DictLoader, Environment, FileSystemLoader

from katern.blame import OwnFailure, blaming, failure_of
from katern.errors import NoSite
from katern.finding import Position
from katern.messages import messages_of
from katern.saying import said


def load(root: Path, code: str):
    """A module of the site with this code."""
    file = root / "hooks/eigen.py"
    file.parent.mkdir(exist_ok=True)
    file.write_text(code, encoding="utf-8")
    spec = importlib.util.spec_from_file_location("eigen", file)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def failure(root: Path, work):
    """What is told of work that fails."""
    with pytest.raises(Exception) as raised:  # noqa: PT011 (each row raises another)
        work()
    return failure_of(raised.value, root)


CODE = [
    ("x = 1\nfout = (\n", "code.syntax", 2, 8),
    ("import bestaat_niet_echt\n", "code.failed", 1, 1),
    ("import json\n\njson.loads('{')\n", "code.failed", 3, 1),
]


@pytest.mark.parametrize(("code", "name", "line", "column"), CODE)
def test_code_is_blamed_at_its_line(tmp_path, code, name, line, column):
    found = failure(tmp_path, lambda: load(tmp_path, code))
    assert (found.code, found.path, found.line, found.column) == (name, "hooks/eigen.py", line, column)


TEMPLATES = [
    ("a\n{% if %}", "template.syntax", 2),
    ("a\n{{ b|nergens }}", "template.syntax", 2),
    ("\n\n{{ b.c }}", "template.undefined", 3),
    ("{{ leeg.c.d }}", "template.undefined", 1),
    ("\n{% include 'nee.html' %}", "template.missing", 2),
    ("{{ 1 // 0 }}", "template.failed", 1),
    ("{{ [1, 2]|join('-')|int + 'x' }}", "template.failed", 1),
]


@pytest.mark.parametrize(("text", "name", "line"), TEMPLATES)
def test_a_template_is_blamed_at_its_line(tmp_path, text, name, line):
    (tmp_path / "main.html").write_text(text, encoding="utf-8")
    env = Environment(loader=FileSystemLoader(tmp_path))
    found = failure(tmp_path, lambda: env.get_template("main.html").render(leeg={}))
    assert (found.code, found.path, found.line) == (name, "main.html", line)


def test_what_fails_in_an_installed_package_or_in_memory_is_nobodys_own(tmp_path):
    installed = tmp_path / "lib/site-packages/elders"
    installed.mkdir(parents=True)
    (installed / "main.html").write_text("{{ a.b }}", encoding="utf-8")
    for loader in (FileSystemLoader(installed), DictLoader({"main.html": "{{ a.b }}"})):
        env = Environment(loader=loader)
        assert failure(tmp_path, lambda env=env: env.get_template("main.html").render()) is None


def test_within_blaming_a_failure_is_one_sentence_with_its_place(tmp_path):
    with (
        pytest.raises(OwnFailure) as raised,
        blaming(tmp_path, "nl"),
    ):
        load(tmp_path, "\n{}['a']\n")
    assert "code van de site geeft een fout: KeyError: 'a' (" in messages_of("nl").say(raised.value.said)
    assert raised.value.at == Position("hooks/eigen.py", 2, 1)


def test_what_katern_says_on_purpose_and_its_own_mistakes_pass(tmp_path):
    for problem in (NoSite(said("settings", "no-plugin", file="a")), ValueError("een fout van Katern")):
        with pytest.raises(type(problem)), blaming(tmp_path, "nl"):
            raise problem
    assert "eigen" not in sys.modules
