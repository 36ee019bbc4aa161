from __future__ import annotations

from pathlib import Path

import pytest
from mkdocs.config.defaults import MkDocsConfig

from katern.ownfolder import NotOurs, mark_site
from katern.site.staging import staged


@pytest.fixture
def config(tmp_path):
    made = MkDocsConfig()
    made.site_dir = str(tmp_path / "site")
    return made


def write(config, text):
    Path(config.site_dir, "map").mkdir(exist_ok=True)
    Path(config.site_dir, "map/a.html").write_text(text, encoding="utf-8")


def test_the_new_site_takes_the_place_of_the_old(config, tmp_path):
    (tmp_path / "site").mkdir()
    mark_site(tmp_path / "site")
    (tmp_path / "site/oud.html").write_text("oud", encoding="utf-8")
    (tmp_path / "site/.git").mkdir()
    with staged(config, tmp_path / "cache"):
        assert config.site_dir != str(tmp_path / "site")
        write(config, "nieuw")
    assert config.site_dir == str(tmp_path / "site")
    assert sorted(path.name for path in (tmp_path / "site").rglob("*")) == [".git", ".katern-site", "a.html", "map"]
    assert [path.name for path in (tmp_path / "cache").iterdir()] == ["CACHEDIR.TAG"]


def test_a_build_that_fails_changes_nothing(config, tmp_path):
    (tmp_path / "site").mkdir()
    mark_site(tmp_path / "site")
    (tmp_path / "site/oud.html").write_text("oud", encoding="utf-8")

    def build():
        with staged(config, tmp_path / "cache"):
            write(config, "half")
            raise ValueError("stuk")

    with pytest.raises(ValueError, match="stuk"):
        build()
    assert config.site_dir == str(tmp_path / "site")
    assert [path.name for path in (tmp_path / "site").glob("[!.]*")] == ["oud.html"]
    assert [path.name for path in (tmp_path / "cache").iterdir()] == ["CACHEDIR.TAG"]


def test_the_first_site_is_made_with_its_folder(config, tmp_path):
    with staged(config, tmp_path / "cache"):
        write(config, "nieuw")
    assert (tmp_path / "site/map/a.html").read_text(encoding="utf-8") == "nieuw"


def test_what_came_into_the_folder_while_the_site_was_built_is_kept(config, tmp_path):
    def build():
        with staged(config, tmp_path / "cache"):
            write(config, "nieuw")
            (tmp_path / "site").mkdir()
            (tmp_path / "site/brief.txt").write_text("bewaren", encoding="utf-8")

    with pytest.raises(NotOurs, match="niet door Katern gebouwd"):
        build()
    assert [path.name for path in (tmp_path / "site").iterdir()] == ["brief.txt"]
