"""`katern diff`: a change in words, and as a page, from a repository of its own."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from .. import commands

WHO = ("-c", "user.name=Proef", "-c", "user.email=proef@example.org")
BIB = "@report{day2019geboren,\n  author = {Day, Mehmet},\n  title = {Geboren},\n  year = {2019},\n  institution = {I},\n}\n"
FILES = {
    "mkdocs.yml": "site_name: Proef\ntheme: {name: material, language: nl}\nplugins: [macros: {module_name: macros}, katern]\n",
    "macros.py": "def define_env(env):\n    @env.macro\n    def hier():\n        return 'de oude wijk'\n",
    "docs/index.md": "# Start\n\n## Groeten\n\nBuren groeten elkaar [@day2019geboren]. Dat is zo in {{ hier() }}.\n\n## Blijft\n\nDit blijft.\n",
    "docs/weg.md": "# Weg\n\nDeze bladzijde gaat weg [@mist2020].\n",
    "bibliography/b.bib": BIB,
}


def git(folder: Path, *arguments: str) -> None:
    subprocess.run(["git", *WHO, *arguments], cwd=folder, check=True, capture_output=True)


def katern(folder: Path, *arguments: str) -> commands.Done:
    return commands.katern(*arguments, cwd=folder, SOURCE_DATE_EPOCH="")


@pytest.fixture
def folder(site):
    root = site(FILES)
    git(root, "init", "-q", "-b", "main")
    git(root, "add", ".")
    git(root, "commit", "-q", "-m", "Eerste")
    git(root, "switch", "-q", "-c", "wijziging")
    return root


def test_a_change_is_told_in_words_and_shown_beside_what_was(folder):
    index = folder / "docs/index.md"
    text = (
        FILES["docs/index.md"]
        .replace("Buren groeten elkaar", "Buren groeten elkaar vaak")
        .replace("## Blijft", "## Nieuw\n\nEen zin [@ook2020].\n\n## Blijft")
    )
    index.write_text(text, encoding="utf-8")
    (folder / "macros.py").write_text(FILES["macros.py"].replace("oude", "nieuwe"), encoding="utf-8")
    (folder / "docs/weg.md").unlink()
    git(folder, "add", ".")
    git(folder, "commit", "-q", "-m", "Tweede")
    done = katern(folder, "diff", "main", "--page", "uit/diff.html")
    assert (done.returncode, done.stderr) == (0, "[0/2] Wordt\n[1/2] main\n[2/2] main\n")
    assert done.stdout.startswith("# Wat er verandert sinds main\n\n## Start\n\n- Gewijzigd: Groeten\n- Nieuw: Nieuw\n")
    assert "## Nieuwe bevindingen\n\n- docs/index.md:9:10: error cite.missing: bron 'ook2020'" in done.stdout
    assert "## Opgeloste bevindingen\n\n- docs/weg.md:3:26: error cite.missing: bron 'mist2020'" in done.stdout
    page = (folder / "uit/diff.html").read_text(encoding="utf-8")
    assert "Buren groeten elkaar <ins>vaak</ins>" in page
    assert "<del>oude</del>" in page
    assert "<ins>nieuwe</ins>" in page
    assert "Dit blijft." not in page.partition("<h2>Weg</h2>")[2]


def test_nothing_changed_and_what_is_not_committed_counts(folder):
    done = katern(folder, "diff", "main")
    assert done.stdout == "# Wat er verandert sinds main\n\nVoor lezers verandert er niets.\n"
    (folder / "bibliography/b.bib").write_text(BIB.replace("Geboren", "Geboren en getogen"), encoding="utf-8")
    done = katern(folder, "diff", "main", "-o", "uit/diff.md")
    assert done.stdout == ""
    assert "- Bron gewijzigd: Geboren en getogen\n" in (folder / "uit/diff.md").read_text(encoding="utf-8")


def test_a_revision_that_is_not_there_and_a_folder_without_git_are_sentences(folder, tmp_path):
    unknown = katern(folder, "diff", "nergens")
    assert (unknown.returncode, unknown.stdout) == (2, "")
    assert "sinds 'nergens'" in unknown.stderr
    assert "Traceback" not in unknown.stderr
