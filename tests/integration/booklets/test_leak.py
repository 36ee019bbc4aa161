"""A site whose own checks were silenced: the trainer's words still do not get into what participants read."""

from __future__ import annotations

import zipfile

import pytest

from katern.ownfolder import mark_site

SLIP = "\n!!! trainer\n    Let op.\n\n  - De moeder uit dit verhaal weet het antwoord allang.\n"
SILENT = "      check:\n        severities: {text.block: off, toolkit.edition-leak: off}\n"


@pytest.fixture
def silenced(copied):
    root = copied("booklets")
    config = (root / "mkdocs.yml").read_text(encoding="utf-8")
    (root / "mkdocs.yml").write_text(config.replace("      check:\n", SILENT), encoding="utf-8")
    return root


def test_a_file_that_gives_the_trainers_words_away_is_not_written(silenced, run):
    page = silenced / "toolkits/oefenen/werkvorm.md"
    line = page.read_text(encoding="utf-8").count("\n") + 2
    page.write_text(page.read_text(encoding="utf-8") + SLIP, encoding="utf-8")
    earlier = silenced / "site/boekjes/oefenen-deelnemer.pdf"
    earlier.parent.mkdir(parents=True)
    earlier.write_bytes(b"%PDF van vorige week")
    earlier.with_suffix(".webp").write_bytes(b"van vorige week")
    mark_site(silenced / "site")
    done = run("booklet", "oefenen", cwd=silenced)
    message = (
        f"toolkits/oefenen/werkvorm.md:{line}:1: error toolkit.edition-leak: woorden die alleen voor de trainer zijn, staan in '{{}}', "
        "dat deelnemers lezen: 'de moeder uit dit verhaal weet' (laat alles in het blok vier spaties inspringen; het bestand is niet gemaakt)"
    )
    found = [line for line in done.stdout.splitlines() if ": error " in line]
    assert found == [message.format(name) for name in ("oefenen", "oefenen-deelnemer")]
    assert done.returncode == 1
    made = sorted(path.name for path in earlier.parent.iterdir())
    assert ("oefenen-trainer.pdf" in made, "oefenen-deelnemer.pdf" in made, "oefenen.epub" in made) == (
        True,
        False,
        False,
    )
    assert ("oefenen-trainer.webp" in made, "oefenen-deelnemer.webp" in made) == (True, False)


def test_once_the_text_stands_in_its_box_the_file_is_made_without_it(silenced, run):
    page = silenced / "toolkits/oefenen/werkvorm.md"
    page.write_text(page.read_text(encoding="utf-8") + SLIP.replace("  - De", "    - De"), encoding="utf-8")
    assert run("booklet", "oefenen", cwd=silenced).returncode == 0
    with zipfile.ZipFile(silenced / "site/boekjes/oefenen.epub") as book:
        words = b"".join(book.read(name) for name in book.namelist() if name.endswith(".xhtml"))
    assert b"Dit zien alleen deelnemers staan" in words
    assert b"weet het antwoord allang" not in words
