"""A small site that was made once, as the preview shows it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from katern.commandline import load_site
from katern.preview.origins import Origins
from katern.preview.screen import Screen
from katern.rebuilding import Rebuilding
from katern.site.settings import SiteSettings

BIB = (
    "@book{vries2020,\n  author = {de Vries, Anna},\n  title = {Taal},\n  publisher = {P},\n  year = {2020},\n}\n\n"
    "@book{jong2021,\n  author = {de Jong, Piet},\n  title = {Woord},\n  publisher = {P},\n  year = {202x},\n}\n"
)
FILES = {
    "mkdocs.yml": "site_name: Proef\ntheme: {name: material, language: nl, font: false}\nplugins: [katern]\n",
    "docs/index.md": "---\ntitle: Begin\n---\n\nWelkom [@vries2020; @jong2021].\n",
    "docs/over/wij.md": "---\ntitle: Over ons\n---\n\nMet een bron die er niet is [@weg2020].\n",
    "docs/plaat.svg": '<svg xmlns="http://www.w3.org/2000/svg"/>\n',
    "bibliography/a.bib": BIB,
}


@dataclass(frozen=True)
class Stage:
    """A site in its folder, and what shows it."""

    root: Path
    folder: Path
    screen: Screen


@pytest.fixture
def settings() -> Callable[[Path], SiteSettings]:
    """The settings of a site in a folder."""
    return lambda root: load_site(str(root / "mkdocs.yml")).site


@pytest.fixture
def stage(site: Callable[[dict[str, str]], Path], settings: Callable[[Path], SiteSettings], tmp_path: Path) -> Callable[..., Stage]:  # fmt: skip
    """Makes a site of these files (see FILES), and shows it."""

    def make(files: dict[str, str] | None = None) -> Stage:
        root, folder, screen = site(FILES if files is None else files), tmp_path / "gemaakt", Screen()
        known = settings(root)
        made = Rebuilding(known, known.open_store()).again(folder)
        screen.show(made.changed, build=made.build, findings=made.findings, origins=Origins.of(made.build))
        return Stage(root, folder, screen)

    return make
