from __future__ import annotations

import sys

from katern.progress import show_progress


def test_without_a_terminal_each_step_is_a_line(capsys):
    show_progress(1, 2, "een")
    show_progress(2, 2, "twee")
    assert capsys.readouterr().err == "[1/2] een\n[2/2] twee\n"


def test_on_a_terminal_a_bar_grows_in_its_place(capsys, monkeypatch):
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    show_progress(1, 2, "een")
    show_progress(2, 2, "twee")
    assert capsys.readouterr().err == f"\r\033[K{'█' * 15}{'░' * 15} 1/2 een\r\033[K{'█' * 30} 2/2 twee\n"
