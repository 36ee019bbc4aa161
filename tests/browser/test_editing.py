"""The place where pages are changed in a browser: Sveltia CMS on the site itself, in a folder and at a git host."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Request, expect
from tests.browser.githost import GitHub, GitLab, Host
from tests.commands import katern

from katern.site.editingplace import lacking

CHECKOUT = Path(__file__).parents[2]
CONFIG = """site_name: Proef
theme: {name: material, language: nl, font: false}
plugins:
  - katern:
      editing: {backend: github, repository: eigenaar/naam}
"""
QUESTION = """---
title: "Wat is groepsdruk: en nu?"
description: >-
  Een vraag over groepsdruk,
  op twee regels.
# een opmerking van de redactie
state: answered
asked: 2024-03-01
keywords: [druk, groep]
order: 7
review:
- date: 2024-05-05
  by: Redactie
  verdict: unchanged
  note: "Nagelezen."
---

Groepsdruk is de druk van een groep.

!!! note "Let op"
    Dit kader blijft staan, en `[@sleutel]` ook.

* een
* twee
"""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site with one question and its place for editing."""
    root = tmp_path_factory.mktemp("editing")
    files = {"mkdocs.yml": CONFIG, "docs/index.md": "# Begin\n\nWelkom.\n", "docs/vragen/groepsdruk.md": QUESTION}
    files |= {"docs/_data/vocabulary.yml": "audiences: []\n"}
    for path, text in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")
    kept = CHECKOUT / ".cache/katern/assets"
    if lacking(kept) and shutil.which("npm") is None:
        reason = "npm is not there: apt-get install npm"
        pytest.fail(reason) if os.environ.get("CI") == "true" else pytest.skip(reason)
    if kept.is_dir():  # what is there need not be fetched once more: its hash is compared
        shutil.copytree(kept, root / ".cache/katern/assets")
    for command in (["assets"], ["build", "--no-booklets"], ["check", "--site"]):
        done = katern(*command, cwd=root)
        assert done.returncode == 0, done.stdout + done.stderr
    return root


@pytest.fixture(params=[GitHub])
def host(request: pytest.FixtureRequest) -> Host:
    """The git host of the site: GitHub, but for a test that asks for another."""
    kind: type[Host] = request.param
    return kind({"main": {"docs/vragen/groepsdruk.md": QUESTION}})


@pytest.fixture
def place(
    browser: Browser, built: Path, host: Host, tmp_path: Path, serving: Callable[[Path], AbstractContextManager[str]]
) -> Iterator[tuple[Page, str]]:
    """The place in a browser, of which nobody but the git host is asked anything."""
    asked: list[str] = []

    def note(request: Request) -> None:
        if not request.url.startswith((address, f"{host.api}/", "blob:", "data:")):
            asked.append(request.url)

    if isinstance(host, GitLab):  # the same site, which says that its files stand there
        built = shutil.copytree(built, tmp_path / "gitlab")
        (built / "mkdocs.yml").write_text(CONFIG.replace("backend: github", "backend: gitlab"), encoding="utf-8")
        done = katern("build", "--no-booklets", cwd=built)
        assert done.returncode == 0, done.stdout + done.stderr
    with serving(built / "site") as address:
        context = browser.new_context(locale="nl-NL", viewport={"width": 1200, "height": 1600})
        context.on("request", note)
        yield context.new_page(), address
        context.close()
    assert asked == []


FILE = """async ([path, text]) => {
  const names = path.split("/");
  let folder = await navigator.storage.getDirectory();
  await folder.getDirectoryHandle(".git", { create: true });
  for (const name of names.slice(0, -1)) folder = await folder.getDirectoryHandle(name, { create: true });
  const file = await folder.getFileHandle(names.at(-1), { create: true });
  if (text === null) return (await file.getFile()).text();
  const stream = await file.createWritable();
  await stream.write(text);
  await stream.close();
}"""


def test_a_sentence_is_changed_and_nothing_else(place: tuple[Page, str], built: Path) -> None:
    page, address = place
    # a folder that only the browser knows, in the place of one that somebody chooses
    page.add_init_script("window.showDirectoryPicker = () => navigator.storage.getDirectory()")
    page.goto(f"{address}robots.txt")
    page.evaluate(FILE, ["docs/vragen/groepsdruk.md", QUESTION])
    page.goto(f"{address}bewerken/")
    page.get_by_role("button", name="Werken met een lokale repository").click()
    page.get_by_text("Wat is groepsdruk: en nu?").first.click()
    text = page.get_by_role("textbox", name="Tekst")
    expect(text).to_have_value(QUESTION.partition("---\n\n")[2].rstrip("\n"))
    text.fill(text.input_value().replace("de druk van een groep", "druk die een groep uitoefent"))
    page.get_by_role("button", name="Opslaan").click()
    written = QUESTION
    while written == QUESTION:
        page.wait_for_timeout(50)
        written = page.evaluate(FILE, ["docs/vragen/groepsdruk.md", None])
    assert written == QUESTION.replace("de druk van een groep", "druk die een groep uitoefent")
    (built / "docs/vragen/groepsdruk.md").write_text(written, encoding="utf-8")
    done = katern("check", cwd=built)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("host", [GitHub, GitLab], indirect=True)
def test_a_change_becomes_a_proposal_on_a_branch_of_its_own(place: tuple[Page, str], host: Host) -> None:
    page, address = place
    host.answer_in(page.context)
    page.goto(f"{address}bewerken/")
    page.get_by_role("button", name="Inloggen met een toegangstoken").click()
    page.get_by_role("textbox").last.fill("een token")
    page.get_by_role("button", name="Inloggen", exact=True).click()
    page.get_by_text("Wat is groepsdruk: en nu?").first.click()
    text = page.get_by_role("textbox", name="Tekst")
    text.fill(text.input_value().replace("de druk van een groep", "druk die een groep uitoefent"))
    page.get_by_role("button", name="Opslaan").click()
    while not host.proposals:
        page.wait_for_timeout(50)
    (proposal,) = host.proposals
    assert (proposal["head"], proposal["base"]) == ("cms/question/groepsdruk", "main")
    assert host.commits == [{"branch": proposal["head"], "message": "Vraag veranderd: groepsdruk"}]
    assert host.branches["main"] == {"docs/vragen/groepsdruk.md": QUESTION}
    changed = QUESTION.replace("de druk van een groep", "druk die een groep uitoefent")
    assert host.branches[proposal["head"]] == {"docs/vragen/groepsdruk.md": changed}
    assert host.asked == []


ROUND = """(texts) => texts.filter((text) => {
  const { fromFile, toFile } = window.format;
  return toFile(fromFile(text.trim())).trim() + "\\n" !== text;
})"""


@pytest.fixture
def format_page(place: tuple[Page, str]) -> Page:
    """A page that holds what takes files apart and puts them together, and nothing else of the place."""
    page, address = place
    page.goto(f"{address}robots.txt")
    page.evaluate(
        "window.CMS = { registerCustomFormat: (name, end, format) => { window.format = format; }, init() {} }"
    )
    for script in ("js-yaml.js", "format.js"):
        page.add_script_tag(url=f"{address}bewerken/{script}")
    return page


def test_every_page_of_kis_comes_out_as_it_went_in(format_page: Page) -> None:
    paths = [path for folder in ("docs", "dossiers", "toolkits") for path in (CHECKOUT / folder).rglob("*.md")]
    texts = [path.read_text(encoding="utf-8").rstrip("\n") + "\n" for path in sorted(paths)]
    assert format_page.evaluate(ROUND, texts) == []


CHANGED = {
    # a list in one line stays in one line, and what was in quotes stays so
    "---\ntitle: a\nkeywords: [x, y]\n---\n\nb\n": ({"keywords": ["x", "z"]}, "---\ntitle: a\nkeywords: [x, z]\n---\n\nb\n"),
    '---\ntitle: "a"\n---\n\nb\n': ({"title": "c: d"}, '---\ntitle: "c: d"\n---\n\nb\n'),
    # what is made empty goes, and its remark stays
    "---\n# r\ntitle: a\norder: 3\n---\nb\n": ({"order": None}, "---\n# r\ntitle: a\n---\nb\n"),
    # what is new comes last; what a form fills in by itself does not come
    "---\ntitle: a\n---\nb\n": ({"order": 4, "sensitive": False, "related": []}, "---\ntitle: a\norder: 4\n---\nb\n"),
    # words that another YAML takes for something else
    "---\ntitle: a\n---\nc\n": ({"note": "no", "date": "2026-01-02"}, "---\ntitle: a\nnote: \"no\"\ndate: 2026-01-02\n---\nc\n"),
    "zonder velden\n": ({"body": "andere tekst"}, "andere tekst\n"),
    "---\ntitle: a\n---\n": ({"body": "tekst"}, "---\ntitle: a\n---\n\ntekst\n"),
}  # fmt: skip


def test_a_field_is_written_as_its_file_did(format_page: Page) -> None:
    change = (
        "([text, fields]) => window.format.toFile({ ...window.format.fromFile(text.trim()), ...fields }).trim() + '\\n'"
    )
    for text, (fields, expected) in CHANGED.items():
        assert format_page.evaluate(change, [text, fields]) == expected
