"""An author may use any class: nothing that carries one is lost on the site, on paper, in the e-book, slides or search."""

from __future__ import annotations

import json
import re
import subprocess
import zipfile
from collections.abc import Callable
from html import unescape
from pathlib import Path

import markdown
import pytest

from katern.print.typst.blockforms import BOXES
from katern.publish.sections import cut, fingerprints
from katern.reading.marks import MarkExtension

from .conftest import Built

ENGINE = Path(__file__).parents[3] / "src/katern"
# what an author asks for with a class, as the manual tells: to stand only on a screen, or only in an edition
ASKED = frozenset(["katern-web", "trainer", "participant"])
FORMS = {
    "d": '<div class="{name}">{word}</div>',
    "p": '<p class="{name}">{word}</p>',
    "s": '<p>Een <span class="{name}">{word}</span>.</p>',
    "u": '<ul class="{name}"><li class="{name}">{word}</li></ul>',
    "t": '<table class="{name}"><thead><tr><th scope="col">Kop</th></tr></thead><tbody><tr><td class="{name}">{word}</td></tr></tbody></table>',
    "a": "{word}\n{{: .{name} }}",
    "m": '<div class="{name}" markdown="1">\n{word}\n</div>',
}
MKDOCS = """\
site_name: Proef
site_url: https://proef.example/
theme: {name: material, language: nl, font: false}
plugins: [search, katern]
markdown_extensions: [admonition, attr_list, footnotes, md_in_html, tables, {toc: {permalink: true}}]
"""
DOSSIER = "---\ntitle: Proef\ndescription: Een proef.\nline: proef\nquestion: Wat is het?\nkey_messages: [Een., Twee., Drie.]\n---\n\nTekst.\n"
TOOLKIT = "---\ntitle: Oefenen\ndescription: Een oefening.\ngoal: Iets.\nsetting: []\nduration: 5\nnot_for: Gevaar dreigt.\n---\n\nTekst.\n"
MEETING = "---\ntitle: Samen\npart: meeting\nduration: 5\nschedule: [{minutes: 5, title: Doen, exercise: vorm}]\n---\n\nTekst.\n"


def classes() -> list[str]:
    """Every class that the engine's templates, style sheets and print name."""
    found: set[str] = set(BOXES)
    for path in ENGINE.rglob("*"):
        if path.suffix == ".html":
            for names in re.findall(r'class="([^"]*)"', path.read_text(encoding="utf-8")):
                found.update(re.sub(r"\{[{%].*?[%}]\}", " ", names).split())
        elif path.suffix == ".css":
            rules = re.sub(r"/\*.*?\*/|\{[^{}]*\}|url\([^)]*\)", " ", path.read_text(encoding="utf-8"), flags=re.DOTALL)
            found.update(re.findall(r"\.([a-zA-Z][\w-]*)", rules))
        elif path.parent.name == "print" and path.suffix == ".py":
            found.update(re.findall(r"(?:with_class|has_class)\(\w+, \"([\w-]+)\"", path.read_text(encoding="utf-8")))
    return sorted(name for name in found - ASKED if re.fullmatch(r"[a-zA-Z][\w-]*", name) and not name.endswith("-"))


CLASSES = classes()
WORDS = {f"q{number:03}{form}z": (name, form) for number, name in enumerate(CLASSES) for form in FORMS}
BODY = (
    "## Alles\n\n"
    + "\n\n".join(FORMS[form].format(name=name, word=word) for word, (name, form) in WORDS.items())
    + "\n"
)


def lost(text: str, forms: str = "".join(FORMS)) -> list[tuple[str, str]]:
    """The classes, each with the form, whose words a text does not hold."""
    return [(name, form) for word, (name, form) in WORDS.items() if form in forms and word not in text]


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory, run: Callable[..., subprocess.CompletedProcess[str]]) -> Built:
    """A site whose one chapter and one exercise use every class in every form."""
    root = tmp_path_factory.mktemp("classes")
    files = {
        "mkdocs.yml": MKDOCS,
        "docs/_data/programme.yml": "title: Proef\nthemes: [{id: p, title: P, lines: [{number: 1, slug: proef, title: Proef, ambition: Proberen.}]}]\n",
        "docs/index.md": "# Welkom\n\n[Proef](../dossiers/proef/index.md)\n",
        "dossiers/proef/index.md": DOSSIER,
        "dossiers/proef/alles.md": f"---\ntitle: Alles\n---\n\n{BODY}",
        "toolkits/oefenen/index.md": TOOLKIT,
        "toolkits/oefenen/samen.md": MEETING,
        "toolkits/oefenen/vorm.md": f"---\ntitle: Vorm\npart: exercise\n---\n\n{BODY}",
    }
    for path, content in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(content, encoding="utf-8")
    done = run("build", cwd=root)
    assert done.returncode == 0, done.stdout + done.stderr
    return Built(root, done)


def test_the_classes_of_templates_styles_and_print_are_all_tried():
    assert {
        "notice",
        "about",
        "exit",
        "parts",
        "downloads",
        "card",
        "pair",
        "source",
        "changed",
        "turn",
        "head__kind",
    } <= set(CLASSES)
    assert {"headerlink", "sources", "booklets", "citation", "helplines__name", "task-list-item"} & set(CLASSES)


@pytest.mark.parametrize("address", ["dossiers/proef/alles", "toolkits/oefenen/vorm"])
def test_every_word_is_on_the_page(written, address):
    assert lost((written.root / "site" / address / "index.html").read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("name", ["proef-boekje", "oefenen-boekje"])
def test_every_word_is_in_the_booklet(written, name):
    assert lost("".join(written.pdf(name).text.split())) == []


@pytest.mark.parametrize("name", ["proef", "oefenen"])
def test_every_word_is_in_the_e_book(written, name):
    with zipfile.ZipFile(written.booklets / f"{name}.epub") as book:
        assert lost("".join(book.read(part).decode() for part in book.namelist() if part.endswith(".xhtml"))) == []


def test_every_word_that_a_trainer_can_say_is_in_the_notes_of_the_slides(written):
    with zipfile.ZipFile(written.booklets / "oefenen-samen.pptx") as deck:
        notes = "".join(deck.read(part).decode() for part in deck.namelist() if "notesSlide" in part)
    assert lost(unescape(re.sub(r"<[^>]+>", "", notes)), "psutam") == []


def test_every_word_is_found_by_search(written):
    index = json.loads((written.root / "site/search/search_index.json").read_text(encoding="utf-8"))
    text = "".join(entry["text"] for entry in index["docs"] if entry["location"].startswith("dossiers/proef/alles/"))
    assert lost(text) == []


def test_every_word_counts_when_it_changes():
    html = markdown.markdown(BODY, extensions=["attr_list", "md_in_html", "tables", "toc", MarkExtension()])
    said = {sentence for section in cut(html) for sentence in section.sentences}
    missing = [
        (name, form)
        for word, (name, form) in WORDS.items()
        if fingerprints(f"Een {word}" if form == "s" else word)[0] not in said
    ]
    assert missing == []
