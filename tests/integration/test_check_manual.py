"""The manual's pages on checks: every code has its section, and its two examples are what they say they are."""

from __future__ import annotations

import datetime
import hashlib
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from katern.check.codes import CODES
from katern.check.ext import outside_links
from katern.check.fresh import freshness
from katern.check.history import History
from katern.check.runs import Built, more_rules
from katern.finding import Said
from katern.kinds import KINDS
from katern.messages import messages_of
from katern.mkdocs.run import Loaded
from katern.site.build import Build
from katern.words import words_of

ROOT = Path(__file__).parents[2]
MANUAL = ROOT / "docs/handleiding/controles"
BASE = ROOT / "tests/sites/check-manual"
TODAY = datetime.date(2026, 11, 24)
_SECTION = re.compile(
    r"^## (?P<code>[\w.-]+) \{ #(?P<anchor>[\w-]+) \}\n(?P<text>.*?)(?=^## [\w-]+\.[\w-]+ \{ #|\Z)",
    re.MULTILINE | re.DOTALL,
)
_FENCE = re.compile(
    r"^(?P<fence>`{3,})\{[^}\n]*title=\"(?P<title>[^\"]+)\"\}\n(?P<text>.*?)^(?P=fence)$", re.MULTILINE | re.DOTALL
)
_FILLER = re.compile(r"\((?P<count>[\d.]+) willekeurige tekens\)")
_AGAIN = re.compile(r"\((?P<count>[\d.]+) keer (?P<sign>.+)\)")


@dataclass(frozen=True)
class Example:
    """A code, whether its example is to fail, and the files that the manual shows, by what stands above them."""

    code: str
    fails: bool
    files: tuple[tuple[str, str], ...]


def examples() -> Iterator[Example]:
    for page in sorted(MANUAL.glob("*.md")):
        for section in _SECTION.finditer(page.read_text(encoding="utf-8")):
            wrong, _, right = section["text"].partition("**Goed:**")
            for fails, text in ((True, wrong), (False, right)):
                files = tuple((match["title"], match["text"]) for match in _FENCE.finditer(text))
                yield Example(section["code"], fails, files)


EXAMPLES = tuple(examples())


def test_every_code_has_its_section_with_an_example_that_fails_and_one_that_passes():
    shown = {(example.code, example.fails) for example in EXAMPLES if example.files}
    assert shown == {(code, fails) for code in CODES for fails in (True, False)}


def test_a_section_is_found_under_the_name_of_its_code():
    for page in MANUAL.glob("*.md"):
        for section in _SECTION.finditer(page.read_text(encoding="utf-8")):
            assert section["anchor"] == section["code"].partition(".")[2]


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


@pytest.mark.parametrize(
    "example", EXAMPLES, ids=lambda example: f"{example.code}-{'fails' if example.fails else 'passes'}"
)
def test_an_example_is_what_the_manual_says(example, tmp_path, monkeypatch):
    root = shutil.copytree(BASE, tmp_path / "site")
    unreadable = {root / path for path in lay_out(root, example.files)}
    monkeypatch.setattr(Path, "read_bytes", guarded(Path.read_bytes, unreadable))
    found = {(finding.code, finding.severity) for finding in report(root, CODES[example.code].run)}
    assert found == ({(example.code, CODES[example.code].severity)} if example.fails else set())


def test_a_section_says_how_grave_its_finding_is():
    words = {"error": "*Fout", "warning": "*Waarschuwing"}
    for page in MANUAL.glob("*.md"):
        for section in _SECTION.finditer(page.read_text(encoding="utf-8")):
            assert section["text"].strip().startswith(words[CODES[section["code"]].severity])


def lay_out(root: Path, files: tuple[tuple[str, str], ...]) -> Iterator[str]:
    """Write the files; a word in brackets behind a name says what is odd about one. Those that nobody may read come back."""
    released = [(title.partition(" ")[0], text) for title, text in files if "(in versie" in title]
    if released:
        release(root, released)
    for title, text in files:
        path, _, oddity = title.partition(" ")
        if "(in versie" in oddity:
            continue
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        if "(koppeling)" in title:
            file.symlink_to(text.strip())
            continue
        text = _FILLER.sub(lambda match: noise(int(match["count"].replace(".", ""))), text)
        text = _AGAIN.sub(lambda match: match["sign"] * int(match["count"].replace(".", "")), text)
        if "stuurteken" in oddity:
            text = text.replace("\u2407", "\a")
        file.write_bytes(text.encode("cp1252" if "Windows-1252" in oddity else "utf-8"))
        if "geen leesrechten" in oddity:
            yield path


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


def folders_in_english() -> dict[str, str]:
    """The folders of docs whose pages are of one kind, as a Dutch and as an English site names them."""
    dutch, english = ({kind: folder for folder, kind in KINDS.folders(words_of(tag)).items()} for tag in ("nl", "en"))
    return {f"docs/{folder}/": f"docs/{english[kind]}/" for kind, folder in dutch.items()}


# the same mistakes in English, and where they stand on an English site
IN_ENGLISH = {
    "language: nl": "language: en",
    **folders_in_english(),
    "[hier](": "[here](",
    "62 procent van de bewoners": "62 per cent of the residents",
    "not_for: n.v.t.": "not_for: n/a",
    "The neighbours of this street have been living together for years and they know that it is not always easy.": (
        "De buren van deze straat wonen al jaren bij elkaar en zij weten dat het niet altijd makkelijk is."
    ),
}
# a part of names, and U+0007
NO_DUTCH = {"de", "u"}


def sentences(language: str) -> str:
    told = messages_of(language).sentences.values()
    return " ".join(f"{sentence.message} {sentence.hint}" for names in told for sentence in names.values())


def words(text: str) -> set[str]:
    return set(re.findall(r"[a-zà-ÿ]+", text.casefold()))


DUTCH_ALONE = words(sentences("nl")) - words(sentences("en")) - NO_DUTCH


def without_content(what: Said, content: str) -> Said:
    """What is said, without the values that stand in the site itself: an author may write Dutch."""

    def emptied(value):
        if isinstance(value, Said):
            return without_content(value, content)
        if isinstance(value, tuple):
            return tuple(emptied(one) for one in value)
        return "" if isinstance(value, str) and value.casefold() in content else value

    kept = ("language",)  # a tag, which is drawn as a name
    return replace(what, values=tuple((name, value if name in kept else emptied(value)) for name, value in what.values))


def in_english(text: str) -> str:
    for dutch, english in IN_ENGLISH.items():
        text = text.replace(dutch, english)
    return text


@pytest.mark.parametrize("example", [one for one in EXAMPLES if one.fails], ids=lambda example: example.code)
def test_an_english_site_is_told_in_english(example, tmp_path, monkeypatch):
    root = shutil.copytree(BASE, tmp_path / "site")
    settings = root / "mkdocs.yml"
    settings.write_text(in_english(settings.read_text(encoding="utf-8")), encoding="utf-8")
    files = tuple((in_english(title), in_english(text)) for title, text in example.files)
    unreadable = {root / path for path in lay_out(root, files)}
    monkeypatch.setattr(Path, "read_bytes", guarded(Path.read_bytes, unreadable))
    addresses = (f"{title.split('.md')[0].removeprefix('docs/')}/" for title, _ in files)
    content = " ".join([*addresses, *(f"{title} {text}" for title, text in files), *sources(root)]).casefold()
    found = report(root, CODES[example.code].run)
    assert example.code in {finding.code for finding in found}
    for finding in found:
        advice = without_content(finding.advice, content) if finding.advice else None
        told = messages_of("en").tell(replace(finding, said=without_content(finding.said, content), advice=advice))
        assert words(f"{told.message} {told.hint}") & DUTCH_ALONE == set()


def sources(root: Path) -> Iterator[str]:
    for path in sorted(root.rglob("*")):
        yield path.relative_to(root).as_posix()
        if path.is_file() and path.suffix in (".md", ".yml", ".bib", ".csv", ".html"):
            yield path.read_text(encoding="utf-8", errors="replace")
