"""What of a change is code: all that is not a text, a source, data or a picture in a folder of the site."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from katern.check.touched import NoChanges, touched


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    root = tmp_path / "bron"
    root.mkdir()
    git(root, "init", "--quiet", "-b", "main")
    write(
        root, {"mkdocs.yml": "site_name: Proef\nplugins: [katern]\n", "docs/index.md": "# Welkom\n", "docs/weg.md": "x"}
    )
    commit(root)
    git(root, "switch", "--quiet", "-c", "voorstel")
    return root


def git(root: Path, *arguments: str) -> None:
    name = ("-c", "user.name=proef", "-c", "user.email=proef@example.org")
    subprocess.run(["git", *name, *arguments], cwd=root, check=True, capture_output=True)


def commit(root: Path) -> None:
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "-m", "wijziging")


def write(root: Path, files: dict[str, str]) -> None:
    for path, content in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(content)


@pytest.mark.parametrize("committed", [True, False])
def test_texts_sources_data_and_pictures_are_content_and_all_else_is_code(checkout: Path, committed: bool) -> None:
    content = ["bibliography/a.bib", "docs/_data/a.yml", "docs/foto.PNG", "docs/index.md", "dossiers/x/index.md"]
    code = [
        ".github/workflows/x.yml", "Makefile", "a.md", "docs/.verborgen.md", "docs/main.py", "docs/stijl.css", "docs/x.html",
        "hooks/h.py", "mkdocs.yml", "overrides/main.html", "overrides/tekst.md",
    ]  # fmt: skip
    write(checkout, dict.fromkeys([*content, *code], "anders"))
    (checkout / "docs/weg.md").unlink()
    if committed:
        commit(checkout)
    found = touched(checkout / "mkdocs.yml", "main")
    assert found.code == tuple(code)
    assert found.content == tuple(sorted([*content, "docs/weg.md"]))


@pytest.mark.parametrize("committed", [True, False])
def test_a_link_or_a_program_is_no_content_whatever_it_is_called(checkout: Path, committed: bool) -> None:
    (checkout / "docs/link.md").symlink_to("/etc/passwd")
    write(checkout, {"docs/programma.md": "#!/bin/sh\n"})
    (checkout / "docs/programma.md").chmod(0o755)
    (checkout / "docs/index.md").chmod(0o755)
    if committed:
        commit(checkout)
    assert touched(checkout / "mkdocs.yml", "main").code == ("docs/index.md", "docs/link.md", "docs/programma.md")


def test_the_change_does_not_say_itself_where_content_stands(checkout: Path) -> None:
    write(checkout, {"mkdocs.yml": "site_name: Proef\ndocs_dir: hooks\nplugins: [katern]\n", "hooks/a.md": "x"})
    assert touched(checkout / "mkdocs.yml", "main").code == ("hooks/a.md", "mkdocs.yml")


def test_folders_have_the_names_that_the_settings_gave_them(checkout: Path) -> None:
    write(checkout, {"mkdocs.yml": "docs_dir: tekst\nplugins:\n  - katern: {dossiers: mappen}\n"})
    commit(checkout)
    git(checkout, "branch", "--force", "main")
    write(checkout, {"tekst/a.md": "x", "mappen/b.md": "x", "dossiers/c.md": "x"})
    found = touched(checkout / "mkdocs.yml", "main")
    assert (found.code, found.content) == (("dossiers/c.md",), ("mappen/b.md", "tekst/a.md"))


def test_what_others_did_on_the_branch_meanwhile_is_not_of_this_change(checkout: Path) -> None:
    git(checkout, "switch", "--quiet", "main")
    write(checkout, {"hooks/h.py": "x"})
    commit(checkout)
    git(checkout, "switch", "--quiet", "voorstel")
    assert touched(checkout / "mkdocs.yml", "main") == touched(checkout / "mkdocs.yml", "HEAD")


def test_a_site_in_a_folder_of_its_repository_knows_what_changed_around_it(checkout: Path) -> None:
    write(checkout, {"deel/mkdocs.yml": "plugins: [katern]\n", "deel/docs/a.md": "x"})
    found = touched(checkout / "deel/mkdocs.yml", "main")
    assert (found.code, found.content) == (("deel/mkdocs.yml",), ("deel/docs/a.md",))
    write(checkout, {"docs/index.md": "anders"})
    assert "docs/index.md" in touched(checkout / "deel/mkdocs.yml", "main").code


def test_a_revision_that_git_does_not_know_is_a_sentence(checkout: Path, tmp_path: Path) -> None:
    with pytest.raises(NoChanges, match=r"unknown-changes: .*nergens"):
        touched(checkout / "mkdocs.yml", "nergens")
    (tmp_path / "los").mkdir()
    with pytest.raises(NoChanges):
        touched(tmp_path / "los/mkdocs.yml", "main")
