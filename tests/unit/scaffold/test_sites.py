from __future__ import annotations

import os

import pytest
import yaml

from katern.locales import languages
from katern.scaffold.sites import LANGUAGES, NotEmpty, new_site
from katern.scaffold.writing import write_new


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_site_has_its_name_in_any_signs(tmp_path, language):
    new_site(tmp_path / "site", 'Wonen: "samen" \\ {meer}', language)
    settings = yaml.safe_load((tmp_path / "site/mkdocs.yml").read_text(encoding="utf-8"))
    assert settings["site_name"] == 'Wonen: "samen" \\ {meer}'
    assert settings["theme"]["language"] == language
    assert "[[" not in (tmp_path / "site/README.md").read_text(encoding="utf-8")


def test_every_language_with_words_has_a_site():
    assert sorted(LANGUAGES) == sorted(languages())


def test_an_empty_folder_is_taken_and_one_with_anything_in_it_is_not(tmp_path):
    (tmp_path / "leeg").mkdir()
    assert "mkdocs.yml" in new_site(tmp_path / "leeg", "Proef", "nl")
    (tmp_path / "vol").mkdir()
    (tmp_path / "vol/.brief").write_text("niet van ons", encoding="utf-8")
    with pytest.raises(NotEmpty):
        new_site(tmp_path / "vol", "Proef", "nl")
    assert [path.name for path in (tmp_path / "vol").iterdir()] == [".brief"]
    (tmp_path / "bestand").write_text("", encoding="utf-8")
    with pytest.raises(NotEmpty):
        new_site(tmp_path / "bestand", "Proef", "nl")


def test_what_fails_halfway_leaves_nothing(tmp_path, monkeypatch):
    link, done = os.link, []

    def full(old, new):
        done.append(new)
        if len(done) == 3:
            raise OSError(28, "No space left on device")
        link(old, new)

    monkeypatch.setattr(os, "link", full)
    with pytest.raises(OSError, match="No space"):
        new_site(tmp_path / "site", "Proef", "nl")
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_is_there_is_never_written_over(tmp_path):
    (tmp_path / "a.md").write_text("van mij", encoding="utf-8")
    with pytest.raises(FileExistsError):
        write_new(tmp_path, {"b/c.md": "nieuw", "a.md": "nieuw"})
    assert (tmp_path / "a.md").read_text(encoding="utf-8") == "van mij"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.md"]


def test_a_disk_without_links_gets_its_files_too(tmp_path, monkeypatch):
    def refused(old, new):
        raise OSError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", refused)
    write_new(tmp_path, {"b/c.md": "nieuw"})
    assert (tmp_path / "b/c.md").read_text(encoding="utf-8") == "nieuw"
