"""`katern check` on one small site for each family, with its exact report, and what the command's options do."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from mkdocs.config import load_config

from katern.check import check
from katern.check.ext import outside_links
from katern.check.history import History
from katern.loading import load_library
from katern.mkdocs.options import policy
from katern.mkdocs.site import site_of
from katern.report import as_text

from ... import commands

SITES = Path(__file__).parents[2] / "sites"
FAMILIES = {
    "bib": (), "cite": (), "link": (), "text": (), "a11y": (), "toolkit": (), "data": (), "fresh": ("--fresh",), "site": ("--site",),
    "uitzonderingen": (), "read": (),
}  # fmt: skip
DAY = "1795478400"  # 24 November 2026


def katern(folder: Path, *arguments: str) -> commands.Done:
    """The command, run in a folder on a fixed day."""
    return commands.katern(*arguments, cwd=folder, SOURCE_DATE_EPOCH=DAY)


def copied(name: str, tmp_path: Path) -> Path:
    return Path(shutil.copytree(SITES / f"check-{name}", tmp_path / name))


@pytest.mark.parametrize("family", FAMILIES)
def test_a_family_reports_exactly_what_stands_beside_its_site(family, tmp_path):
    folder = copied(family, tmp_path)
    done = katern(folder, "check", *FAMILIES[family])
    assert done.stdout == (folder / "expected.txt").read_text(encoding="utf-8")
    assert (done.returncode, done.stderr) == (1, "")


def test_what_is_not_checked_in_a_language_is_said_in_one_line_beside_the_report(tmp_path):
    folder = copied("cite", tmp_path)
    settings = (folder / "mkdocs.yml").read_text(encoding="utf-8")
    (folder / "mkdocs.yml").write_text(settings.replace("language: nl", "language: en"), encoding="utf-8")
    done = katern(folder, "check", "--format", "json")
    assert done.stderr == "there is no data for the language 'en' on phone numbers in the text; these are not checked\n"
    assert all("staat" not in finding["message"] for finding in json.loads(done.stdout)["findings"])


def test_outside_links_report_exactly_what_the_history_knows():
    folder = SITES / "check-ext"
    config = load_config(str(folder / "mkdocs.yml"))
    settings = config.plugins["katern"].config
    more = {"external": lambda library: outside_links(library, History.read(folder))}
    found = check(load_library(site_of(config, settings).layout, language="nl"), policy(settings, config), more)
    assert as_text(found, "nl") + "\n" == (folder / "expected.txt").read_text(encoding="utf-8")


def test_paths_limit_what_is_reported(tmp_path):
    folder = copied("toolkit", tmp_path)
    done = katern(folder, "check", "toolkits/gesprek/kaarten.md", "bibliography")
    assert [line.split(":")[0] for line in done.stdout.splitlines()] == ["toolkits/gesprek/kaarten.md"] * 2 + [
        "2 fouten, 0 waarschuwingen."
    ]
    assert katern(folder, "check", "bibliography").returncode == 0
    assert (
        katern(folder / "toolkits", "check", "-f", "../mkdocs.yml", "gesprek/kaarten.md").stdout
        == katern(folder, "check", "toolkits/gesprek/kaarten.md").stdout
    )


def test_warnings_may_pass(tmp_path):
    folder = copied("fresh", tmp_path)
    assert katern(folder, "check", "--fresh").returncode == 1
    assert katern(folder, "check", "--fresh", "--fail-on", "error").returncode == 0
    assert katern(folder, "check").stdout == "Geen bevindingen.\n"


@pytest.mark.parametrize("form", ["github", "gitlab", "sarif", "json"])
def test_a_report_may_go_to_a_file_and_the_count_is_still_said(form, tmp_path):
    folder = copied("cite", tmp_path)
    done = katern(folder, "check", "--format", form, "--output", "uit/verslag")
    assert done.stdout == "5 fouten, 0 waarschuwingen.\n"
    written = (folder / "uit/verslag").read_text(encoding="utf-8")
    if form == "github":
        assert written.startswith("::error file=dossiers/wonen/wat-weten-we.md,line=5,col=12,title=cite.in-heading::")
    else:
        json.loads(written)


def test_a_site_that_is_not_built_is_said_in_a_sentence(tmp_path):
    done = katern(copied("cite", tmp_path), "check", "--site")
    assert (done.returncode, done.stderr) == (
        2,
        "in site/ staat geen gebouwde site; bouw haar eerst met katern build\n",
    )


def test_editors_get_a_page(tmp_path):
    folder = copied("fresh", tmp_path)
    assert katern(folder, "report", "-o", "redactie.md").returncode == 0
    assert (folder / "redactie.md").read_text(encoding="utf-8") == (folder / "expected-report.md").read_text(
        encoding="utf-8"
    )
    assert katern(folder, "report").stdout == (folder / "redactie.md").read_text(encoding="utf-8")


def test_schemas_are_written_once(tmp_path):
    folder = copied("fresh", tmp_path)
    first = katern(folder, "schema")
    assert ".katern/schema/dossier.json" in first.stdout.splitlines()
    assert katern(folder, "schema").stdout == "De schema's waren al bij.\n"
