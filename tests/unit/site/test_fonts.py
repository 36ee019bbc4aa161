from __future__ import annotations

from io import BytesIO

import pytest
from fontTools.ttLib import TTFont

from katern.site.fonts import STYLE, font_files, font_urls, signs_of
from katern.store import Store

SIGNS = signs_of(["ağş", "я"])


def test_without_fonts_nothing_is_made(tmp_path):
    assert list(font_files([], Store(tmp_path / "store"), SIGNS)) == []


def test_a_typeface_becomes_small_files_and_a_style_sheet(tmp_path):
    files = dict(font_files(["source-serif-pro"], Store(tmp_path / "store"), SIGNS))
    css = files.pop(STYLE).decode()
    ((name, content),) = files.items()
    assert [name] == font_urls(["source-serif-pro"]) == ["assets/fonts/SourceSerifPro-Semibold.woff2"]
    assert css == (
        '@font-face{font-family:"Source Serif Pro";font-style:normal;font-weight:600 700;font-display:optional;'
        'src:url("../fonts/SourceSerifPro-Semibold.woff2") format("woff2")}\n'
    )
    with TTFont(BytesIO(content)) as font:
        signs = font.getBestCmap()
        assert font.flavor == "woff2"
    assert {ord(sign) for sign in "Aé’…€ğş"} <= set(signs)
    assert not {ord("я"), ord("ń")} & set(signs)


def test_all_faces_of_a_site_are_three_and_light(tmp_path):
    made = dict(font_files(["source-sans-pro", "source-serif-pro"], Store(tmp_path / "store"), SIGNS))
    assert len(made) == 4
    assert sum(map(len, made.values())) < 48_000


def test_a_typeface_is_cut_once_for_the_same_signs(tmp_path, monkeypatch):
    first = list(font_files(["source-serif-pro"], Store(tmp_path / "store"), SIGNS))
    monkeypatch.setattr("katern.site.fonts._subset", lambda font, signs: pytest.fail("cut again"))
    assert list(font_files(["source-serif-pro"], Store(tmp_path / "store"), SIGNS)) == first
