"""`katern check` itself, on a small site for each family of findings and on files that no author writes on purpose."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from ..commands import Done, katern

SITES = Path(__file__).parents[1] / "sites"
FAMILIES = ("sound", "meta", "bib", "cite", "link", "evidence", "bad-input")
SOUND = {"docs/index.md": "# Welkom\n"}
# everything else is still checked: this link is always reported
CANARY = {"docs/zz.md": "[x](nergens.md)\n"}
CANARY_LINE = "docs/zz.md:1:5: error link.broken: 'nergens.md' wijst naar geen bestand"


def check(folder: Path, *arguments: str) -> Done:
    """What the command says about a site, run in its folder."""
    return katern("check", *(arguments or ("-f", "mkdocs.yml")), cwd=folder, SOURCE_DATE_EPOCH="")


def reported(folder: Path) -> list[str]:
    """The findings without hints, that of the canary left out; the run itself went well."""
    done = check(folder)
    assert (done.returncode, done.stderr) == (1, "")
    *lines, _ = done.stdout.splitlines()
    short = [line.split(" (")[0] for line in lines]
    assert CANARY_LINE in short
    return [line for line in short if line != CANARY_LINE]


@pytest.mark.parametrize("family", FAMILIES)
def test_a_site_gets_exactly_the_report_that_stands_beside_it(family, tmp_path):
    folder = shutil.copytree(SITES / family, tmp_path / family)
    expected = (folder / "expected.txt").read_text(encoding="utf-8")
    done = check(folder)
    assert done.stdout == expected
    assert done.stderr == ""
    assert done.returncode == (0 if expected == "Geen bevindingen.\n" else 1)


def test_every_site_is_checked():
    shown = {path.parent.name for path in SITES.glob("*/expected.txt")}
    assert shown >= set(FAMILIES)


def test_a_check_writes_nothing_but_what_it_remembers(tmp_path):
    folder = shutil.copytree(SITES / "sound", tmp_path / "site")
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    check(folder)
    cache = folder / ".cache/katern"
    assert {
        path: path.read_bytes() for path in folder.rglob("*") if path.is_file() and not path.is_relative_to(cache)
    } == before
    assert (cache / "CACHEDIR.TAG").is_file() or (cache / "store/CACHEDIR.TAG").is_file()


def test_a_site_may_be_checked_from_another_folder(tmp_path):
    folder = shutil.copytree(SITES / "cite", tmp_path / "site")
    done = check(tmp_path, "-f", "site/mkdocs.yml")
    assert done.stdout == (folder / "expected.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        ({"docs/a.md": "# Kop\n\ncaf\xe9".encode("latin-1")}, ["docs/a.md:3:4: error meta.encoding: het bestand is niet in UTF-8 opgeslagen"]),
        ({"bibliography/a.bib": "@book{a2020,\n  title = {Caf\xe9},\n}".encode("latin-1"), "docs/a.md": "[@a2020]"}, ["bibliography/a.bib:2:15: error bib.encoding: het bestand is niet in UTF-8 opgeslagen"]),
        ({"docs/_data/synonyms.yml": "synonyms: [[caf\xe9]]".encode("latin-1")}, ["docs/_data/synonyms.yml:1:16: error meta.encoding: het bestand is niet in UTF-8 opgeslagen"]),
        ({"docs/a.md": "# Kop\n".encode("utf-16")}, ["docs/a.md:1:1: error meta.encoding: het bestand is niet in UTF-8 opgeslagen"]),
        ({"docs/a.md": b"\xef\xbb\xbf---\ntitle: BOM\n---\n[@b2020]", "bibliography/a.bib": b"\xef\xbb\xbf@book{b2020, title = {B}}"}, []),
        ({"docs/a.md": b"---\r\norder: CRLF\r\n---\r\n\r\n[@b2020]\r\n"}, ["docs/a.md:2:8: error meta.bad-value: de waarde van 'order' past niet", "docs/a.md:5:2: error cite.missing: bron 'b2020' staat in geen enkel .bib-bestand"]),
        ({"bibliography/a.bib": b"@book{b2020,\r\n  title = {B},\r\n}\r\n", "docs/a.md": "[@b2020]"}, []),
        ({"docs/a.md": b"", "bibliography/a.bib": b"", "docs/_data/programme.yml": b"", "docs/_data/glossary.yml": b"\n"}, []),
        ({"docs/a.md": b"nul\0 en [@b2020]"}, ["docs/a.md:1:4: error read.control-character: hier staat een onzichtbaar stuurteken, U+0000, dat geen tekst is", "docs/a.md:1:10: error cite.missing: bron 'b2020' staat in geen enkel .bib-bestand"]),
        ({"docs/a.md": "woorden en nog eens woorden [@b2020]\n" * 140_000}, ["docs/a.md:1:1: error meta.too-large: de pagina is 5.2 MB; hoogstens 1 MB kan"]),
        ({"docs/een map/één naam.md": "[x](../index.md) [@b2020]"}, ["docs/een map/één naam.md:1:19: error cite.missing: bron 'b2020' staat in geen enkel .bib-bestand"]),
        ({"docs/a.md": "---\norder: !!int\n---\n"}, ["docs/a.md:2:8: error meta.bad-yaml: de gegevens zijn niet te lezen: een waarde past niet bij het !!-woord dat ervoor staat"]),
    ],
    ids=["latin-1 page", "latin-1 bib", "latin-1 data", "utf-16", "bom", "crlf page", "crlf bib", "empty", "nul", "5 MB page", "file name", "yaml tag"],
)  # fmt: skip
def test_bad_input_is_reported_and_everything_else_still_checked(site, files, expected):
    assert reported(site({**SOUND, **CANARY, **files})) == expected


def test_a_bibliography_of_5_mb_is_read(site):
    annotation = "woorden en nog eens woorden " * 170
    entries = [
        f"@book{{bron{number},\n  title = {{Titel {number}}},\n  annotation = {{{annotation}}},\n}}\n"
        for number in range(1100)
    ]
    bib = "".join(entries)
    assert len(bib) > 5_000_000
    assert reported(
        site({**SOUND, **CANARY, "bibliography/a.bib": bib, "docs/a.md": "[@bron0; @bron1099; @bron1100]"})
    ) == ["docs/a.md:1:21: error cite.missing: bron 'bron1100' staat in geen enkel .bib-bestand"]


def test_links_that_go_round_or_lead_nowhere_are_reported(site):
    root = site({**SOUND, **CANARY, "docs/a/b.md": "[@b2020]", "bibliography/a.bib": ""})
    for link, target in {
        "docs/a/rond": "..",
        "docs/zelf": "zelf",
        "docs/weg.md": "x.md",
        "bibliography/rond": ".",
    }.items():
        (root / link).symlink_to(target)
    message = "error meta.unreadable: deze koppeling wijst naar niets of naar een map waar zij zelf in staat"
    assert reported(root) == [
        "docs/a/b.md:1:2: error cite.missing: bron 'b2020' staat in geen enkel .bib-bestand",
        f"docs/a/rond:1:1: {message}",
        f"docs/weg.md:1:1: {message}",
        f"docs/zelf:1:1: {message}",
    ]


@pytest.mark.parametrize(
    ("text", "part"),
    [
        (None, "mkdocs.yml"),
        ("site_name: Proef\ntheme: {name: material, language: nl}\n", "noemt de plugin 'katern' niet"),
        ("site_name: Proef\ntheme: material\nplugins:\n  - katern: {stijl: apa}\nstrict: true\n", "strict"),
    ],
)
def test_wrong_use_is_a_sentence_and_exit_code_2(site, text, part):
    root = site(SOUND)
    (root / "mkdocs.yml").unlink()
    if text is not None:
        (root / "mkdocs.yml").write_text(text, encoding="utf-8")
    done = check(root)
    assert (done.returncode, "Traceback" in done.stderr) == (2, False)
    assert part in done.stderr


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("site_name: [", "1:1: error meta.bad-yaml: "),
        ("site_name: Proef\nplugins: [nergens]\n", "2:11: error meta.bad-value: "),
        ("site_name: Proef\ntheme: material\ndocs_dir: ..\nplugins: [katern]\n", "1:1: error meta.bad-value: "),
    ],
)
def test_a_setting_that_cannot_be_used_is_a_finding_and_exit_code_1(site, text, found):
    root = site(SOUND)
    (root / "mkdocs.yml").write_text(text, encoding="utf-8")
    done = check(root)
    assert (done.returncode, "Traceback" in done.stderr) == (1, False)
    assert "mkdocs.yml:" + found in done.stdout
