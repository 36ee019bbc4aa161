"""A site on which each page is a file (`use_directory_urls: false`): versions, aliases and news as on any other."""

from __future__ import annotations

import json
import posixpath
import re
from collections.abc import Mapping
from pathlib import Path

import pytest

from .conftest import FIRST, LAST, NEXT, Repository, Snapshot

TAGS = ("2025.1", "2025.2", "2025.10")
LEADS = re.compile(r'data-to="([^"]*)"')


def as_files(files: Mapping[str, str | None]) -> dict[str, str | None]:
    return {
        path: content.replace("plugins:", "use_directory_urls: false\nplugins:") if content and path == "mkdocs.yml" else content
        for path, content in files.items()
    }  # fmt: skip


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The three versions of the sample, with a file for each page."""
    folder = tmp_path_factory.mktemp("bestanden")
    repository = Repository(folder / "bron")
    lost = FIRST["docs/vragen/hoe.md"].replace("Hoe begin ik", "Waar begin ik")
    for tag, files in zip(TAGS, ({**FIRST, "docs/vragen/weg.md": lost}, NEXT, LAST), strict=True):
        repository.commit(as_files(files), tag)
        repository.katern("release", tag, "--to", str(folder / "boom"))
    return folder / "boom"


def test_every_page_that_leads_on_leads_to_a_page(tree: Path, served: Snapshot) -> None:
    files = served(tree)
    found = {}
    for page in (path for path in files if path.endswith(".html")):
        leads = LEADS.search(files[page].decode())
        if leads:
            to = posixpath.normpath(posixpath.join(posixpath.dirname(page), leads[1]))
            found[page] = to in files or f"{to}/index.html" in files
    old = {f"2025.10/dossiers/opvoeding/{name}" for name in ("buurt", "meedoen")}
    assert {f"{path}.html" for path in old} | {f"{path}/index.html" for path in old} < found.keys()
    assert "actueel/dossiers/opvoeding/in-de-wijk.html" in found
    assert [path for path, leads in found.items() if not leads] == []


def test_the_news_is_that_of_a_site_of_folders(tree: Path, three_versions: tuple[Repository, Path]) -> None:
    for tag in TAGS:
        path = f"{tag}/wijzigingen/wijzigingen.md"
        assert (tree / path).read_text() == (three_versions[1] / path).read_text()


def test_the_map_of_pages_knows_them_by_the_addresses_that_readers_have(tree: Path) -> None:
    known = json.loads((tree / "pages.json").read_bytes())
    assert known["moves"] == [
        ["2025.2", "dossiers/opvoeding/meedoen.html", "dossiers/opvoeding/buurt.html"],
        ["2025.10", "dossiers/opvoeding/buurt.html", "dossiers/opvoeding/in-de-wijk.html"],
    ]
    assert known["gone"] == [["2025.10", "vragen/weg.html"]]
    assert known["withdrawn"] == {"vragen/hoe.html": [["dossiers/opvoeding/", "Opvoeding"]]}
    places = {
        *known["titles"],
        *known["withdrawn"],
        "dossiers/opvoeding/",
        known["news"],
    }
    assert places <= set(known["pages"])
    assert all(
        (tree / "2025.10" / page).is_file() or (tree / "2025.10" / page / "index.html").is_file()
        for page in known["pages"]
    )
