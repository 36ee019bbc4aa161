"""Words that a site avoids: where they are used, and where they are quoted, named or part of an address."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest

from katern.check.terms import avoided_in_data, avoided_terms
from katern.finding import Finding
from katern.fixing import fix
from katern.library import Library

Make = Callable[[Mapping[str, str]], Library]
VOCABULARY = """\
terms:
  - {term: lhbti, avoid: [lhbt, lhbtiq+], names: [LHBT Nederland], why: zo schrijft de overheid het}
  - {term: sleutelpersonen, avoid: [sleutelfiguren]}
  - {term: wat-werkt-dossier, avoid: [wat werkt dossier]}
"""
# what a page of a kind must say
OWN = ("title: x\n", "description: x\n")
NEEDED = {
    "docs/vragen/a.md": (*OWN, "state: answered\n"),
    "docs/producten/a.md": (*OWN, "form: report\n", "made_by: third\n"),
    "docs/organisaties/a.md": (*OWN, "form: other\n"),
    "docs/interventies/a.md": (*OWN, "owner: x\n", "target_group: x\n", "mechanism: x\n", "evidence: {level: x}\n"),
    "toolkits/t/index.md": (*OWN, "goal: x\n", "not_for: x\n", "setting: [x]\n", "duration: 5\n"),
    "toolkits/t/a.md": OWN,
}


def found(library: Make, text: str, vocabulary: str = VOCABULARY) -> list[Finding]:
    files = {"docs/_data/vocabulary.yml": vocabulary, "docs/a.md": text}
    return list(avoided_terms(library(files)))


def places(library: Make, text: str) -> list[tuple[int, int]]:
    return [(one.line, one.column) for one in found(library, text)]


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("Voor lhbt is er niets.\n", [(1, 6)]),
        ("De lhbt-acceptatie van lhbt’ers en lhbt'ers.\n", [(1, 4), (1, 24), (1, 36)]),
        ("Hier wonen lhbtiq+-personen.\n", [(1, 12)]),
        ("Er is anti-lhbt-geweld.\n", [(1, 12)]),
        ("# Over lhbt\n\n- een **lhbt**-groep\n", [(1, 8), (3, 9)]),
        ("| a | lhbt |\n|---|---|\n| 1 | Sleutelfiguren |\n", [(1, 7), (3, 7)]),
        ("Hier wonen lhbti-personen; lhbtx bestaat niet.\n", []),
        ("Zij zei: “lhbt zegt mij niets”, en ‘lhbt’ is oud.\n", []),
        ("Ouders’ zorgen over lhbt.\n", [(1, 21)]),
        ("De gemeenten' plan voor lhbt.\n", [(1, 25)]),
        ("Zij zei: “de ouders’ vraag over lhbt”, en lhbt bleef.\n", [(1, 43)]),
        ("Lees *LHBT in de klas* of _Sleutelfiguren in beeld_.\n", []),
        ("Zo doet LHBT Nederland het, en een lhbt-groep niet.\n", [(1, 36)]),
        ("Zie `lhbt`, <https://example.org/lhbt> en [dit](https://example.org/lhbt/ \"x\").\n", []),
        ("> Voor lhbt is er niets.\n", []),
        ("Dat staat in een rapport [@lhbt2020].\n", []),
        ("```\nlhbt\n```\n", []),
        ("Lees het wat werkt\ndossier.\n", [(1, 10)]),
    ],
)  # fmt: skip
def test_a_term_is_found_where_it_is_used_and_not_where_it_is_quoted_or_named(library, text, where):
    assert places(library, text) == where


def test_fields_that_readers_see_are_read_and_search_words_are_not(library):
    front = "title: Over\ndescription: Samen met\n  sleutelfiguren.\nkeywords: [lhbt]\npurpose: Voor lhbt.\n"
    made = library({"docs/_data/vocabulary.yml": VOCABULARY, "docs/netwerken/a.md": f"---\n{front}---\n\nTekst.\n"})
    assert sorted((one.line, one.column) for one in avoided_terms(made)) == [(4, 3), (6, 15)]


@pytest.mark.parametrize(
    ("path", "front", "where", "mended"),
    [
        ("docs/a.md", "title: Over lhbt\n", [(2, 13)], "title: Over lhbti\n"),
        ("docs/a.md", "title: \"Lhbt en 'lhbt', en *Lhbt in beeld*\"\n", [(2, 9)], "title: \"Lhbti en 'lhbt', en *Lhbt in beeld*\"\n"),
        ("docs/a.md", "title: >-\n  Over\n  lhbt\n", [(4, 3)], "title: >-\n  Over\n  lhbti\n"),
        ("docs/a.md", "title: 'Ouders'' lhbt'\n", [(2, 8)], None),
        ("docs/a.md", 'title: "Over\\u0020lhbt"\n', [(2, 8)], None),
        ("docs/a.md", "title: Het wat werkt\n  dossier\n", [(2, 12)], None),
        ("docs/a.md", "keywords: [lhbt]\naliases: [lhbt/]\n", [], None),
        ("docs/vragen/a.md", "title: Sleutelfiguren?\ndescription: Voor lhbt.\n", [(2, 8), (3, 19)], "title: Sleutelpersonen?\ndescription: Voor lhbti.\n"),
        ("docs/vragen/a.md", "review: [{date: 2026-01-01, by: lhbt, verdict: changed, note: lhbt erbij}]\n", [(2, 63)], "review: [{date: 2026-01-01, by: lhbt, verdict: changed, note: lhbti erbij}]\n"),
        ("toolkits/t/index.md", "booklets: [{id: lhbt, title: lhbt}]\n", [(2, 30)], "booklets: [{id: lhbt, title: lhbti}]\n"),
        ("toolkits/t/a.md", "part: exercise\nmaterials: [pen, lhbt-vlag]\n", [(3, 18)], "part: exercise\nmaterials: [pen, lhbti-vlag]\n"),
        ("docs/producten/a.md", "title: Lhbt in de klas\n", [], None),
        ("docs/interventies/a.md", "title: Lhbt in de klas\n", [], None),
        ("docs/organisaties/a.md", "title: Lhbt\ndescription: Voor lhbt.\n", [(3, 19)], "title: Lhbt\ndescription: Voor lhbti.\n"),
    ],
)  # fmt: skip
def test_titles_and_what_a_page_says_of_itself_are_read_and_names_are_not(library, site, path, front, where, mended):
    said = {line.partition(":")[0] for line in front.splitlines()}
    rest = "".join(line for line in NEEDED.get(path, ()) if line.partition(":")[0] not in said)
    files = {"docs/_data/vocabulary.yml": VOCABULARY, path: f"---\n{front}{rest}---\n\nTekst.\n"}
    findings = list(avoided_terms(library(files)))
    assert [(one.line, one.column) for one in findings] == where
    root = site(files)
    fix(root, findings)
    assert (root / path).read_text(encoding="utf-8") == f"---\n{mended or front}{rest}---\n\nTekst.\n"


def test_the_preferred_term_is_told_with_its_reason_and_keeps_a_capital(library):
    told = [(one.said.name, dict(one.said.values)) for one in found(library, "Sleutelfiguren en lhbt.\n")]
    assert sorted(told) == [
        ("settled", {"word": "Sleutelfiguren", "preferred": "Sleutelpersonen"}),
        ("settled-why", {"word": "lhbt", "preferred": "lhbti", "why": "zo schrijft de overheid het"}),
    ]


def test_a_word_in_capitals_alone_is_no_start_of_a_sentence(library):
    (told,) = found(library, "Voor LHBT’ers.\n")
    assert dict(told.said.values)["preferred"] == "lhbti"


def test_the_glossary_is_read_by_the_same_rule(library):
    glossary = "terms: [{term: bewoners, definition: Wie er woont., source: b, avoid: [burgers]}]\n"
    made = library({"docs/_data/glossary.yml": glossary, "docs/a.md": "Burgers, *burgers* en burgers-in-spe.\n"})
    assert [(one.line, one.column, one.said.name) for one in avoided_terms(made)] == [(1, 1, "avoided")]


def test_a_site_without_terms_has_none_to_avoid(library):
    assert not found(library, "Voor lhbt is er niets.\n", "audiences: []\n")


def test_a_settled_term_is_mended_and_a_word_of_the_glossary_is_not(library, site):
    glossary = "terms: [{term: bewoners, definition: Wie er woont., source: b, avoid: [burgers]}]\n"
    files = {
        "docs/_data/vocabulary.yml": VOCABULARY,
        "docs/_data/glossary.yml": glossary,
        "docs/a.md": "Sleutelfiguren helpen burgers, ook lhbt’ers en lhbt-ouders. Niet *LHBT*.\n",
    }
    root = site(files)
    fix(root, avoided_terms(library(files)))
    assert (root / "docs/a.md").read_text(encoding="utf-8") == (
        "Sleutelpersonen helpen burgers, ook lhbti’ers en lhbti-ouders. Niet *LHBT*.\n"
    )


def test_data_files_and_what_is_said_of_sources_are_read_too(library):
    vocabulary = f"{VOCABULARY}audiences: [{{id: lhbt, label: Lhbt-ouder, i_am: Ik ben ‘lhbt’}}]\n"
    evidence = (
        "evidence:\n  - {id: r, claim: Hulp, found: Hulp van sleutelfiguren., sources: [b], design: panel, mechanism: m,"
        " outcome: o, direction: none, lines: [w]}\nsought:\n  - {question: Hoeveel lhbt-ouders?, where: [lhbt.nl], date: 2026-01-01}\n"
    )
    bib = "@misc{b,\n  title = {Over lhbt},\n  type = {lhbt-rapport},\n  annotation = {Wat \u201clhbt\u201d is voor lhbt.}\n}\n"
    made = library(
        {"docs/_data/vocabulary.yml": vocabulary, "docs/_data/evidence.yml": evidence, "bibliography/a.bib": bib}
    )
    assert [(one.path, one.line, one.column) for one in avoided_in_data(made)] == [
        ("docs/_data/evidence.yml", 2, 33),
        ("docs/_data/evidence.yml", 4, 16),
        ("docs/_data/vocabulary.yml", 5, 31),
        ("bibliography/a.bib", 4, 3),
        ("bibliography/a.bib", 3, 3),
    ]


def test_a_term_may_differ_in_its_capitals_alone(library):
    vocabulary = "terms: [{term: eHealth, avoid: [ehealth, e-health]}]\n"
    text = "Over eHealth: ehealth en E-health, en EHealth aan het begin. E-Health? EHealth.\n"
    assert [dict(one.said.values)["word"] for one in found(library, text, vocabulary)] == [
        "ehealth",
        "E-health",
        "E-Health",
    ]
