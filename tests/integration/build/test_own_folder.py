"""Where a build, a booklet, a cache and a report may land: what is not Katern's is never emptied nor overwritten."""

from __future__ import annotations

import resource
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

FILES = {
    "mkdocs.yml": "site_name: Proef\ntheme: {name: material, language: nl, font: false}\nplugins: [katern]\n",
    "docs/index.md": "# Welkom\n",
    "dossiers/leesmij.md": "# Dossiers\n\nTekst.\n",
    "src/a.py": "x = 1\n",
    ".git/config": "[core]\n",
    "elders/brief.txt": "bewaren",
    "vol/.katern/live": "x",
    "vol/versions.json": "[]",
}
# MkDocs itself keeps its docs apart, in its own words
WHOLE = "daarin staat het hele project"
SITUATIONS = [
    ("docs", "dat raakt aan docs"),
    ("docs/nieuw", "dat raakt aan docs"),
    ("dossiers", "dat raakt aan dossiers"),
    ("dossiers/nieuw/diep", "dat raakt aan dossiers"),
    ("toolkits", "dat raakt aan toolkits"),
    ("Toolkits/x", "dat raakt aan toolkits"),
    ("bibliography", "dat raakt aan bibliography"),
    ("src", "dat raakt aan src"),
    (".git", "dat raakt aan .git"),
    (".git/hooks", "dat raakt aan .git"),
    (".", WHOLE),
    ("..", WHOLE),
    ("/", WHOLE),
    ("koppeling", "dat raakt aan dossiers"),
    ("koppeling/nieuw", "dat raakt aan dossiers"),
    ("rond", WHOLE),
    ("elders", "niet leeg en niet door Katern gebouwd"),
    ("elders/brief.txt", "is geen map"),
    ("vol", "vol staan gepubliceerde versies"),
    (".cache/katern", "dat raakt aan .cache/katern"),
    (".cache", "dat raakt aan .cache/katern"),
]


@pytest.fixture
def checkout(site):
    root = site(FILES)
    (root / "koppeling").symlink_to("dossiers")
    (root / "rond").symlink_to("..")
    return root


def everything(root):
    """Every file of a checkout but what builds remember."""
    found = {}
    for path in sorted(root.rglob("*")):
        name = path.relative_to(root).as_posix()
        if path.is_file() and not name.startswith(".cache/"):
            found[name] = path.read_bytes()
    return found


@pytest.mark.parametrize(("target", "said"), SITUATIONS, ids=[target for target, _ in SITUATIONS])
@pytest.mark.parametrize(
    "command", [("build", "--no-booklets", "--draft"), ("booklet", "--draft")], ids=["build", "booklet"]
)
def test_a_site_is_refused_where_something_would_be_lost(checkout, run, command, target, said):
    before = everything(checkout)
    done = run("katern", *command, "-d", target, cwd=checkout)
    assert done.returncode == 2, done.stdout
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert everything(checkout) == before


def test_the_folder_of_mkdocs_yml_is_judged_as_that_of_the_command(checkout, run):
    (checkout / "mkdocs.yml").write_text(FILES["mkdocs.yml"] + "site_dir: dossiers\n", encoding="utf-8")
    before = everything(checkout)
    for program in (("katern", "build", "--no-booklets", "--draft"), ("mkdocs", "build")):
        done = run(*program, cwd=checkout)
        assert done.returncode != 0
        assert "dat raakt aan dossiers" in done.stdout + done.stderr
        assert "Traceback" not in done.stderr
    assert everything(checkout) == before


@pytest.mark.parametrize("target", ["elders", "vol"])
def test_mkdocs_itself_empties_no_folder_of_another(checkout, run, target):
    (checkout / "mkdocs.yml").write_text(FILES["mkdocs.yml"] + f"site_dir: {target}\n", encoding="utf-8")
    before = everything(checkout)
    done = run("mkdocs", "build", cwd=checkout)
    assert done.returncode != 0
    assert "kies een andere map" in done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    assert everything(checkout) == before


def test_mkdocs_itself_fills_again_what_it_filled(checkout, run):
    (checkout / "site").mkdir()
    for _ in range(2):
        done = run("mkdocs", "build", cwd=checkout)
        assert done.returncode == 0, done.stderr
        assert (checkout / "site/.katern-site").is_file()
    assert run("katern", "build", "--no-booklets", "--draft", cwd=checkout).returncode == 0


def test_on_a_full_disk_the_old_site_stays_whole(checkout, run):
    """The system refuses to write more than a few kilobytes of a file, as a full disk does half-way."""
    command = ("katern", "build", "--no-booklets", "--draft")
    assert run(*command, cwd=checkout).returncode == 0
    site = {name: content for name, content in everything(checkout).items() if name.startswith("site/")}
    (checkout / "docs/index.md").write_text("# Welkom\n\n" + "Nieuwe woorden op een lange pagina.\n\n" * 900)
    done = subprocess.run(
        [str(Path(sys.executable).with_name("katern")), *command[1:]],
        cwd=checkout, capture_output=True, text=True, check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000)),
    )  # fmt: skip
    assert done.returncode == 2
    assert "de site is niet gebouwd (File too large); in" in done.stderr
    assert "is niets veranderd" in done.stderr
    assert "Traceback" not in done.stderr
    assert {name: content for name, content in everything(checkout).items() if name.startswith("site/")} == site
    assert [path.name for path in checkout.iterdir() if path.name.startswith(".site")] == []
    (checkout / ".site-katern-half").mkdir()
    assert run(*command, cwd=checkout).returncode == 0
    assert not (checkout / ".site-katern-half").exists()


def test_an_empty_folder_and_one_of_our_own_are_filled(checkout, run):
    (checkout / "leeg/.git").mkdir(parents=True)
    for target in ("nieuw/diep", "leeg", "leeg", "nieuw/diep"):
        done = run("katern", "build", "--no-booklets", "--draft", "-d", target, cwd=checkout)
        assert done.returncode == 0, done.stderr
        assert (checkout / target / "index.html").is_file()
    assert (checkout / "leeg/.git").is_dir()


def test_a_site_of_before_the_mark_is_recognised(checkout, run):
    assert run("katern", "build", "--no-booklets", "--draft", cwd=checkout).returncode == 0
    (checkout / "site/.katern-site").unlink()
    assert run("katern", "build", "--no-booklets", "--draft", cwd=checkout).returncode == 0
    shutil.rmtree(checkout / "site/assets/katern")
    (checkout / "site/.katern-site").unlink()
    done = run("katern", "build", "--no-booklets", "--draft", cwd=checkout)
    assert (done.returncode, "niet door Katern gebouwd" in done.stderr) == (2, True)


def test_a_mark_that_is_a_link_is_no_mark(checkout, run):
    (checkout / "elders/.katern-site").symlink_to("brief.txt")
    assert run("katern", "build", "--no-booklets", "--draft", "-d", "elders", cwd=checkout).returncode == 2
    assert (checkout / "elders/brief.txt").read_text(encoding="utf-8") == "bewaren"


@pytest.mark.parametrize(
    ("cache", "said"),
    [
        ("dossiers", "dat raakt aan dossiers"),
        ("dossiers/cache", "dat raakt aan dossiers"),
        (".", "daarin staat het hele project"),
        ("elders", "staat 'brief.txt', en dat is niet van Katern"),
        ("koppeling", "dat raakt aan dossiers"),
    ],
)
def test_a_cache_is_refused_where_pruning_could_take_what_is_not_ours(checkout, run, cache, said):
    (checkout / "mkdocs.yml").write_text(
        FILES["mkdocs.yml"].replace("[katern]", f"[{{katern: {{cache: {cache}}}}}]"), encoding="utf-8"
    )
    before = everything(checkout)
    for program in (
        ("katern", "build", "--no-booklets", "--draft"),
        ("katern", "booklet", "--draft"),
        ("mkdocs", "build"),
    ):
        done = run(*program, cwd=checkout)
        assert done.returncode != 0
        assert said in done.stdout + done.stderr
        assert "Traceback" not in done.stderr
    assert everything(checkout) == before


def test_a_cache_says_that_it_is_one(checkout, run):
    run("katern", "build", "--no-booklets", "--draft", cwd=checkout)
    tag = (checkout / ".cache/katern/CACHEDIR.TAG").read_bytes()
    assert tag.startswith(b"Signature: 8a477f597d28d172789f06886806bc55\n")


@pytest.mark.parametrize("command", ["check", "report"])
@pytest.mark.parametrize("output", ["docs/index.md", "dossiers/nieuw.md", "mkdocs.yml", "koppeling/leesmij.md"])
def test_a_report_never_takes_the_place_of_a_source(checkout, run, command, output):
    before = everything(checkout)
    done = run("katern", command, "--output", output, cwd=checkout)
    assert (done.returncode, "hoort bij de bronnen van de site" in done.stderr) == (2, True)
    assert everything(checkout) == before


def test_a_report_never_takes_the_place_of_a_file_under_version_control(checkout, run):
    shutil.rmtree(checkout / ".git")
    (checkout / "leesmij.txt").write_text("bewaren", encoding="utf-8")
    for arguments in (("init", "--quiet"), ("add", "leesmij.txt")):
        subprocess.run(["git", *arguments], cwd=checkout, check=True)
    done = run("katern", "check", "--output", "leesmij.txt", cwd=checkout)
    assert (done.returncode, (checkout / "leesmij.txt").read_text(encoding="utf-8")) == (2, "bewaren")
    assert run("katern", "check", "--output", "verslag.txt", "--fail-on", "error", cwd=checkout).returncode == 0
    assert (checkout / "verslag.txt").is_file()
