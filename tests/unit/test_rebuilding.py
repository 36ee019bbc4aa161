"""A site that is built again in one process: only what is new is written, and it is what a build from nothing writes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from katern.commandline import load_site
from katern.rebuilding import Rebuilding
from katern.store import Store

PAGES = {
    "docs/index.md": "---\ntitle: Start\n---\nWelkom, zie [een](een.md).\n",
    "docs/een.md": "---\ntitle: Een\n---\nTekst met bron [@a].\n",
    "docs/twee.md": "---\ntitle: Twee\n---\nMeer tekst.\n",
    "bibliography/bronnen.bib": "@book{a, author={Jansen, A.}, title={Titel}, year={2020}, publisher={Uit}}\n",
}


@pytest.fixture
def root(site: Callable[[dict[str, str]], Path]) -> Path:
    return site({**PAGES, "mkdocs.yml": "site_name: Proef\ntheme: {name: material}\nplugins: [search, katern]\n"})


def rebuilding(root: Path) -> Rebuilding:
    return Rebuilding(load_site(str(root / "mkdocs.yml")).site, Store(None))


def files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_first_build_writes_all_and_the_next_nothing(root: Path, tmp_path: Path) -> None:
    site = rebuilding(root)
    assert "een/index.html" in site.again(tmp_path / "out").changed
    assert site.again(tmp_path / "out").changed == ()


def test_an_edit_writes_what_depends_on_it(root: Path, tmp_path: Path) -> None:
    site = rebuilding(root)
    site.again(tmp_path / "out")
    (root / "docs/twee.md").write_text("---\ntitle: Twee\n---\nAndere tekst.\n", encoding="utf-8")
    assert sorted(site.again(tmp_path / "out").changed) == ["search/search_index.json", "twee/index.html"]
    rebuilding(root).again(tmp_path / "cold")
    assert files(tmp_path / "out") == files(tmp_path / "cold")


def test_a_page_that_is_gone_is_among_what_changed(root: Path, tmp_path: Path) -> None:
    site = rebuilding(root)
    site.again(tmp_path / "out")
    (root / "docs/twee.md").unlink()
    assert "twee/index.html" in site.again(tmp_path / "out").changed
    assert not (tmp_path / "out/twee").exists()


def test_the_page_that_is_asked_for_stands_before_all_others(root: Path, tmp_path: Path) -> None:
    out, seen = tmp_path / "out", []
    changed = rebuilding(root).again(out, ["twee/"], lambda: seen.extend(files(out))).changed
    assert seen == ["twee/index.html"]
    assert changed[0] == "twee/index.html"


def test_a_broken_page_keeps_the_form_that_it_had(root: Path, tmp_path: Path) -> None:
    site, out = rebuilding(root), tmp_path / "out"
    site.again(out)
    before = files(out)["een/index.html"]
    (root / "docs/een.md").write_text("---\ntitle: Een\n---\nTekst [@onbekend].\n", encoding="utf-8")
    broken = site.again(out)
    assert [(one.path, one.code) for one in broken.findings if one.severity == "error"] == [
        ("docs/een.md", "cite.missing")
    ]
    assert files(out)["een/index.html"] == before
    (root / "docs/een.md").write_text("---\ntitle: Een\n---\nTekst weer goed [@a].\n", encoding="utf-8")
    assert "een/index.html" in site.again(out).changed


def test_a_site_without_its_style_keeps_all(site: Callable[[dict[str, str]], Path], tmp_path: Path) -> None:
    root = site(
        {**PAGES, "mkdocs.yml": "site_name: Proef\ntheme: {name: material}\nplugins: [katern: {style: er-is-geen}]\n"}
    )
    built = rebuilding(root).again(tmp_path / "out")
    assert built.changed == ()
    assert [one.code for one in built.findings] == ["meta.bad-value"]
