"""The site is made anew at each change; what goes wrong is shown, and what stood there stays."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from katern.finding import Position
from katern.preview.renewing import Renewing, places_of
from katern.preview.screen import Screen, Shown
from katern.rebuilding import Rebuilding
from katern.words.preview import preview_words

WORDS = preview_words("nl-NL")
PATIENCE = 120.0
BIB = "@book{vries2020,\n  author = {de Vries, Anna},\n  title = {Taal},\n  publisher = {P},\n  year = {2020},\n}\n"
MKDOCS = "site_name: Proef\ntheme: {name: material, language: nl, font: false}\n"
FILES = {
    "mkdocs.yml": MKDOCS + "plugins: [katern]\n",
    "docs/index.md": "---\ntitle: Begin\n---\n\nWelkom.\n",
    "docs/a.md": "---\ntitle: Een\n---\n\nEerst.\n",
}
MACROS = {
    **FILES,
    "mkdocs.yml": MKDOCS + "plugins:\n  - macros: {module_name: hooks/eigen, on_undefined: strict}\n  - katern\n",
    "hooks/eigen.py": 'def define_env(env):\n    @env.macro\n    def groet():\n        return "hallo"\n',
    "docs/a.md": "---\ntitle: Een\n---\n\nEen {{ groet() }}.\n",
}


@dataclass
class Preview:
    """A preview that runs in a thread."""

    root: Path
    folder: Path
    screen: Screen
    told: list[str]
    number: int = 0

    def write(self, path: str, text: str | bytes) -> None:
        """A person saves a file."""
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text.encode() if isinstance(text, str) else text)

    def until(self, seen: Callable[[Shown], bool]) -> Shown:
        """What is shown once it is so."""
        while True:
            shown = self.screen.after(self.number, PATIENCE)
            assert shown is not None
            assert shown.number > self.number, self.told
            self.number = shown.number
            if seen(shown):
                return shown

    def page(self, url: str = "a/") -> str:
        """A page as it stands."""
        return (self.folder / url / "index.html").read_text(encoding="utf-8")


@pytest.fixture
def start(site: Any, settings: Any, tmp_path: Path) -> Iterator[Callable[[dict[str, str]], Preview]]:
    """Starts a preview of these files, and waits until it stands."""
    started: list[tuple[Renewing, threading.Thread]] = []

    def begin(files: dict[str, str]) -> Preview:
        root, folder, screen = site(files), tmp_path / "gemaakt", Screen()
        told: list[str] = []
        renewing = Renewing(lambda: settings(root), settings(root), folder, screen, WORDS, told.append)
        thread = threading.Thread(target=renewing.run)
        thread.start()
        started.append((renewing, thread))
        made = Preview(root, folder, screen, told)
        made.until(lambda shown: shown.build is not None or bool(shown.findings))
        return made

    yield begin
    for renewing, thread in started:
        renewing.stop()
        thread.join(timeout=PATIENCE)
        assert not thread.is_alive()


def codes(shown: Shown) -> set[tuple[str, str]]:
    return {(finding.path, finding.code) for finding in shown.findings}


def test_a_saved_page_is_made_anew_and_told(start):
    preview = start(FILES)
    preview.write("docs/a.md", "---\ntitle: Een\n---\n\nDaarna.\n")
    shown = preview.until(lambda shown: "a/index.html" in shown.changed_since(1))
    assert "Daarna." in preview.page()
    assert shown.changed_since(1) == ["a/index.html"]
    assert preview.told[0].startswith("2 pagina's in ")
    assert "docs/a.md: " in preview.told[1]
    assert preview.told[1].endswith("; geen bevindingen")


# what makes a file one that cannot be drawn, and what is said of it
BROKEN: dict[str, tuple[str | bytes, str]] = {
    "yaml": ("---\ntitle: [\n---\n\nNieuw.\n", "meta.bad-yaml"),
    "encoding": ("---\ntitle: Een\n---\n\nNieuw é.\n".encode("latin-1"), "meta.encoding"),
    "fence": ("---\ntitle: Een\n---\n\nNieuw.\n\n```\ncode\n", "read.unclosed-fence"),
    "macro": ("---\ntitle: Een\n---\n\nNieuw {{ nergens() }}.\n", "macro.unknown"),
    "too large": ("---\ntitle: Een\n---\n\n" + "Nieuw. " * 200_000, "meta.too-large"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_file_is_told_and_its_page_stays(name, start):
    preview = start(MACROS)
    text, code = BROKEN[name]
    preview.write("docs/a.md", text)
    shown = preview.until(lambda shown: bool(shown.findings))
    assert ("docs/a.md", code) in codes(shown)
    assert shown.kept == {"docs/a.md"}
    assert "Een hallo." in preview.page()
    preview.write("docs/a.md", "---\ntitle: Een\n---\n\nWeer goed.\n")
    shown = preview.until(lambda shown: not shown.findings)
    assert shown.kept == frozenset()
    assert "Weer goed." in preview.page()


def test_another_mistake_shows_in_the_page_itself(start):
    preview = start(FILES)
    preview.write("docs/a.md", "---\ntitle: Een\n---\n\nEen bron [@weg2020].\n")
    shown = preview.until(lambda shown: bool(shown.findings))
    assert codes(shown) == {("docs/a.md", "cite.missing")}
    assert "onbekende bron" in preview.page()


def test_a_data_file_that_went_away_leaves_the_pages_that_ask_for_it(start):
    glossary = "terms:\n  - {term: eer, definition: Aanzien., source: vries2020}\n"
    page = '---\ntitle: Een\n---\n\nOver {{ term("eer") }} gesproken.\n'
    preview = start({**MACROS, "docs/_data/glossary.yml": glossary, "bibliography/a.bib": BIB, "docs/a.md": page})
    before = preview.page()
    assert "gesproken" in before
    assert not preview.screen.now.findings
    (preview.root / "docs/_data/glossary.yml").unlink()
    shown = preview.until(lambda shown: bool(shown.kept))
    assert ("docs/a.md", "macro.failed") in codes(shown)
    assert preview.page() == before


def test_new_and_removed_pages(start):
    preview = start(FILES)
    preview.write("docs/map/b.md", "---\ntitle: Twee\n---\n\nNieuw.\n")
    preview.until(lambda shown: "map/b/index.html" in shown.changed)
    assert "Nieuw." in preview.page("map/b/")
    (preview.root / "docs/map/b.md").unlink()
    preview.until(lambda shown: not (preview.folder / "map").exists())


def test_settings_that_cannot_be_read_leave_the_site(start):
    preview = start(FILES)
    preview.write("mkdocs.yml", MKDOCS + "plugins: [katern\n")
    trouble = preview.until(lambda shown: shown.trouble is not None).trouble
    assert trouble.at == Position("mkdocs.yml", 4, 1)
    assert trouble.sentence.startswith("mkdocs.yml:4:1 is niet te gebruiken")
    assert preview.told[-1].startswith("mkdocs.yml:4:1: ")
    preview.write("docs/a.md", "---\ntitle: Een\n---\n\nDaarna.\n")
    preview.until(lambda shown: shown.trouble is not None)
    assert "Eerst." in preview.page()
    preview.write("mkdocs.yml", MKDOCS.replace("Proef", "Anders") + "plugins: [katern]\n")
    preview.until(lambda shown: shown.trouble is None)
    assert "Daarna." in preview.page()
    assert "Anders" in preview.page()


def test_plugins_that_only_mkdocs_can_run_are_told(start):
    preview = start(FILES)
    preview.write("mkdocs.yml", MKDOCS + "plugins: [katern]\nhooks: [hooks/h.py]\n")
    preview.write("hooks/h.py", "def on_config(config):\n    return config\n")
    trouble = preview.until(
        lambda shown: shown.trouble is not None and "alleen MkDocs" in shown.trouble.sentence
    ).trouble
    assert "hooks/h.py" in trouble.sentence


def test_code_of_the_site_is_read_anew(start):
    preview = start(MACROS)
    preview.write("hooks/eigen.py", MACROS["hooks/eigen.py"].replace("hallo", "heide"))
    preview.until(lambda shown: "a/index.html" in shown.changed_since(1))
    assert "Een heide." in preview.page()


def test_code_of_the_site_that_fails_is_blamed_at_its_line(start):
    preview = start(MACROS)
    preview.write("hooks/eigen.py", "def define_env(env):\n    return 1 / 0\n")
    trouble = preview.until(lambda shown: shown.trouble is not None).trouble
    assert trouble.at == Position("hooks/eigen.py", 2)
    assert trouble.sentence == (
        "code van de site geeft een fout: ZeroDivisionError: division by zero (herstel deze regel; wie de code schreef, kan helpen)"
    )
    assert "Een hallo." in preview.page()


def test_templates_of_the_site_are_read_anew(start):
    yml = MKDOCS.replace("font: false", "font: false, custom_dir: overrides") + "plugins: [katern]\n"
    template = '{{% extends "katern/main.html" %}}{{% block announce %}}{}{{% endblock %}}'
    preview = start({**FILES, "mkdocs.yml": yml, "overrides/main.html": template.format("Voor")})
    preview.write("overrides/main.html", template.format("Na"))
    preview.until(lambda shown: "a/index.html" in shown.changed_since(1))
    assert "Na" in preview.page()
    preview.write("overrides/assets/s.css", "p { color: red }")
    assert preview.until(lambda shown: "assets/s.css" in shown.changed).changed_since(2) == ["assets/s.css"]
    for text, found in (("\n{{ nee() }}", "bestaat niet in dit sjabloon"), ("\n{% if", "niet te lezen")):
        preview.write("overrides/main.html", text)
        trouble = preview.until(
            lambda shown, found=found: shown.trouble is not None and found in shown.trouble.sentence
        ).trouble
        assert trouble.at == Position("overrides/main.html", 2)


def test_a_mistake_of_ours_is_a_sentence_and_the_next_change_is_seen(start, monkeypatch, capsys):
    preview = start(FILES)
    again = Rebuilding.again
    monkeypatch.setattr(Rebuilding, "again", lambda *values: 1 / 0)
    preview.write("docs/a.md", "---\ntitle: Een\n---\n\nTwee.\n")
    trouble = preview.until(lambda shown: shown.trouble is not None).trouble
    assert trouble.at is None
    assert trouble.sentence.startswith("Katern zelf maakte een fout: ZeroDivisionError: division by zero.")
    assert "ZeroDivisionError" in capsys.readouterr().err
    assert "Eerst." in preview.page()
    monkeypatch.setattr(Rebuilding, "again", again)
    preview.write("docs/a.md", "---\ntitle: Een\n---\n\nDrie.\n")
    preview.until(lambda shown: shown.trouble is None)
    assert "Drie." in preview.page()


def test_without_a_style_there_is_nothing_to_show_but_why(start):
    preview = start({**FILES, "mkdocs.yml": MKDOCS + "plugins:\n  - katern: {style: nergens}\n"})
    assert codes(preview.screen.now) == {("mkdocs.yml", "meta.bad-value")}
    assert not preview.folder.exists() or not (preview.folder / "index.html").exists()
    preview.write("mkdocs.yml", FILES["mkdocs.yml"])
    preview.until(lambda shown: shown.build is not None)
    assert "Eerst." in preview.page()


def test_where_the_files_of_a_site_stand(site, settings):
    root = site({**MACROS, "overrides/main.html": "", "apa.csl": "<style/>"})
    yml = MKDOCS.replace("font: false", "font: false, custom_dir: overrides")
    (root / "mkdocs.yml").write_text(yml + "watch: [tabellen]\nplugins:\n  - macros: {module_name: hooks/eigen}\n  - katern: {style: apa.csl}\n", encoding="utf-8")  # fmt: skip
    (root / "tabellen").mkdir()
    places = places_of(settings(root))
    shown = [
        sorted(path.relative_to(root).as_posix() for path in paths)
        for paths in (places.trees, places.files, places.ignored)
    ]
    assert shown == [
        ["bibliography", "docs", "dossiers", "hooks", "overrides", "tabellen", "toolkits"],
        ["apa.csl", "mkdocs.yml"],
        [".cache/katern", "site"],
    ]


def test_the_first_data_of_a_site_makes_it_another_kind_of_site(start):
    preview = start(FILES | {"docs/kop.md": "---\ntitle: Kop\n---\n\n## Een\n\nTekst.\n\n## Een\n\nTekst.\n"})
    twice = "text.duplicate-heading"  # which a site of plain pages is not told
    assert twice not in {finding.code for finding in preview.screen.now.findings}
    preview.write("docs/_data/glossary.yml", "terms: []\n")
    preview.until(lambda shown: twice in {finding.code for finding in shown.findings})
