"""A pandoc that ends well and writes nothing is no answer, unless nothing was asked."""

from __future__ import annotations

from pathlib import Path

import pypandoc
import pytest

from katern.pandoc import NoPandoc, run_pandoc
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
