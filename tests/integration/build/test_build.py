"""What a build refuses, keeps and repeats."""

from __future__ import annotations

import re

import pypandoc
import pytest

from .conftest import command

SOUND = {
    "docs/index.md": "---\ntitle: Welkom\n---\n\nTekst [@vries2020, p. 3].\n",
    "bibliography/a.bib": "@book{vries2020,\n  author = {de Vries, Anna},\n  title = {Taal},\n  publisher = {P},\n  year = {2020},\n}\n",
}
MKDOCS = "site_name: Proef\ntheme: {name: material, language: nl, font: false}\nplugins:\n  - katern: {style: %s}\n"


def test_an_error_stops_the_build_and_leaves_the_old_site_as_it_was(build, run, contents):
    built = build(SOUND)
    before = contents(built.site)
    (built.root / "docs/index.md").write_text("Tekst [@weg2020].\n", encoding="utf-8")
    for program in (
        ("katern", "build", "--no-booklets"),
        ("katern", "build", "--no-booklets", "--draft"),
        ("mkdocs", "build"),
    ):
        done = run(*program, cwd=built.root)
        assert done.returncode == 1
        assert (
            "docs/index.md:1:8: error cite.missing: bron 'weg2020' staat in geen enkel .bib-bestand"
            in done.stdout + done.stderr
        )
        assert "Traceback" not in done.stderr
    assert contents(built.site) == before


def test_a_macro_that_fails_leaves_the_old_site_as_it_was(copied, run, contents):
    root = copied()
    assert run("katern", "build", "--no-booklets", cwd=root).returncode == 0
    before = contents(root / "site")
    (root / "docs/fout.md").write_text("---\ntitle: Fout\n---\n\nEen {{ nergens }}.\n", encoding="utf-8")
    done = run("katern", "build", "--no-booklets", cwd=root)
    assert (done.returncode, "docs/fout.md:5:5: error macro.unknown" in done.stdout) == (1, True)
    assert contents(root / "site") == before


def test_a_warning_stops_the_build_until_it_is_accepted(build, run):
    built = build({**SOUND, "docs/index.md": "---\ntitle: Welkom\n---\n\n[x](http://oud.example/)\n"})
    assert (built.done.returncode, built.done.stderr) == (1, "De site is niet gebouwd. Met --draft bouwt u toch.\n")
    assert not built.site.exists()
    assert run("katern", "build", "--no-booklets", "--draft", cwd=built.root).returncode == 0
    assert (built.site / "index.html").exists()
    strict = run("mkdocs", "build", "--strict", cwd=built.root)
    assert (strict.returncode, "docs/index.md:5:5: warning link.http-only" in strict.stderr) == (1, True)


def test_an_unknown_style_is_reported_at_its_line(build):
    built = build({**SOUND, "mkdocs.yml": MKDOCS % "apaa"})
    assert built.done.returncode == 1
    assert built.done.stdout.startswith(
        "mkdocs.yml:4:21: error meta.bad-value: de citatiestijl 'apaa' bestaat niet; bedoelde u 'apa'?"
    )


@pytest.mark.parametrize(
    ("style", "drawn"),
    [
        ("apa", "(<a…>de Vries, 2020, p. 3</a>)"),
        ("ieee", "<a…>[1, p. 3]</a>"),
        ("chicago-author-date", "(<a…>de Vries 2020, 3</a>)"),
    ],
)
def test_a_style_is_chosen_by_its_name(style, drawn, build):
    built = build({**SOUND, "mkdocs.yml": MKDOCS % style})
    assert built.done.returncode == 0, built.done.stdout
    citation = built.page("").between('id="cite-1">', "</span>")
    assert re.sub(r"<a [^>]*>", "<a…>", citation) == drawn


def test_a_site_may_bring_its_own_style(build):
    csl = """<?xml version="1.0" encoding="utf-8"?>
<style xmlns="http://purl.org/net/xbiblio/csl" class="in-text" version="1.0" default-locale="nl-NL">
  <info><title>Eigen</title><id>eigen</id><updated>2026-01-01T00:00:00+00:00</updated></info>
  <citation><layout prefix="«" suffix="»" delimiter="; "><text variable="title"/></layout></citation>
  <bibliography><layout><text variable="title" suffix="!"/></layout></bibliography>
</style>
"""
    built = build({**SOUND, "mkdocs.yml": MKDOCS % "stijl/eigen.csl", "stijl/eigen.csl": csl})
    assert built.done.returncode == 0, built.done.stdout
    assert "Taal" in built.page("").between('id="cite-1">', "</span>")
    assert "«" in built.page("").between('id="cite-1">', "</span>")
    assert ">Taal!</span>" in built.page("").between('id="ref-vries2020"', "</li>")


def test_two_builds_of_the_same_files_are_the_same_bytes(small, copied, run, contents):
    root = copied()
    assert run("katern", "build", "--no-booklets", cwd=root, PYTHONHASHSEED="7").returncode == 0
    assert contents(root / "site") == contents(small.site)


def test_a_second_build_of_the_same_site_is_the_same_and_formats_nothing(copied, run, contents, tmp_path):
    root = copied()
    assert run("katern", "build", "--no-booklets", cwd=root).returncode == 0
    before = contents(root / "site")
    # a pandoc that says its version and does nothing else: whoever needs it fails
    program = tmp_path / "pandoc"
    program.write_text(
        f'#!/bin/sh\n[ "$1" = --version ] && exec {pypandoc.get_pandoc_path()} --version\necho op >&2; exit 1\n',
        encoding="utf-8",
    )
    program.chmod(0o755)
    done = run("katern", "build", "--no-booklets", cwd=root, PYPANDOC_PANDOC=str(program))
    assert (done.returncode, done.stderr) == (0, "")
    assert contents(root / "site") == before
    (root / "docs/over/index.md").write_text("---\ntitle: Over\n---\n\nNieuw [@vries2020, p. 99].\n", encoding="utf-8")
    changed = run("katern", "build", "--no-booklets", cwd=root, PYPANDOC_PANDOC=str(program))
    assert (changed.returncode, changed.stderr) == (2, "pandoc zegt: op\n")


def test_without_pandoc_nothing_that_another_pandoc_made_is_used(copied, run, tmp_path):
    root = copied()
    assert run("katern", "build", "--no-booklets", cwd=root).returncode == 0
    done = run("katern", "build", "--no-booklets", cwd=root, PYPANDOC_PANDOC=str(tmp_path / "geen"), PATH=str(tmp_path))
    assert done.returncode == 2
    assert done.stderr.startswith("pandoc ontbreekt; installeer het met: ")


def test_a_site_without_anything_of_ours_is_built_too(build):
    built = build({"docs/index.md": "# Alleen dit\n"})
    assert built.done.returncode == 0, built.done.stderr
    assert re.findall(r"<h1[^>]*>(.*?)</h1>", built.page("").article) == ["Alleen dit"]


def test_a_navigation_of_the_sites_own_is_kept(build):
    built = build(
        {**SOUND, "docs/b.md": "# B\n", "mkdocs.yml": (MKDOCS % "apa") + "nav:\n  - index.md\n  - Tweede: b.md\n"}
    )
    assert built.done.returncode == 0, built.done.stdout
    menu = built.page("").between('<ul class="side__menu', "</ul>")
    assert re.findall(r">([^<]+)</a>", menu) == ["Welkom", "Tweede"]


def test_the_package_runs_as_the_command_does(site):
    found = {}
    for name, words in {"command": ["katern", "check"], "package": ["python", "-m", "katern", "check"]}.items():
        done = command(*words, cwd=site({"docs/index.md": "---\ntitle: Home\n---\n\n[@weg]\n"}))
        found[name] = done.returncode, done.stdout, done.stderr
    assert found["command"] == found["package"]
    assert found["package"][0] == 1
