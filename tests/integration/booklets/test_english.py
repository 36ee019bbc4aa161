"""An English site holds no Dutch word: in its pages, addresses and booklets, and in what every command says of it."""

from __future__ import annotations

import json
import re
import subprocess
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from lxml import html

from katern.cli import main

READ = ("title", "alt", "aria-label", "placeholder", "content", "summary", "label", "value", "data-title")
WORD = re.compile(r"[a-zà-ÿ]+")


def words(text: str) -> set[str]:
    return set(WORD.findall(text.casefold()))


@pytest.fixture(scope="module")
def site(copied: Callable[[str], Path]) -> Path:
    return copied("english")


@pytest.fixture(scope="module")
def content(site: Path) -> set[str]:
    """The words of the site itself."""
    files = (path for path in sorted(site.rglob("*")) if path.suffix in (".md", ".yml", ".bib", ".py", ".svg"))
    return {word for path in files for word in words(path.read_text("utf-8"))}


@pytest.fixture(scope="module")
def built(site: Path, content: set[str], run: Callable, dutch: Callable) -> Path:
    """The folder of the site, once it was built."""
    done = run("build", cwd=site)
    assert done.returncode == 0, done.stdout + done.stderr
    assert re.fullmatch(r"\d+ pages in site/ \(\d+\.\d s\)", done.stdout.splitlines()[0])
    assert dutch(done.stdout + done.stderr, content) == set()
    return site / "site"


def test_the_site_is_sound(site, content, run):
    done = run("check", cwd=site)
    assert (done.returncode, done.stdout) == (0, "No findings.\n")
    assert done.stderr == "there is no data for the language 'en' on phone numbers in the text; these are not checked\n"


def test_a_build_of_which_nothing_changed_says_so(site, built, run):
    assert ", and nothing changed (" in run("build", cwd=site).stdout


def test_no_dutch_word_stands_in_a_page(built, content, dutch):
    pages = sorted(built.rglob("*.html"))
    assert len(pages) > 30
    for page in pages:
        root = html.fromstring(page.read_bytes())
        for script in root.xpath("//script | //style"):
            script.drop_tree()
        parts = [root.text_content()]
        parts += [value for element in root.iter(html.etree.Element) for name, value in element.items() if name in READ]
        assert dutch(" ".join(parts), content) == set(), page


def test_no_dutch_word_stands_in_an_address(built, content, dutch):
    for path in sorted(built.rglob("*")):
        if "lunr" in path.parts:  # of Material, a file for each language
            continue
        assert dutch(path.relative_to(built).as_posix(), content) == set()
    for page in sorted(built.rglob("*.html")):
        root = html.fromstring(page.read_bytes())
        assert {word for id in root.xpath("//@id") for word in dutch(id, content)} == set(), page
        for address in root.xpath("//@href | //@src | //@action | //@name"):
            if not urlsplit(address).netloc:
                assert dutch(address, content) == set(), page


def test_no_dutch_word_can_be_searched_for(built, content, dutch):
    index = json.loads((built / "search/search_index.json").read_text("utf-8"))
    assert (
        dutch(" ".join(f"{entry['location']} {entry['title']} {entry['text']}" for entry in index["docs"]), content)
        == set()
    )


def test_no_dutch_word_stands_in_a_booklet(built, content, read_pdf, dutch):
    made = sorted(path for path in (built / "booklets").iterdir() if path.suffix != ".webp")
    assert {path.suffix for path in made} == {".pdf", ".epub", ".pptx", ".docx"}
    for path in made:
        if path.suffix == ".pdf":
            reader = read_pdf(path)
            text = " ".join(
                [reader.text, *(title for _, title in reader.bookmarks), *(said for _, said in reader.links)]
            )
        else:
            text = " ".join(_texts(path))
        assert dutch(text, content) == set(), path


def _texts(path: Path) -> Iterator[str]:
    with zipfile.ZipFile(path) as packed:
        for name in packed.namelist():
            if name.endswith((".xhtml", ".opf", ".ncx")) or re.fullmatch(r"ppt/(?:slides|notesSlides)/\w+\.xml", name):
                yield html.fromstring(packed.read(name)).text_content()


def commands(group=main, names=()):
    yield names
    for name, command in group.commands.items():
        if hasattr(command, "commands"):
            yield from commands(command, (*names, name))
        else:
            yield (*names, name)


@pytest.mark.parametrize("names", list(commands()), ids=lambda names: " ".join(names) or "katern")
def test_the_help_of_a_command_is_english(names, site, content, run, dutch):
    done = run(*names, "--help", cwd=site, LANG="nl_NL.UTF-8")
    assert done.returncode == 0
    assert done.stdout.startswith("Usage: katern")
    assert dutch(done.stdout, content) == set()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("nowhere",), "No such command 'nowhere'."),
        (("build", "--nothing"), "No such option '--nothing'."),
        (("build", "-d", "docs"), "that touches docs"),
        (("build", "-d", "dossiers"), "the site cannot go into "),
        (("booklet", "nothing"), "'nothing' is no dossier, toolkit or workshop; there are: "),
        (("booklet", "talk:nothing"), "talk has no booklet 'nothing'; there are: "),
        (("serve", "-a", "nowhere"), "'nowhere' is no address"),
        (("check", "--site", "-d", "empty"), "there is no built site in empty/"),
        (("check", "-o", "docs/index.md"), "belongs to the sources of the site"),
        (("release", "--to", "tree"), "name the version"),
        (("release", "2026.1", "--to", "tree"), "no git repository with a commit"),
        (("release", "nothing", "--to", "tree"), "'nothing' is no version"),
        (("release", "2026.1", "--to", "mkdocs.yml"), "is a file"),
        (("data", "fetch", "cbs", "x"), "'x' is no number of a table"),
        (("data", "import", "nothing.json", "--set", "x"), "there is no map"),
        (("report", "-f", "nowhere.yml"), "nowhere.yml"),
        (("build", "--shard", "9/2"), "'9/2' is no share"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_what_stops_a_command_is_told_in_english(arguments, said, site, content, run, dutch):
    done = run(*arguments, cwd=site, LANG="en_GB.UTF-8")
    text = done.stdout + done.stderr
    assert done.returncode != 0
    assert said in text
    assert dutch(text, content) == set()
    assert "Traceback" not in text


def test_the_other_commands_tell_in_english_what_they_did(site, built, content, run, dutch):
    for arguments in (("check", "--site"), ("booklet",), ("schema",), ("report",), ("booklet", "--explain", "nowhere")):
        done = run(*arguments, cwd=site)
        assert done.returncode == 0, done.stdout + done.stderr
        assert dutch(done.stdout + done.stderr, content) == set(), arguments
    for path in (site / ".katern/schema").iterdir():  # shown by editors
        assert dutch(" ".join(re.findall(r'"description": "(.*)"', path.read_text("utf-8"))), content) == set(), path


def test_a_published_tree_has_english_names(site, built, content, run, tmp_path, dutch):
    git = ("git", "-c", "user.name=trial", "-c", "user.email=trial@example.org")
    if not (site / ".git").exists():
        (site / ".gitignore").write_text(".cache/\nsite/\n", encoding="utf-8")
        for arguments in (("init", "--quiet"), ("add", "."), ("commit", "--quiet", "-m", "trial")):
            subprocess.run([*git, *arguments], cwd=site, check=True)
    tree = tmp_path / "tree"
    for arguments in (("2026.1",), ("concept",), ("draft",), ("--list",), ("2025.1", "--withdraw", "--why", "x")):
        done = run("release", *arguments, "--to", str(tree), cwd=site)
        assert done.returncode == (2 if (arguments[0] == "concept" or "--withdraw" in arguments) else 0), (
            done.stdout + done.stderr
        )
        assert dutch(done.stdout + done.stderr, content) - {"concept"} == set(), arguments
    names = {path.name for path in tree.iterdir()}
    assert names >= {
        "2026.1",
        "draft",
        "latest",
        "changes.xml",
        "changes.json",
        "pages.json",
        "versions.js",
        "redirect.js",
    }
    assert [row["aliases"] for row in json.loads((tree / "versions.json").read_text("utf-8"))] == [["latest"], []]
    assert {word for name in names for word in dutch(name, content)} == set()
    page = (tree / "2026.1/index.html").read_text("utf-8")
    assert "../changes.xml" in page
    assert "../versions.js" in page
    assert (tree / "2026.1/changes/index.html").is_file()
    for name in ("pages.json", "changes.xml", "changes.json", "_headers", "_redirects", "latest/index.html"):
        assert dutch((tree / name).read_text("utf-8"), content) == set(), name


# --- a language without words


@pytest.mark.parametrize("command", ["check", "build"])
def test_a_language_without_words_gets_english_ones_and_is_told_so_once(command, copied, run, content):
    root = copied("english")
    settings = root / "mkdocs.yml"
    settings.write_text(
        settings.read_text("utf-8").replace("name: material,", "name: material, language: it,"), "utf-8"
    )
    for _ in range(2):
        done = run(command, "--no-booklets", cwd=root) if command == "build" else run(command, cwd=root)
        assert done.returncode == 0, done.stdout + done.stderr
        assert done.stderr.splitlines() == [
            "Katern has no words in the language 'it': the site and Katern itself use English ones, and rules on words are off"
        ]
    if command == "build":
        assert (root / "site/sources/index.html").is_file()
