from __future__ import annotations

from pathlib import Path

import pytest

from katern.layout import Layout

LAYOUT = Layout(Path("/checkout"))


@pytest.mark.parametrize(
    ("path", "address"),
    [
        ("docs/index.md", "index.md"),
        ("docs/vragen/a.md", "vragen/a.md"),
        ("dossiers/opvoeding/index.md", "dossiers/opvoeding/index.md"),
        ("toolkits/achterlating/gesprek.md", "toolkits/achterlating/gesprek.md"),
        ("bibliography/a.bib", None),
        ("docsx/a.md", None),
        ("README.md", None),
    ],
)
def test_an_address_leaves_out_docs_and_keeps_the_other_folders(path, address):
    assert LAYOUT.address(path) == address


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("docs/index.md", "page"),
        ("docs/vragen/index.md", "page"),
        ("docs/vragen/hoe-vaak.md", "question"),
        ("docs/vragen/2026/hoe-vaak.md", "question"),
        ("docs/kennisateliers/loyaliteit.md", "atelier"),
        ("docs/interventies/training.md", "intervention"),
        ("docs/over/index.md", "page"),
        ("docs/vragen.md", "page"),
        ("dossiers/opvoeding/index.md", "dossier"),
        ("dossiers/opvoeding/wat-werkt.md", "chapter"),
        ("dossiers/opvoeding/bijlagen/index.md", "chapter"),
        ("dossiers/index.md", "page"),
        ("toolkits/achterlating/index.md", "toolkit"),
        ("toolkits/achterlating/gesprek.md", "part"),
        ("toolkits/index.md", "page"),
    ],
)
def test_the_kind_of_an_item_follows_from_its_folder(path, kind):
    assert LAYOUT.kind(path) == kind


def test_folders_may_have_other_names():
    layout = Layout(
        Path("/checkout"), docs="paginas", wholes={"thema/dossiers": "dossier"}, folders={"faq": "question"}
    )
    assert layout.address("paginas/faq/a.md") == "faq/a.md"
    assert layout.kind("paginas/faq/a.md") == "question"
    assert layout.kind("thema/dossiers/a/index.md") == "dossier"
    assert layout.address("thema/dossiers/a/index.md") == "dossiers/a/index.md"


def test_the_catalogue_of_sources_is_a_page_that_no_file_holds():
    assert LAYOUT.generated == ("docs/bronnen/index.md",)
