from __future__ import annotations

import pytest
from mkdocs.config import load_config
from mkdocs.structure.files import get_files

from katern.layout import Layout
from katern.library import Library
from katern.locale import words
from katern.site.files import site_files

DOSSIER = "---\ntitle: T\ndescription: D.\nline: taal\nquestion: Q?\nkey_messages: [Een., Twee., Drie.]\n---\n"


@pytest.fixture
def files(site):
    """The addresses of a site's files, and the titles of the pages that it makes itself."""

    def made(content):
        root = site(content)
        config = load_config(str(root / "mkdocs.yml"))
        config.plugins._current_plugin = "katern"  # as during an event, when files are made
        found = get_files(config)
        return found, site_files(found, config, Library.load(Layout(root)), words("nl"))

    return made


def test_dossiers_and_toolkits_come_in_with_all_their_files(files):
    found, _ = files(
        {"docs/index.md": "# A", "dossiers/taal/index.md": DOSSIER, "dossiers/taal/beeld één.png": b"x", "toolkits/x/kaart.md": "# K"}
    )
    addresses = [file.src_uri for file in found]
    assert {"dossiers/taal/index.md", "dossiers/taal/beeld één.png", "toolkits/x/kaart.md"} <= set(addresses)
    assert found.get_file_from_path("dossiers/taal/index.md").edit_uri == "dossiers/taal/index.md"


def test_data_files_and_hidden_files_stay_out(files):
    found, _ = files(
        {"docs/index.md": "# A", "docs/_data/programme.yml": "title: P\n", "docs/_data/notitie.md": "x", "docs/_data/x.png": b"x", "dossiers/taal/.geheim": "x"}
    )
    assert [file.src_uri for file in found] == ["index.md"]


def test_the_site_makes_the_lists_that_no_author_wrote(files):
    found, made = files({"docs/index.md": "# A", "dossiers/taal/index.md": DOSSIER, "bibliography/a.bib": "@misc{a, title = {A}}"})
    assert made == {"dossiers/index.md": "Dossiers", "bronnen/index.md": "Bronnen"}
    assert found.get_file_from_path("bronnen/index.md").content_string == ""


def test_a_list_of_an_authors_own_is_kept(files):
    _, made = files({"docs/index.md": "# A", "dossiers/index.md": "# Onze dossiers", "dossiers/taal/index.md": DOSSIER})
    assert made == {}
