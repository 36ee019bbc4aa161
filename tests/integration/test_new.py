"""`katern new`, `katern explain` and `katern check --fix`, on sites that the command itself begins."""

from __future__ import annotations

import os
import pty
import re
import subprocess
import sys
from pathlib import Path

import pytest

from katern.kindtable import KINDS

from .. import commands

ROOT = Path(__file__).parents[2]
KATERN = str(Path(sys.executable).with_name("katern"))
ENVIRONMENT = {**os.environ, "PYTHONUTF8": "1", "SOURCE_DATE_EPOCH": "1764000000"}


def katern(folder: Path, *arguments: str) -> commands.Done:
    return commands.katern(*arguments, cwd=folder)


def sound(folder: Path, *arguments: str) -> str:
    done = katern(folder, *arguments)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module", params=["nl", "en"])
def begun(request, tmp_path_factory) -> Path:
    """A site that was begun in a language."""
    folder = tmp_path_factory.mktemp("begun") / "ons-platform"
    sound(folder.parent, "new", "site", "ons-platform", "--language", request.param)
    return folder


def test_a_new_site_passes_its_check_and_says_what_to_do_next(begun):
    assert sound(begun, "check") in ("Geen bevindingen.\n", "No findings.\n")
    assert 'site_name: "Ons platform"' in (begun / "mkdocs.yml").read_text(encoding="utf-8")


def test_a_new_site_is_built_with_its_booklets_and_what_was_built_is_sound(begun):
    sound(begun, "build")
    assert len(list((begun / "site").rglob("*.pdf"))) >= 3
    assert sound(begun, "check", "--site") in ("Geen bevindingen.\n", "No findings.\n")


def test_an_item_of_every_kind_can_be_added_and_all_pass(begun):
    wholes = {"chapter": "dossiers", "part": "toolkits"}
    for kind in KINDS:
        within = (
            [
                "--in",
                next(path.name for path in sorted((begun / wholes[kind]).iterdir()) if (path / "index.md").is_file()),
            ]
            if kind in wholes
            else []
        )
        path, said = sound(begun, "new", kind, f"Test {kind}", *within).splitlines()
        assert (begun / path).is_file()
        assert path in said
    assert sound(begun, "check") in ("Geen bevindingen.\n", "No findings.\n")


@pytest.mark.parametrize(
    ("arguments", "part"),
    [
        (("new", "dosier", "Titel"), "de soort 'dosier' bestaat niet (bedoelde u 'dossier'?); kies uit site, dossier"),
        (("new", "chapter", "Wat werkt?"), "bestaat al"),
        (("new", "question", "…"), "--slug"),
        (("new", "part", "Kaart", "--kind", "kaart"), "kies uit guide, card"),
        (("explain", "link.brokn"), "bedoelde u 'link.broken'?"),
    ],
)
def test_what_cannot_be_is_a_sentence_and_exit_code_2(tmp_path, arguments, part):
    sound(tmp_path, "new", "site", "s")
    before = sorted(path for path in (tmp_path / "s").rglob("*") if ".cache" not in path.parts)
    done = katern(tmp_path / "s", *arguments)
    assert (done.returncode, done.stdout, "Traceback" in done.stderr) == (2, "", False)
    assert part in done.stderr
    assert sorted(path for path in (tmp_path / "s").rglob("*") if ".cache" not in path.parts) == before


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ((), ". is not empty; choose a folder that is empty or not there yet\n"),  # that of the machine
        (("--language", "nl"), ". is niet leeg; kies een map die leeg is of nog niet bestaat\n"),
    ],
)
def test_a_folder_that_is_not_empty_is_refused_and_left_as_it_is(language, told, tmp_path):
    (tmp_path / "brief.txt").write_text("van mij", encoding="utf-8")
    done = katern(tmp_path, "new", "site", ".", *language)
    assert (done.returncode, done.stderr) == (2, told)
    assert [path.name for path in tmp_path.iterdir()] == ["brief.txt"]


def test_a_code_is_explained_as_the_manual_has_it(tmp_path):
    sound(tmp_path, "new", "site", "s")
    told = sound(tmp_path / "s", "explain", "link.http-only")
    assert told.startswith("link.http-only (warning)\n\n")
    assert "Fout:\n\n  docs/" in told
    assert "Goed:\n\n  docs/" in told


def test_what_is_explained_is_what_the_manual_says():
    command = [sys.executable, str(ROOT / ".ci/codes"), "--check"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_fix_mends_what_has_one_answer_shows_it_and_reports_the_rest(tmp_path):
    sound(tmp_path, "new", "site", "s")
    page = tmp_path / "s/docs/over.md"
    page.write_text("# Over\n\nLees [de start] (index.md) en [dit](weg.md).\n", encoding="utf-8")
    done = katern(tmp_path / "s", "check", "--fix")
    assert done.returncode == 1
    assert done.stdout.splitlines()[:4] == [
        "docs/over.md:3",
        "- Lees [de start] (index.md) en [dit](weg.md).",
        "+ Lees [de start](index.md) en [dit](weg.md).",
        "1 regel hersteld.",
    ]
    assert [line.split(": ")[0] for line in done.stdout.splitlines()[4:]] == [
        "docs/over.md:3:36",
        "1 fout, 0 waarschuwingen.",
    ]
    assert page.read_text(encoding="utf-8") == "# Over\n\nLees [de start](index.md) en [dit](weg.md).\n"


def on_terminal(folder: Path, **more: str) -> str:
    """What a check shows to who sits at a terminal."""
    ours, theirs = pty.openpty()
    environment = {name: value for name, value in {**ENVIRONMENT, **more}.items() if name != "NO_COLOR" or value}
    process = subprocess.Popen([KATERN, "check"], cwd=folder, stdout=theirs, stderr=subprocess.DEVNULL, env=environment)
    os.close(theirs)
    shown = b""
    while True:
        try:
            part = os.read(ours, 65536)
        except OSError:  # the other end is closed
            break
        if not part:
            break
        shown += part
    process.wait()
    os.close(ours)
    return shown.decode().replace("\r\n", "\n")


def test_a_terminal_shows_the_line_with_a_mark_and_in_colour_unless_that_is_unwanted(tmp_path):
    sound(tmp_path, "new", "site", "s")
    (tmp_path / "s/docs/over.md").write_text("# Over\n\nLees [dit](weg.md).\n", encoding="utf-8")
    coloured = on_terminal(tmp_path / "s", NO_COLOR="")
    plain = on_terminal(tmp_path / "s", NO_COLOR="1")
    assert "\x1b[31m" in coloured
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == plain
    assert "docs/over.md\n\n  3:12 error link.broken\n" in plain
    assert "    | Lees [dit](weg.md).\n    |            ^\n" in plain
    assert "\x1b" not in katern(tmp_path / "s", "check").stdout
