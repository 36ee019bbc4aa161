"""What the manual says of each code, in every language of authors: both of its examples are what they say they are."""

from __future__ import annotations

import datetime
import hashlib
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from katern.check.codes import CODES
from katern.check.explaining import MANUAL, manual_of
from katern.check.ext import outside_links
from katern.check.fresh import freshness
from katern.check.history import History
from katern.check.runs import Built, more_rules
from katern.finding import Finding
from katern.locales import FOLDER, languages
from katern.messages import messages_of
from katern.mkdocs.run import Loaded
from katern.site.build import Build

ROOT = Path(__file__).parents[2]
PAGES = ROOT / "docs/handleiding/controles"
# the same small site in each language, which the examples change
SITES = {"nl": ROOT / "tests/sites/check-manual", "en": ROOT / "tests/sites/check-manual-en"}
TODAY = datetime.date(2026, 11, 24)
_SECTION = re.compile(
    r"^## (?P<code>[\w.-]+) \{ #(?P<anchor>[\w-]+) \}\n(?P<text>.*?)(?=^## [\w-]+\.[\w-]+ \{ #|\Z)",
    re.MULTILINE | re.DOTALL,
)
# what the name of a file or its text says that cannot be shown, in each language
_FILLER = re.compile(r"\((?P<count>[\d.,]+) (?:willekeurige tekens|random signs)\)")
_AGAIN = re.compile(r"\((?P<count>[\d.,]+) (?:keer|times) (?P<sign>.+)\)")
_RELEASED = re.compile(r"\(in versi(?:e|on) 2026\.1\)")
_LINK = re.compile(r"\((?:koppeling|a link)\)")
_CONTROL = re.compile(r"stuurteken|control character")
_HIDDEN = re.compile(r"geen leesrechten|nobody may read")

Files = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Example:
    """A code, whether its example is to fail, and the files that the manual shows, by what stands above them."""

    language: str
    code: str
    fails: bool
    files: Files

    def __str__(self) -> str:
        return f"{self.language}-{self.code}-{'fails' if self.fails else 'passes'}"


def manual(language: str) -> dict[str, dict]:
    """What stands in the files of a language, a family each."""
    families = sorted(path.stem for path in (FOLDER / language / MANUAL).iterdir())
    return {code: entry for family in families for code, entry in manual_of(language, family).items()}


def examples(language: str) -> Iterator[Example]:
    for code, entry in manual(language).items():
        for fails, shown in ((True, entry["wrong"]), (False, entry["right"])):
            yield Example(language, code, fails, tuple((one["file"], one["text"]) for one in shown))


EXAMPLES = tuple(example for language in languages() for example in examples(language))


@pytest.mark.parametrize("language", languages())
def test_every_code_is_explained_with_an_example_that_fails_and_one_that_passes(language):
    assert manual(language).keys() == CODES.keys()
    for family in {code.partition(".")[0] for code in CODES}:
        assert {code.partition(".")[0] for code in manual_of(language, family)} == {family}
    for code, entry in manual(language).items():
        assert list(entry) == ["meaning", "wrong", "right"], code
        assert entry["meaning"].strip().endswith((".", ":", "`", "`1.`")) or "\n" in entry["meaning"], code
        assert entry["wrong"], code
        assert entry["right"], code
        assert {tuple(one) for one in (*entry["wrong"], *entry["right"])} == {("file", "text")}, code


def test_a_section_of_the_pages_is_found_under_the_name_of_its_code_and_says_how_grave_it_is():
    words = {"error": "*Fout", "warning": "*Waarschuwing"}
    sections = [one for page in PAGES.glob("*.md") for one in _SECTION.finditer(page.read_text(encoding="utf-8"))]
    assert len(sections) == len(CODES)
    for section in sections:
        assert section["anchor"] == section["code"].partition(".")[2]
        assert section["text"].strip().startswith(words[CODES[section["code"]].severity])


def test_the_first_page_leads_to_every_section():
    shown = re.findall(r"\[([\w-]+\.[\w-]+)\]\(([\w.]+)#([\w-]+)\)", (PAGES / "index.md").read_text(encoding="utf-8"))
    there = {
        (one["code"], page.name, one["anchor"])
        for page in PAGES.glob("*.md")
        for one in _SECTION.finditer(page.read_text(encoding="utf-8"))
    }
    assert len(shown) == len(CODES)
    assert set(shown) == there


def test_every_code_that_the_engine_reports_is_in_the_table():
    written = set()
    for path in (ROOT / "src/katern").rglob("*.py"):
        written.update(
            re.findall(
                r"\"((?:read|meta|bib|cite|link|ext|text|a11y|toolkit|fresh|site|check|data|kinds|evidence|source)\.(?!yml\")[a-z0-9-]+)\"",
                path.read_text(encoding="utf-8"),
            )
        )
    assert written <= set(CODES)


@pytest.fixture(scope="module")
def found(tmp_path_factory, machine) -> Callable[[str, Files, str], tuple[Finding, ...]]:
    """What is found on the site of a language with these files; many codes share what is right, which is read once."""

    @cache
    def of(language: str, files: Files, run: str) -> tuple[Finding, ...]:
        root = shutil.copytree(SITES[language], tmp_path_factory.mktemp("manual") / "site")
        unreadable = {root / path for path in lay_out(root, files)}
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(Path, "read_bytes", guarded(Path.read_bytes, unreadable))
            return tuple(report(root, run))

    return of


@pytest.mark.parametrize("example", EXAMPLES, ids=str)
def test_an_example_is_what_the_manual_says(example, found):
    findings = found(example.language, example.files, CODES[example.code].run)
    said = {(finding.code, finding.severity) for finding in findings}
    assert said == ({(example.code, CODES[example.code].severity)} if example.fails else set())


@pytest.mark.parametrize("code", CODES)
def test_an_english_site_is_told_in_english(code, found, dutch):
    """The same findings as of the examples above: their values are of an English site, so no word may be Dutch."""
    files = tuple((one["file"], one["text"]) for one in manual("en")[code]["wrong"])
    told = [messages_of("en").tell(finding) for finding in found("en", files, CODES[code].run)]
    assert told
    assert dutch(" ".join(f"{one.path} {one.message} {one.hint}" for one in told)) == set()


@pytest.mark.parametrize("code", CODES)
def test_no_dutch_word_explains_a_code_in_english(code, dutch):
    entry = manual("en")[code]
    shown = [part for one in (*entry["wrong"], *entry["right"]) for part in one.values()]
    if code == "a11y.language":  # a passage in another language, which on an English site is Dutch
        assert all(dutch(text) for text in shown if text.startswith("# About"))
        shown = []
    assert dutch(" ".join([entry["meaning"], *shown])) == set()


def lay_out(root: Path, files: Files) -> Iterator[str]:
    """Write the files; a word in brackets behind a name says what is odd about one. Those that nobody may read come back."""
    released = [(title.partition(" ")[0], text) for title, text in files if _RELEASED.search(title)]
    if released:
        release(root, released)
    for title, text in files:
        path, _, oddity = title.partition(" ")
        if _RELEASED.search(oddity):
            continue
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        if _LINK.search(oddity):
            file.symlink_to(text.strip())
            continue
        text = _FILLER.sub(lambda match: noise(whole(match["count"])), text)
        text = _AGAIN.sub(lambda match: match["sign"] * whole(match["count"]), text)
        if _CONTROL.search(oddity):
            text = text.replace("\u2407", "\a")
        file.write_bytes(text.encode("cp1252" if "Windows-1252" in oddity else "utf-8"))
        if _HIDDEN.search(oddity):
            yield path


def whole(count: str) -> int:
    return int(re.sub(r"[.,]", "", count))


def release(root: Path, files: list[tuple[str, str]]) -> None:
    """Commit and tag the site with these files, and take them away again."""
    for path, text in files:
        (root / path).write_text(text, encoding="utf-8")
    who = ["-c", "user.name=Proef", "-c", "user.email=proef@example.org"]
    for command in (["init", "-q"], ["add", "."], [*who, "commit", "-q", "-m", "Eerste"], ["tag", "2026.1"]):
        subprocess.run(["git", *command], cwd=root, check=True)
    for path, _ in files:
        (root / path).unlink()


def noise(count: int) -> str:
    """Letters that no compression makes small, always the same."""
    blocks = (hashlib.sha256(str(number).encode()).hexdigest() for number in range(count // 64 + 1))
    return "".join(blocks)[:count]


def guarded(read, unreadable):
    def read_bytes(path):
        if path in unreadable:
            raise PermissionError(13, "Permission denied")
        return read(path)

    return read_bytes


def report(root: Path, run: str):
    site = Loaded(str(root / "mkdocs.yml"), None).site
    more = {}
    if run == "fresh":
        more = {"fresh": lambda library: freshness(library, TODAY)}
    elif run == "site":
        more = more_rules(root, Built(root / "site", "site"), None, None)
    elif run == "external":
        more = {"external": lambda library: outside_links(library, History.read(root))}
    build = Build(site, site.open_store())
    build.read()
    return build.judge(more)
