"""`katern data` itself: from the publisher's service to a set, and what it says when it cannot."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "unit/datasets"))

from publisher import Publisher

from ..commands import Done, katern

MAP = """source: {id: cijfers, title: Proeftabel, table: 99999NED, seen_in: publisher, retrieved: 2026-11-20, borders: 2024}
area: WijkenEnBuurten
year: 2024
columns: {Inwoners_1: inwoners}
"""
FILES = {
    "docs/index.md": "# Welkom\n",
    "docs/_data/areas/2024.csv": "code,name,kind,within\n"
    + "".join(f"GM{number:04},Dorp {number},municipality,\n" for number in range(3)),
    "docs/_data/indicators.yml": "indicators:\n  - {id: inwoners, label: Inwoners, unit: aantal, theme: bevolking}\n",
    "docs/_data/sets/proef/map.yml": MAP,
}


@pytest.fixture
def folder(site):
    return site(FILES)


@pytest.fixture
def publisher():
    server = Publisher(3)
    yield server
    server.stop()


def data(folder: Path, *arguments: str) -> Done:
    return katern("data", *arguments, cwd=folder, SOURCE_DATE_EPOCH="", NO_PROXY="127.0.0.1")


def test_a_table_goes_from_the_service_into_a_set(folder, publisher):
    fetched = data(folder, "fetch", "cbs", "99999NED", "--service", publisher.service, "--pause", "0")
    assert (fetched.returncode, fetched.stdout.rpartition(": ")[2]) == (0, "3 rijen, 0 bladzijden waren er al\n")
    done = data(folder, "import", ".cache/katern/data/99999NED.json", "--set", "proef")
    assert (done.returncode, done.stderr) == (0, "")
    assert (
        done.stdout
        == "docs/_data/sets/proef/cijfers.csv\ndocs/_data/sets/proef/set.yml\n3 cijfers, waarvan 0 ontbreken en dat zeggen.\n"
    )
    assert (folder / "docs/_data/sets/proef/cijfers.csv").read_text(encoding="utf-8") == (
        "area,year,indicator,value,mark\nGM0000,2024,inwoners,0,\nGM0001,2024,inwoners,1,\nGM0002,2024,inwoners,2,\n"
    )


def test_what_cannot_be_read_is_told_at_its_place_and_nothing_is_written(folder):
    (folder / "tabel.csv").write_text("WijkenEnBuurten,Inwoners_1\nGM0001,veel\n", encoding="utf-8")
    done = data(folder, "import", "tabel.csv", "--set", "proef")
    assert (done.returncode, done.stderr) == (1, "Er is niets geschreven.\n")
    assert done.stdout.startswith("tabel.csv:2:8: error data.bad-value: 'veel' is geen getal (")
    assert sorted(path.name for path in (folder / "docs/_data/sets/proef").iterdir()) == ["map.yml"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("fetch", "cbs", "KWB"), "'KWB' is geen nummer van een tabel; schrijf het als 85984NED\n"),
        (
            ("import", "weg.csv", "--set", "proef"),
            "weg.csv:1:1: error meta.unreadable: het bestand is niet te lezen: No such file or directory",
        ),
    ],
)
def test_wrong_use_is_a_sentence_and_no_traceback(folder, arguments, said):
    done = data(folder, *arguments)
    assert done.returncode in (1, 2)
    assert (done.stdout + done.stderr).startswith(said)
    assert "Traceback" not in done.stderr
