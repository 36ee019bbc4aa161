from __future__ import annotations

import datetime

import pytest

from katern.check import check
from katern.finding import said
from katern.kindtable import KINDS
from katern.scaffold.pages import NewItem, Unmade, slug_of
from katern.words import words_of
from katern.words.starting import starting_of

DAY = datetime.date(2026, 11, 26)
SITE = {
    "docs/index.md": "# Start\n",
    "docs/_data/programme.yml": (
        "themes:\n  - id: a\n    title: A\n    lines:\n"
        "      - {number: 1, slug: een, title: Een, ambition: A.}\n"
        "      - {number: 2, slug: twee, title: Twee, ambition: B.}\n"
    ),
    "docs/_data/vocabulary.yml": "settings:\n  - {id: buurt, label: Buurt}\nproduct_kinds:\n  - {id: film, label: Film}\n",
    "dossiers/een/index.md": (
        "---\ntitle: Een\ndescription: Over een.\nline: een\nquestion: Wat?\nkey_messages: [a, b, c]\n---\n\nTekst.\n"
    ),
    "toolkits/gesprek/index.md": (
        "---\ntitle: Gesprek\ndescription: Zo praat u.\ngoal: U weet het.\nsetting: [buurt]\nduration: 10\n"
        "not_for: Als er gevaar is, bel dan eerst.\n---\n\nTekst.\n"
    ),
}


def write(library, kind: str, title: str, files=SITE, **asked: str) -> str:
    made = library(files)
    return NewItem(made, words_of("nl"), starting_of("nl"), KINDS[kind], title, DAY).write(**asked)


@pytest.mark.parametrize("kind", list(KINDS))
def test_an_item_of_each_kind_passes_the_check(library, site, kind):
    path = write(library, kind, "Wat: een titel met 'tekens' & meer")
    text = (site(SITE) / path).read_text(encoding="utf-8")
    again = library({**SITE, path: text})
    assert again.items[path].kind == kind
    assert again.items[path].title == "Wat: een titel met 'tekens' & meer"
    assert [finding for finding in check(again) if finding.code != "link.orphan-page"] == []


def test_a_file_says_what_its_kind_asks_for_line_by_line(library, site):
    path = write(library, "event", "Een avond", choice="masterclass")
    assert path == "docs/agenda/een-avond.md"
    assert (site(SITE) / path).read_text(encoding="utf-8") == (
        "---\n"
        "title: Een avond\n"
        "description: Waar ‘Een avond’ over gaat, in één zin.\n"
        "form: masterclass\n"
        "begin: 2026-11-26\n"
        "status: draft\n"
        "---\n"
        "\n"
        "Schrijf hier de tekst. Zet achter elke bewering waar u haar vond.\n"
    )


def test_a_part_goes_where_its_whole_is(library):
    assert write(library, "part", "Een kaart", choice="card") == "toolkits/gesprek/een-kaart.md"
    assert write(library, "chapter", "Wat werkt?", within="een") == "dossiers/een/wat-werkt.md"


def test_a_dossier_tells_about_the_first_line_that_is_free(library, site):
    path = write(library, "dossier", "Nieuw")
    assert "line: twee\n" in (site(SITE) / path).read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("kind", "title", "asked", "why"),
    [
        ("question", "Gesprek", {"slug": "Met Spatie"}, "no-slug"),
        ("question", "???", {}, "no-slug"),
        ("chapter", "Een", {"within": "nergens"}, "no-such-whole"),
        ("part", "Index", {}, "taken"),
        ("toolkit", "Gesprek", {}, "taken"),
        ("toolkit", "GESPREK", {}, "taken"),
        ("dossier", "Nieuw", {"line": "drie"}, "no-such-line"),
        ("dossier", "Nieuw", {"line": "een"}, "line-told"),
        ("event", "Avond", {"choice": "feest"}, "no-such-choice"),
    ],
)
def test_what_cannot_be_made_is_a_sentence_and_nothing_is_written(library, site, kind, title, asked, why):
    root = site(SITE)
    before = sorted(path for path in root.rglob("*"))
    with pytest.raises(Unmade) as told:
        write(library, kind, title, **asked)
    assert told.value.said.name == why
    assert sorted(path for path in root.rglob("*")) == before


@pytest.mark.parametrize(
    ("kind", "asked", "near"),
    [
        ("chapter", {"within": "een1"}, "een"),
        ("dossier", {"line": "twe"}, "twee"),
        ("event", {"choice": "atelir"}, "atelier"),
        ("event", {"choice": "feest"}, None),
    ],
)
def test_a_word_that_is_misspelt_is_told_with_the_one_that_was_meant(library, site, kind, asked, near):
    with pytest.raises(Unmade) as told:
        write(library, kind, "Nieuw", **asked)
    assert dict(told.value.said.values)["near"] == (said("every", "perhaps", near=near) if near else "")


def test_a_name_of_the_vocabulary_must_be_there(library):
    bare = {name: text for name, text in SITE.items() if not name.endswith("vocabulary.yml")}
    with pytest.raises(Unmade) as told:
        write(library, "product", "Film", files=bare)
    assert told.value.said.name == "nothing-to-name"


def test_without_a_whole_there_is_no_part(library):
    with pytest.raises(Unmade) as told:
        write(library, "part", "Kaart", files={"docs/index.md": "# Start\n"})
    assert told.value.said.name == "no-whole-yet"


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Hoe praat ik met ouders?", "hoe-praat-ik-met-ouders"),
        ("Één café – twee foto's", "een-cafe-twee-fotos"),
        ("x" * 80, "x" * 60),
        ("…", ""),
    ],
)
def test_a_title_becomes_a_name(title, slug):
    assert slug_of(title) == slug
