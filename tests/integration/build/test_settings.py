"""What is wrong around a site and not in its texts: a finding or a sentence, never a traceback, and never a site that lacks something."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pypandoc
import pytest

MKDOCS = "site_name: Proef\ntheme: {name: material, language: nl, font: false}\n"
INDEX = {"docs/index.md": "# Welkom\n\nTekst.\n"}
BUILD = ("katern", "build", "--no-booklets")


def refused(done: subprocess.CompletedProcess[str], said: str, code: int = 2) -> None:
    assert done.returncode == code, done.stdout + done.stderr
    assert said in done.stdout + done.stderr
    assert "Traceback" not in done.stdout + done.stderr


@pytest.mark.parametrize(
    "url",
    ["https://ex ample.org/", "ftp://x.example/", "https://x.example:abc/", "https://x.example/?q=1", "https://x.example/#a",
     '"https://x.example/\\a"'],
)  # fmt: skip
@pytest.mark.parametrize("command", [BUILD, ("katern", "check")], ids=["build", "check"])
def test_an_address_at_which_no_site_can_stand_is_a_finding(site, run, url, command):
    root = site({**INDEX, "mkdocs.yml": f"{MKDOCS}plugins: [katern]\nsite_url: {url}\n"})
    done = run(*command, cwd=root)
    refused(done, "mkdocs.yml:4:11: error meta.bad-value: '", 1)
    assert "is geen adres waarop een site kan staan" in done.stdout


def test_an_address_that_mkdocs_cannot_read_is_a_sentence(site, run):
    root = site({**INDEX, "mkdocs.yml": f"{MKDOCS}plugins: [katern]\nsite_url: http://[::1\n"})
    refused(run(*BUILD, cwd=root), "mkdocs.yml:4:11 is niet te gebruiken: ")


@pytest.mark.parametrize("url", ["x.example", "3", "//x.example/"])
def test_an_address_that_mkdocs_knows_to_be_none_is_a_finding_in_the_form_that_is_asked_for(site, run, url):
    root = site({**INDEX, "mkdocs.yml": f"{MKDOCS}plugins: [katern]\nsite_url: {url}\n"})
    refused(
        run(*BUILD, cwd=root),
        "mkdocs.yml:4:11: error meta.bad-value: de waarde van 'site_url' past niet (hier hoort ",
        1,
    )
    done = run("katern", "check", "--format", "json", cwd=root)
    assert (done.returncode, json.loads(done.stdout)["findings"][0]["line"]) == (1, 4)


@pytest.mark.parametrize("setting", ["site_name", "site_description", "copyright"])
def test_a_control_character_in_the_settings_is_a_finding(site, run, setting):
    settings = MKDOCS.replace("site_name: Proef\n", "") if setting == "site_name" else MKDOCS
    root = site({**INDEX, "mkdocs.yml": f'{setting}: "A\\eB"\n{settings}plugins: [katern]\n'})
    refused(run(*BUILD, cwd=root), f"mkdocs.yml:1:{len(setting) + 3}: error read.control-character: ", 1)


def test_a_control_character_that_yaml_refuses_is_a_sentence(site, run):
    root = site({**INDEX, "mkdocs.yml": MKDOCS.replace("Proef", "Pro\x07ef") + "plugins: [katern]\n"})
    refused(run(*BUILD, cwd=root), "unacceptable character #x0007")


@pytest.mark.parametrize(
    ("options", "module", "said"),
    [
        ("{module_name: nergens}", None, "mkdocs.yml:3:34: error code.failed: er is geen 'nergens'"),
        ("{modules: ['nergens:nergens_echt']}", None, "mkdocs.yml:3:30: error code.failed: de module 'nergens_echt' met macro's is niet"),
        ("{module_name: kapot}", "import sys\nsys.exit(0)\n", "kapot.py:2:1: error code.failed: "),
        ("{module_name: kapot}", "x = 1\n", "'kapot' heeft geen functie define_env"),
    ],
)  # fmt: skip
def test_macros_that_cannot_be_loaded_are_a_sentence_with_their_place(site, run, options, module, said):
    files = {**INDEX, "mkdocs.yml": f"{MKDOCS}plugins: [{{macros: {options}}}, katern]\n"}
    root = site(files if module is None else {**files, "kapot.py": module})
    refused(run(*BUILD, cwd=root), said, 1)
    assert not (root / "site").exists()


def test_a_cache_that_cannot_be_written_costs_time_and_never_a_page(site, run):
    files = {**INDEX, "mkdocs.yml": f"{MKDOCS}plugins: [katern]\n"}
    whole = site(files)
    assert run(*BUILD, cwd=whole).returncode == 0
    pages = {path.name: path.read_bytes() for path in (whole / "site").glob("*.html")}
    (whole / ".cache").rename(whole / "weg")
    (whole / ".cache").write_text("geen map")
    done = run(*BUILD, cwd=whole)
    assert (done.returncode, "is niets te bewaren" in done.stderr) == (0, True)
    assert {path.name: path.read_bytes() for path in (whole / "site").glob("*.html")} == pages


BIB = "@book{een2020,\n  author = {Vries, Anna},\n  title = {Titel},\n  publisher = {Uitgever},\n  year = {2020},\n}\n"


def test_a_pandoc_that_writes_nothing_stops_the_build(site, run, tmp_path):
    root = site({
        "mkdocs.yml": f"{MKDOCS}plugins: [katern]\n", "bibliography/a.bib": BIB,
        "docs/index.md": "---\ntitle: Welkom\ndescription: Een proef.\n---\n\nTekst [@een2020].\n",
    })  # fmt: skip
    program = tmp_path / "pandoc"
    real = pypandoc.get_pandoc_path()
    program.write_text(f'#!/bin/sh\n[ "$1" = --version ] && exec {real} --version\ncat >/dev/null\n', encoding="utf-8")
    program.chmod(0o755)
    refused(
        run(*BUILD, cwd=root, PYPANDOC_PANDOC=str(program)), "schreef niets en meldde niets; kijk na of dat programma"
    )
    assert not (root / "site").exists()
    assert Path(real).is_file()
