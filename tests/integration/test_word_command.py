"""`katern import` and `katern export` themselves: out to Word and back."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from PIL import Image

from .. import commands

sys.path.insert(0, str(Path(__file__).parents[1] / "unit/manuscripts"))

from documents import docx

from katern.manuscripts.docxfile import read_docx
from katern.manuscripts.tree import words_of

FILES = {
    "docs/index.md": "# Start\n\nLees [over buren](buren.md).\n",
    "docs/buren.md": (
        "---\ntitle: Buren\n---\n\n## Groeten\n\nBuren helpen elkaar [@day2019geboren].[^1]\n\n![Een plein](plein.png)\n\n"
        "!!! note \"Let op\"\n    Zeg gedag.\n\n[^1]: In één straat.\n"
    ),
    "bibliography/b.bib": (
        "@report{day2019geboren,\n  author = {Day, Mehmet},\n  title = {Geboren},\n  year = {2019},\n  institution = {I},\n}\n"
    ),
}  # fmt: skip


@pytest.fixture
def folder(site, tmp_path):
    root = site(FILES)
    Image.new("RGB", (8, 8), "red").save(root / "docs/plein.png")
    return root


def katern(folder: Path, *arguments: str) -> commands.Done:
    return commands.katern(*arguments, cwd=folder)


def test_a_page_goes_out_and_its_comments_come_back(folder):
    done = katern(folder, "export", "buren", "--docx", "-o", "kopie.docx")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == "kopie.docx: 1 bladzijden om opmerkingen bij te zetten.\n"
    document = read_docx(folder / "kopie.docx")
    written = words_of(document.blocks)
    assert all(
        part in written for part in ("Buren", "Groeten", "(Day, 2019)", "Let op", "Zeg gedag.", "In één straat.")
    )
    assert len(document.media) == 1
    again = katern(folder, "export", "docs/buren.md", "--docx", "-o", "kopie.docx")
    assert (again.returncode, "bestaat al" in again.stderr) == (2, True)
    assert (
        katern(folder, "import", "--comments", "kopie.docx").stdout == "Er staan geen opmerkingen of wijzigingen in.\n"
    )
    comment = 'Buren [Altijd?]{.comment-start id="0" author="Anna" date="2026-01-02T10:00:00Z"}helpen[]{.comment-end id="0"} elkaar (Day, 2019).\n'
    docx(folder, comment, "terug.docx")
    back = katern(folder, "import", "--comments", "terug.docx", "buren")
    assert back.stdout == "docs/buren.md:7:7: opmerking van Anna bij “helpen”: Altijd?\n"


def test_a_document_comes_in_as_a_page_and_not_twice(folder):
    docx(folder, "---\ntitle: Nieuwe buren\n---\n\nTekst.\n", "stuk.docx")
    done = katern(folder, "import", "stuk.docx", "--kind", "question")
    assert (done.returncode, done.stderr) == (0, "")
    path, told = done.stdout.splitlines()
    assert path == "docs/nieuwe-buren.md"
    assert path in told
    again = katern(folder, "import", "stuk.docx", "--kind", "question")
    assert (again.returncode, again.stdout) == (2, "")
    assert "bestaat al" in again.stderr


def test_what_cannot_be_is_a_sentence(folder):
    (folder / "kapot.docx").write_bytes(b"PK\x03\x04")
    broken = katern(folder, "import", "kapot.docx", "--kind", "question")
    assert (broken.returncode, broken.stdout) == (2, "")
    assert broken.stderr.startswith("kapot.docx is beschadigd")
    unknown = katern(folder, "export", "burne", "--docx")
    assert (unknown.returncode, unknown.stderr.startswith("er is geen bladzijde 'burne'")) == (2, True)
    docx(folder, "Tekst.\n", "stuk.docx")
    assert "maak er eerst een" in katern(folder, "import", "stuk.docx").stderr
