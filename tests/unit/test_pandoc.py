"""A pandoc that ends well and writes nothing is no answer, unless nothing was asked."""

from __future__ import annotations

import sys
from pathlib import Path

import pypandoc
import pytest

from katern.messages import messages_of
from katern.pandoc import NoPandoc, pandoc_version, run_pandoc
from katern.print.conversion import to_file


@pytest.fixture
def silent(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A program in the place of pandoc that takes its text and does nothing."""
    program = tmp_path / "pandoc"
    program.write_text(
        f'#!/bin/sh\n[ "$1" = --version ] && exec {pypandoc.get_pandoc_path()} --version\ncat >/dev/null\n',
        encoding="utf-8",
    )
    program.chmod(0o755)
    monkeypatch.setattr("katern.pandoc._program", lambda: str(program))


@pytest.mark.usefixtures("silent")
def test_silence_is_no_answer(tmp_path: Path) -> None:
    with pytest.raises(NoPandoc, match="pandoc silent"):
        run_pandoc(["--from=markdown", "--to=html"], "Tekst.")
    with pytest.raises(NoPandoc):
        to_file("<p>Tekst.</p>", ["--to=epub"], tmp_path / "boek.epub", 0)
    (tmp_path / "boek.epub").write_bytes(b"van de vorige keer")
    with pytest.raises(NoPandoc):
        to_file("<p>Tekst.</p>", ["--to=epub"], tmp_path / "boek.epub", 0)


@pytest.mark.usefixtures("silent")
def test_nothing_is_an_answer_where_nothing_was_asked() -> None:
    assert run_pandoc(["--from=markdown", "--to=html"], "") == b""
    assert run_pandoc(["--from=json", "--to=html"], "{}", may_be_empty=True) == b""


def test_pandoc_itself_answers() -> None:
    assert run_pandoc(["--from=markdown", "--to=html"], "Tekst.") == b"<p>Tekst.</p>\n"


def test_without_the_package_the_pandoc_of_the_machine_answers(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "pandoc").symlink_to(pypandoc.get_pandoc_path())
    monkeypatch.setitem(sys.modules, "pypandoc", None)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert run_pandoc(["--from=markdown", "--to=html"], "Tekst.") == b"<p>Tekst.</p>\n"


def test_without_any_pandoc_it_is_told_how_to_come_by_one(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setitem(sys.modules, "pypandoc", None)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(NoPandoc) as caught:
        run_pandoc(["--from=markdown", "--to=html"], "Tekst.")
    assert "pip install 'katern[pandoc]'" in messages_of("nl").say(caught.value.said)
    assert pandoc_version() == "none"
