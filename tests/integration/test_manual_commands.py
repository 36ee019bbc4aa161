"""The manual's commands: those of its pages are run, in the order of the text; those within sentences are known with their options."""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
from collections.abc import Iterator
from pathlib import Path

import click
import pypandoc
import pytest

from katern.cli import main
from katern.kindtable import KINDS

from ..commands import at_hand, katern

ROOT = Path(__file__).parents[2]
MANUAL = ROOT / "docs/handleiding"
_FENCE = re.compile(r"^```(?P<kind>\S*)[^\n]*\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)
_INLINE = re.compile(r"`(?P<text>(?:\.venv/bin/)?katern [^`\n]+)`")
PAGES = [*sorted(MANUAL.rglob("*.md")), *sorted((ROOT / "manual").glob("*.md")), ROOT / "README.md"]


def commands(*pages: Path) -> str:
    """What the pages let their readers run, as one program."""
    texts = (page.read_text(encoding="utf-8") for page in pages)
    return "".join(found["text"] for text in texts for found in _FENCE.finditer(text) if found["kind"] == "bash")


@pytest.mark.parametrize(
    ("pages", "folder", "sound"),
    [
        ((MANUAL / "tien-minuten.md", MANUAL / "beheren.md"), "buurtplatform", "Geen bevindingen."),
        ((ROOT / "manual/start.md", ROOT / "manual/operating.md"), "neighbours", "No findings."),
    ],
    ids=["nl", "en"],
)
def test_who_follows_the_manual_from_its_first_line_gets_what_it_says(tmp_path, tmp_path_factory, pages, folder, sound):
    program = f"set -eux\nexport HOME={tmp_path}\ngit config --global init.defaultBranch main\n"
    program += "git config --global user.name Proef\ngit config --global user.email proef@example.org\n" + commands(
        *pages
    )
    with at_hand(tmp_path_factory.mktemp("programs")) as hand:
        done = subprocess.run(
            ["bash", "-c", program],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            encoding="utf-8",
            env={**os.environ, "PATH": f"{hand.parent}:{os.environ['PATH']}", "PYTHONUTF8": "1"},
            check=False,
        )
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
    assert done.stdout.count(sound) >= 2
    assert (tmp_path / folder / "site/index.html").is_file()


# run by tests of their own, against servers on this machine or with the files of this site
_ELSEWHERE = re.compile(
    r"katern (?:cite sync|sources watch|data |serve|assets|lsp|release|verify|booklet monitor:|new site|build$|cite add -)"
)
# in the order in which a reader may go through them
_IN_A_SITE = ("nieuw", "boekjes", "publiceren", "word", "nakijken", "bronnen")
_SOURCE = "TY  - JOUR\nAU  - {0}, A.\nTI  - {1}\nPY  - {2}\nJO  - Tijdschrift\nER  - \n"


def test_the_commands_of_the_other_pages_run_in_a_new_site(tmp_path):
    """Each line as it stands there, in a site in which the items and sources are that it names."""
    home = {"HOME": str(tmp_path)}

    def run(written: str, cwd: Path) -> None:
        done = katern(*map(os.path.expanduser, shlex.split(written.replace("~/", f"{tmp_path}/"))[1:]), cwd=cwd, **home)
        assert done.returncode == 0, written + done.stdout + done.stderr

    run('katern new site ons-platform --name "Ons platform"', tmp_path)
    root = tmp_path / "ons-platform"
    for one in ("dossier Wonen", "toolkit Gesprek"):
        run(f"katern new {one}", root)
    toolkit = root / "toolkits/gesprek/index.md"
    text = toolkit.read_text("utf-8").replace("\n---\n", "\nbooklets: [{id: trainer, edition: trainer}]\n---\n", 1)
    toolkit.write_text(text, encoding="utf-8")
    (tmp_path / "Downloads").mkdir()
    (tmp_path / "Downloads/citation.ris").write_text(_SOURCE.format("Day", "Geboren met schaamte: jongeren", 2019))
    csl = [{"id": "a", "type": "book", "title": "Wonen in de wijk", "author": [{"family": "Vries"}], "issued": {"date-parts": [[2020]]}}]  # fmt: skip
    (root / "bronnen.json").write_text(json.dumps(csl))
    pypandoc.convert_text("# Verslag\n\nBuren praten.\n", "docx", "md", outputfile=str(root / "verslag.docx"))
    git = ("git", "-c", "user.name=Proef", "-c", "user.email=proef@example.org")
    for words in (("init", "-q", "-b", "main"), ("add", "."), ("commit", "-q", "-m", "x")):
        subprocess.run([*git, *words], cwd=root, check=True)

    ran = 0
    for page in _IN_A_SITE:
        text = (MANUAL / f"{page}.md").read_text(encoding="utf-8")
        fences = "".join(found["text"] for found in _FENCE.finditer(text) if found["kind"] in ("text", "bash"))
        for line in re.findall(r"^katern .*", fences, re.MULTILINE):
            if not _ELSEWHERE.match(line):
                run(re.split(r" {2,}", line)[0], root)
                ran += 1
    assert ran > 20


def named() -> Iterator[tuple[str, str]]:
    """Every command of Katern in the manual, with its page."""
    for page in PAGES:
        text = page.read_text(encoding="utf-8")
        fences = [found["text"] for found in _FENCE.finditer(text) if found["kind"] in ("text", "bash", "", "yaml")]
        lines = [line.strip() for fence in fences for line in fence.split("\n")]
        lines += [found["text"] for found in _INLINE.finditer(_FENCE.sub("", text))]
        for line in lines:
            found = re.match(r"(?:-? ?(?:run: |script: )?)(?:\.venv/bin/)?katern (?P<rest>[^|>&#…]*)", line)
            if found:
                yield page.relative_to(ROOT).as_posix(), found["rest"]


def unknown(written: str) -> str:
    """The first word of a command that Katern does not have; nothing where it has all."""
    try:
        words = shlex.split(written)
    except ValueError:
        return ""
    command: click.Command = main
    while words and isinstance(command, click.Group):
        name = words.pop(0)
        if name.startswith("-") or not re.fullmatch(r"[a-z]+", name):  # a place to fill in, or an option of all
            return "" if name in ("--help", "-h", "--version") or not name.startswith("-") else name
        if name not in command.commands:
            return name
        command = command.commands[name]
    options = {flag for param in command.params for flag in (*param.opts, *param.secondary_opts)} | {"--help", "-h"}
    return next(
        (
            one
            for word in words
            if (one := word.partition("=")[0]).startswith("-") and one != "-" and one not in options
        ),
        "",
    )


def test_every_command_in_the_manual_exists_with_its_options():
    found = list(named())
    assert len(found) > 100
    assert [(page, text, wrong) for page, text in found if (wrong := unknown(text))] == []


def test_the_manual_names_every_kind_that_can_be_begun():
    page = (ROOT / "docs/handleiding/nieuw.md").read_text(encoding="utf-8")
    assert [kind for kind in KINDS if f"`{kind}`" not in page] == []
