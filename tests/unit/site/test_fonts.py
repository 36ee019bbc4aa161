from __future__ import annotations

from io import BytesIO

import pytest
from fontTools.ttLib import TTFont
from mkdocs.config.defaults import MkDocsConfig

from katern.site.fonts import font_files
from katern.store import Store


@pytest.fixture
def config(tmp_path):
    made = MkDocsConfig()
    made.load_dict({"site_name": "Proef", "docs_dir": str(tmp_path), "site_dir": str(tmp_path / "site")})
    made.validate()
    made.plugins._current_plugin = "katern"  # as during an event, when files are made
    return made


def test_without_fonts_nothing_is_made(config, tmp_path):
    assert list(font_files([], config, Store(tmp_path / "store"))) == []
    assert list(config.extra_css) == []


def test_a_typeface_becomes_small_files_and_a_style_sheet(config, tmp_path):
    files = {file.src_uri: file for file in font_files(["source-serif-pro"], config, Store(tmp_path / "store"))}
    css = files.pop("assets/katern/fonts.css").content_string
    (name, file), = files.items()
    assert name.startswith("assets/fonts/SourceSerifPro-Semibold.")
    assert css == (
        '@font-face{font-family:"Source Serif Pro";font-style:normal;font-weight:600;font-display:swap;'
        f'src:url("../fonts/{name.removeprefix("assets/fonts/")}") format("woff2")}}\n'
    )
    assert list(config.extra_css) == ["assets/katern/fonts.css"]
    with TTFont(BytesIO(file.content_bytes)) as font:
        signs = font.getBestCmap()
        assert font.flavor == "woff2"
    assert {ord(sign) for sign in "Aé’…€ğş"} <= set(signs)
    assert ord("я") not in signs


def test_a_typeface_is_cut_once(config, tmp_path, monkeypatch):
    first = [(file.src_uri, file.content_bytes) for file in font_files(["source-serif-pro"], config, Store(tmp_path / "store"))]
    monkeypatch.setattr("katern.site.fonts._subset", lambda font: pytest.fail("cut again"))
    assert [(file.src_uri, file.content_bytes) for file in font_files(["source-serif-pro"], config, Store(tmp_path / "store"))] == first
