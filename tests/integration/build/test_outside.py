"""Nothing outside the checkout gets on the site, into a booklet or past a finding, whatever road it takes."""

from __future__ import annotations

import posixpath
import zipfile

import pytest

SECRET = "geheim-van-deze-computer"
MKDOCS = """site_name: Proef
theme: {{name: material, language: nl, font: false, custom_dir: overrides}}
plugins: [macros, {{katern: {{{katern}}}}}]
markdown_extensions: [{extensions}]
"""
DOSSIER = "---\ntitle: Taal\ndescription: Over taal.\nline: taal\nquestion: Wat helpt?\nkey_messages: [Een., Twee., Drie.]\n---\n\nTekst.\n\n{body}\n"
PROGRAMME = "title: P\nthemes:\n  - {id: a, title: A, lines: [{number: 1, slug: taal, title: Taal, ambition: Goed.}]}\n"


@pytest.fixture
def checkout(site, tmp_path):
    """A sound site beside a secret; a function that adds links and text to it."""
    (tmp_path / "buiten").mkdir()
    for name in ("sleutel", "sleutel.md", "sleutel.png", "stijl.csl", "a.bib", "glossary.yml"):
        (tmp_path / "buiten" / name).write_text(f"{SECRET}\n", encoding="utf-8")

    def make(links=(), files=None, body="", katern="", extensions=""):
        root = site(
            {
                "mkdocs.yml": MKDOCS.format(katern=katern, extensions=extensions),
                "docs/index.md": "---\ntitle: Welkom\n---\n\nWelkom.\n",
                "docs/_data/programme.yml": PROGRAMME,
                "dossiers/taal/index.md": DOSSIER.format(body=body),
                "overrides/main.html": '{% extends "base.html" %}\n',
                ".git/config": SECRET,
                **(files or {}),
            }
        )
        for path, target in links:
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).symlink_to(target)
        return root

    return make


def leaked(folder):
    """The files below a folder that hold the secret, also within an e-book."""
    found = []
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.is_symlink():
            if SECRET.encode() in path.read_bytes():
                found.append(path.name)
            if path.suffix == ".epub":
                with zipfile.ZipFile(path) as book:
                    found += [name for name in book.namelist() if SECRET.encode() in book.read(name)]
    return found


LINKS = [
    ("docs/sleutel.md", "../../buiten/sleutel.md"),
    ("docs/sleutel.txt", "../../buiten/sleutel"),
    ("docs/omgeving.txt", "/proc/self/environ"),
    ("docs/map", "../../buiten"),
    ("docs/git.txt", "../.git/config"),
    ("docs/.git-map/../gitmap", "../.git"),
    ("dossiers/taal/sleutel.md", "../../../buiten/sleutel.md"),
    ("dossiers/taal/beeld.png", "../../../buiten/sleutel.png"),
    ("bibliography/a.bib", "../../buiten/a.bib"),
    ("docs/_data/glossary.yml", "../../../buiten/glossary.yml"),
    ("overrides/partials/x.html", "../../../buiten/sleutel"),
    ("overrides/beeld.png", "../../buiten/sleutel.png"),
    ("overrides/print/style.typ", "../../../buiten/sleutel"),
]


@pytest.mark.parametrize(("path", "target"), LINKS, ids=[path for path, _ in LINKS])
def test_a_link_that_leads_out_is_a_finding_at_its_place_and_stops_the_build(checkout, run, path, target):
    root = checkout([(path, target)])
    for command in (("check",), ("build", "--draft", "--no-booklets")):
        done = run("katern", *command, cwd=root, GEHEIM=SECRET)
        assert done.returncode == 1
        assert f"{posixpath.normpath(path)}:1:1: error meta.outside: " in done.stdout
        assert SECRET not in done.stdout + done.stderr
    assert not (root / "site").exists()


def test_a_site_that_weighs_the_finding_otherwise_still_gets_nothing_from_outside(checkout, run):
    root = checkout(LINKS[:10], katern="check: {severities: {meta.outside: 'off'}}")
    done = run("katern", "build", "--draft", "--no-booklets", cwd=root, GEHEIM=SECRET)
    assert done.returncode == 0, done.stdout + done.stderr
    assert leaked(root / "site") == []


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ('![x](../../../../buiten/sleutel.png)', "dossiers/taal/index.md:11:6: error link.outside-tree"),
        ('![x](%2e%2e/%2e%2e/%2e%2e/buiten/sleutel.png)', "dossiers/taal/index.md:11:6: error link.outside-tree"),
        # an address that climbs above the site's root means the root, as in a browser
        ('<img alt="x" src="../../../buiten/sleutel.png">', "error print.image-missing"),
        ('<img alt="x" src="%2e%2e/%2e%2e/%2e%2e/%2e%2e/buiten/sleutel.png">', "error print.image-outside"),
        ('<img alt="x" src="..%2f..%2f..%2fbuiten%2fsleutel.png">', "error print.image-outside"),
        ('<img alt="x" src="/../../buiten/sleutel.png">', "error print.image-missing"),
        ('<img alt="x" src="{buiten}/sleutel.png">', "error print.image-missing"),
        ('<img alt="x" src="file://{buiten}/sleutel.png">', "error print.image-missing"),
        ('<img alt="x" data-katern="yes" src="{buiten}/sleutel.png">', "error print.image-missing"),
        ('{% include "../../buiten/sleutel" %}', "error macro.failed"),
        ('{% include "sleutel" %}', "error macro.forbidden"),
    ],
)  # fmt: skip
def test_a_page_reaches_nothing_outside(checkout, run, tmp_path, body, said):
    links = [("docs/sleutel", "../../buiten/sleutel")] if '"sleutel"' in body else []
    root = checkout(
        links,
        body=body.replace("{buiten}", str(tmp_path / "buiten")),
        katern="check: {severities: {meta.outside: 'off'}}",
    )
    done = run("katern", "build", "--draft", cwd=root)
    assert done.returncode == 1, done.stdout
    assert said in done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    assert SECRET not in done.stdout + done.stderr
    assert leaked(root / "site") == []


@pytest.mark.parametrize(
    ("katern", "extensions", "said"),
    [
        (
            "style: ../buiten/stijl.csl",
            "",
            "mkdocs.yml:3:36: error meta.bad-value: de citatiestijl '../buiten/stijl.csl' ligt buiten de map van de site",
        ),
        ("style: stijl.csl", "", "de citatiestijl 'stijl.csl' ligt buiten de map van de site"),
        ("", "pymdownx.snippets", "mkdocs.yml:4:23: error meta.outside: fragmenten uit '.'"),
        ("", "pymdownx.snippets: {base_path: [..]}", "mkdocs.yml:4:23: error meta.outside: fragmenten uit '..'"),
        ("", "pymdownx.snippets: {base_path: [.git]}", "error meta.outside: fragmenten uit '.git'"),
        (
            "",
            "pymdownx.snippets: {base_path: [docs], restrict_base_path: false}",
            "error meta.outside: pagina's mogen zo fragmenten van buiten",
        ),
        (
            "",
            "pymdownx.snippets: {base_path: [docs], url_download: true}",
            "error meta.outside: pagina's mogen zo tekst van andere sites halen",
        ),
        ("", "pymdownx.b64", "error meta.outside: de uitbreiding pymdownx.b64 leest elk bestand"),
        ("dossiers: ../buiten", "", "de map '../buiten' ligt buiten de map van mkdocs.yml"),
        ("bibliography: koppeling", "", "de map 'koppeling' ligt buiten de map van mkdocs.yml"),
    ],
)
def test_a_setting_reaches_nothing_outside(checkout, run, katern, extensions, said):
    root = checkout(
        [("stijl.csl", "../buiten/stijl.csl"), ("koppeling", "../buiten")], katern=katern, extensions=extensions
    )
    for program in (("katern", "check"), ("katern", "build", "--draft", "--no-booklets"), ("mkdocs", "build")):
        done = run(*program, cwd=root)
        assert done.returncode != 0
        assert said in done.stdout + done.stderr
        assert "Traceback" not in done.stderr
        assert SECRET not in done.stdout + done.stderr
    assert not (root / "site").exists()


def test_fragments_of_the_site_itself_are_drawn(checkout, run):
    root = checkout(
        files={"fragmenten/adres.md": "Postbus 1", "docs/over/a.md": '---\ntitle: A\n---\n\n--8<-- "adres.md"\n'},
        extensions="pymdownx.snippets: {base_path: [fragmenten]}",
    )
    done = run("katern", "build", "--draft", "--no-booklets", cwd=root)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Postbus 1" in (root / "site/over/a/index.html").read_text(encoding="utf-8")


def test_a_fragment_that_leads_out_is_a_finding(checkout, run):
    root = checkout(
        [("fragmenten/adres.md", "../../buiten/sleutel.md")], extensions="pymdownx.snippets: {base_path: [fragmenten]}"
    )
    done = run("katern", "check", cwd=root)
    assert "fragmenten/adres.md:1:1: error meta.outside" in done.stdout


def test_what_a_machine_keeps_in_the_checkout_is_neither_read_nor_written_through_a_link(checkout, run):
    root = checkout([(".katern/schema/page.json", "../../../buiten/sleutel")])
    done = run("katern", "schema", cwd=root)
    assert (done.returncode, "koppeling naar iets buiten de site" in done.stderr) == (2, True)
    assert (root.parent / "buiten/sleutel").read_text(encoding="utf-8") == f"{SECRET}\n"
