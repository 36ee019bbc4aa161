from __future__ import annotations

from io import BytesIO

import pytest
from fontTools.ttLib import TTFont

from katern.site.fonts import STYLE, font_files
from katern.store import Store


def test_without_fonts_nothing_is_made(tmp_path):
    assert list(font_files([], Store(tmp_path / "store"))) == []


def test_a_typeface_becomes_small_files_and_a_style_sheet(tmp_path):
    files = dict(font_files(["source-serif-pro"], Store(tmp_path / "store")))
    css = files.pop(STYLE).decode()
    ((name, content),) = files.items()
    assert name.startswith("assets/fonts/SourceSerifPro-Semibold.")
    assert css == (
        '@font-face{font-family:"Source Serif Pro";font-style:normal;font-weight:600;font-display:swap;'
        f'src:url("../fonts/{name.removeprefix("assets/fonts/")}") format("woff2")}}\n'
    )
    with TTFont(BytesIO(content)) as font:
        signs = font.getBestCmap()
        assert font.flavor == "woff2"
    assert {ord(sign) for sign in "Aé’…€ğş"} <= set(signs)
    assert ord("я") not in signs


def test_a_typeface_is_cut_once(tmp_path, monkeypatch):
    first = list(font_files(["source-serif-pro"], Store(tmp_path / "store")))
    monkeypatch.setattr("katern.site.fonts._subset", lambda font: pytest.fail("cut again"))
    assert list(font_files(["source-serif-pro"], Store(tmp_path / "store"))) == first
