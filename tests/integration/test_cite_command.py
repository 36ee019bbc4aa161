"""`katern cite` and `katern sources` themselves: files and services in, files and sentences out."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "unit/sourcing"))

from services import Register, Zotero, item

from ..commands import Done
from ..commands import katern as command

BIB = "@report{day2019geboren,\n  author = {Day, Mehmet},\n  title = {Geboren},\n  year = {2019},\n  doi = {10.1000/geboren},\n  institution = {I},\n}\n"
RIS = "TY  - RPRT\nAU  - Bos, Kim\nTI  - Praten met ouders\nPB  - Bureau\nPY  - 2022\nER  - \n"
FILES = {"docs/index.md": "# Start\n\nDat is zo [@day2019geboren].\n", "bibliography/bronnen.bib": BIB}


@pytest.fixture
def folder(site):
    return site(FILES)


def katern(folder: Path, *arguments: str, text: str = "") -> Done:
    return command(*arguments, cwd=folder, text=text, NO_PROXY="127.0.0.1")


def test_a_source_comes_in_once_is_found_and_is_sound(folder):
    (folder / "nieuw.ris").write_text(RIS, encoding="utf-8")
    done = katern(folder, "cite", "add", "nieuw.ris")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == "bos2022praten: Bos (2022) Praten met ouders. Staat in bibliography/bronnen.bib, regel 1.\n"
    again = katern(folder, "cite", "add", "-", text=RIS)
    assert (again.returncode, again.stdout) == (1, "")
    assert (
        again.stderr
        == "Staat er al: Bos (2022) Praten met ouders. Het is bos2022praten (bibliography/bronnen.bib, regel 1).\n"
    )
    found = katern(folder, "cite", "find", "praten", "bos")
    assert found.stdout == "bos2022praten\n    Bos (2022) Praten met ouders\n    bibliography/bronnen.bib:1\n"
    assert katern(folder, "cite", "find", "iets", "anders").returncode == 1
    assert katern(folder, "cite", "fmt").stdout == "Alle bibliografieën zijn al zo opgemaakt.\n"


def test_who_and_what_cannot_be(folder):
    assert katern(folder, "cite", "who", "@day2019geboren").stdout.splitlines()[-1] == "docs/index.md:3:12"
    wrong = katern(folder, "cite", "who", "day2019gebore")
    assert (wrong.returncode, wrong.stderr) == (
        2,
        "geen bron heeft de sleutel 'day2019gebore'; bedoelde u 'day2019geboren'?\n",
    )
    broken = katern(folder, "cite", "add", "-", text="@article{x, title={Y}")
    assert broken.returncode == 1
    assert "-:1:1: error bib.parse" in broken.stdout
    assert broken.stderr == "Er is niets toegevoegd.\n"
    assert katern(folder, "cite", "add", "nergens.ris").returncode == 2
    assert (
        katern(folder, "cite", "sync").stderr
        == "er loopt nog geen bestand gelijk met Zotero; noem het bestand, en met --from de verzameling\n"
    )


def test_a_file_that_is_not_in_order_is_told_and_put_in_order(folder):
    file = folder / "bibliography/bronnen.bib"
    file.write_text(BIB.replace(",\n  year", ", year"), encoding="utf-8")
    looked = katern(folder, "cite", "fmt", "--check")
    assert (looked.returncode, looked.stdout) == (
        1,
        "bibliography/bronnen.bib: 1 bronnen zijn niet zo opgemaakt; doe katern cite fmt.\n",
    )
    assert katern(folder, "cite", "fmt", "bibliography/bronnen.bib").returncode == 0
    assert file.read_text(encoding="utf-8") == BIB


def test_a_file_is_kept_in_step_with_zotero(folder):
    zotero = Zotero()
    zotero.items = [item("AAAA1111", "Over buren")]
    where = ("--service", zotero.address, "--pause", "0")
    first = katern(folder, "cite", "sync", "bibliography/zotero.bib", "--from", Zotero.PLACE, *where)
    assert (first.returncode, first.stderr) == (0, "")
    assert first.stdout == "nieuw: vries2020buren\nbibliography/zotero.bib: 1 nieuw, 0 veranderd, 0 weg.\n"
    assert (
        katern(folder, "cite", "sync", *where).stdout
        == f"bibliography/zotero.bib loopt al gelijk met {Zotero.PLACE}.\n"
    )
    assert katern(folder, "check").stdout == "Geen bevindingen.\n"
    zotero.stop()


def test_what_became_of_sources_is_asked_and_told_by_every_check(folder):
    register = Register()
    register.works["10.1000/geboren"] = {
        "DOI": "10.1000/geboren",
        "updated-by": [{"DOI": "10.1000/n", "type": "retraction"}],
    }
    ask = ("sources", "watch", "--crossref", register.address, "--unpaywall", register.address, "--pause", "0")
    nobody = katern(folder, *ask)
    assert (nobody.returncode, nobody.stderr) == (
        2,
        "Unpaywall wil weten wie er vraagt; geef met --mail een mailadres\n",
    )
    done = katern(folder, *ask, "--mail", "wij@example.org")
    assert "error source.retracted: 'day2019geboren' is ingetrokken (retraction) (zie 10.1000/n)" in done.stdout
    assert done.stdout.endswith("1 DOI's gevraagd; van 0 was er nog een recent antwoord.\n")
    check = katern(folder, "check")
    assert (check.returncode, check.stdout.count("source.retracted")) == (1, 1)
    register.stop()
