"""A build of which nothing changed is over at once and tells what the last one told; what changed is built, to the same bytes."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from katern.survey import FINE

from .conftest import command

MACROS = "def define_env(env):\n    @env.macro\n    def groet():\n        return 'Dag'\n"
FILES = {
    "mkdocs.yml": "site_name: P\ntheme: {name: material, language: nl}\nplugins: [search, macros: {module_name: hooks/eigen}, katern]\n",
    "docs/index.md": "---\ntitle: Start\n---\n{{ groet() }}, zie [een](een.md).\n",
    "docs/een.md": "---\ntitle: Een\n---\nTekst. TODO\n",
    # a site of plain pages is not told what is left to do
    "docs/_data/glossary.yml": "terms: []\n",
}
UNCHANGED = "en niets is veranderd"


def write(root: Path, macros: str) -> Path:
    for path, text in {**FILES, "hooks/eigen.py": macros}.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")
    time.sleep(2 * FINE / 1e9)  # a file that is younger than the build is not trusted
    return root


def build(root: Path) -> list[str]:
    done = command("katern", "build", "--no-booklets", "--draft", cwd=root)
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


def files(root: Path) -> dict[str, tuple[int, bytes]]:
    return {
        path.relative_to(root).as_posix(): (path.stat().st_mtime_ns, path.read_bytes())
        for path in (root / "site").rglob("*")
        if path.is_file()
    }


def test_a_build_of_which_nothing_changed_tells_the_same_and_touches_nothing(tmp_path: Path) -> None:
    root = write(tmp_path, MACROS)
    first, made = build(root), files(root)
    again = build(root)
    assert UNCHANGED in again[-1]
    assert again[:-1] == first[:-1]
    assert any("text.todo" in told for told in again)
    assert files(root) == made
    (root / "docs/een.md").write_text(FILES["docs/een.md"].replace("TODO", "Af"), encoding="utf-8")
    assert UNCHANGED not in build(root)[-1]
    changed = {path for path, file in files(root).items() if file != made.get(path)}
    found = {path for path in changed if path.startswith("site/search/pages/")}
    assert "site/search/pages/index.json" in found
    assert changed - found == {"site/een/index.html", "site/search/search_index.json"}


@pytest.mark.parametrize("asks", ["import datetime\n", "from random import choice\n"])
def test_a_site_whose_macros_ask_for_what_changes_is_always_built(tmp_path: Path, asks: str) -> None:
    root = write(tmp_path, asks + MACROS)
    build(root)
    assert UNCHANGED not in build(root)[-1]
