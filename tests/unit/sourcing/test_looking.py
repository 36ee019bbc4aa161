"""`katern cite find` and `katern cite who`."""

from __future__ import annotations

import pytest

from katern.sourcing.looking import NoSource, find, named, who

SITE = {
    "docs/index.md": "---\ntitle: Start\n---\n\nDat is zo [@day2019geboren, p. 3]. Ook @oud2019.\n",
    "docs/_data/glossary.yml": "terms:\n  - {term: Buur, definition: Wie naast u woont., source: day2019geboren}\n",
    "bibliography/a.bib": (
        "@report{day2019geboren,\n  author = {Day, Mehmet},\n  title = {Geboren en getogen},\n  year = {2019},\n  ids = {oud2019},\n"
        "  institution = {Instituut}\n}\n\n"
        "@book{kader2018,\n  title = {Één kader},\n  year = {2018},\n  annotation = {Over geboren worden.}\n}\n\n"
        "@incollection{deel2018,\n  title = {Deel},\n  crossref = {kader2018},\n}\n"
    ),
}


@pytest.mark.parametrize(
    ("words", "keys"),
    [
        ("geboren", ["day2019geboren", "kader2018"]),
        ("DAY 2019", ["day2019geboren"]),
        ("een kader", ["kader2018"]),
        ("geboren elders", []),
        ("", []),
    ],
)
def test_every_word_must_stand_somewhere(library, words, keys):
    assert [source.key for source in find(library(SITE), words)] == keys


def test_who_names_pages_data_and_entries_under_all_keys_of_a_source(library):
    made = library(SITE)
    assert [f"{at.path}:{at.line}:{at.column}" for at in who(made, named(made, "oud2019"))] == [
        "docs/_data/glossary.yml:2:50",
        "docs/index.md:5:12",
        "docs/index.md:5:40",
    ]
    assert [f"{at.path}:{at.line}" for at in who(made, named(made, "kader2018"))] == ["bibliography/a.bib:17"]
    assert who(made, named(made, "deel2018")) == ()


def test_a_key_that_nobody_has_gets_the_nearest(library, refused):
    with refused(NoSource, "bedoelde u 'day2019geboren'"):
        named(library(SITE), "day2019gebore")
    with refused(NoSource, "geen bron heeft de sleutel 'xyz'$"):
        named(library(SITE), "xyz")
