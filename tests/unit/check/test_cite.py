from __future__ import annotations

import pytest

BIB = {"bibliography/a.bib": "@book{vries2020,\n  title = {Een},\n}\n@book{jansen2021,\n  title = {Twee},\n}\n"}
ATELIER = "---\ntitle: a\ndescription: b\ndate: 2026-01-01\nplace: c\nquestion: Zie [@vreis2020].\nprior_knowledge:\n  - vries2020\n  - jansen2012\n---\n"


def test_a_key_that_stands_in_a_bibliography_is_fine(report):
    assert report({**BIB, "docs/a.md": "[@vries2020; @jansen2021, p. 3] en @vries2020 [p. 1]."}) == []


def test_an_unknown_key_is_reported_at_its_own_place_with_the_nearest_as_hint(report):
    assert report({**BIB, "docs/a.md": "---\ntitle: a\n---\n\nZie [@vries2020; @jansen2012, p. 3]."}) == [
        "docs/a.md:5:18: error cite.missing: bron 'jansen2012' staat in geen enkel .bib-bestand (bedoelde u 'jansen2021'?)"
    ]


def test_without_a_near_key_the_hint_says_where_sources_are_kept(report):
    assert report({"docs/a.md": "[@wrr2020]"}) == [
        "docs/a.md:1:2: error cite.missing: bron 'wrr2020' staat in geen enkel .bib-bestand (voeg de bron toe in bibliography/)"
    ]


def test_a_key_that_differs_only_in_capitals_is_another_key(report):
    (line,) = report({**BIB, "docs/a.md": "[@Vries2020]"})
    assert line.endswith("bron 'Vries2020' staat in geen enkel .bib-bestand (bedoelde u 'vries2020'?)")


def test_each_mention_is_reported(report):
    lines = report({"docs/a.md": "[@wrr2020] en @wrr2020\n\n[@wrr2020]"})
    assert [line.split(": ")[0] for line in lines] == ["docs/a.md:1:2", "docs/a.md:1:15", "docs/a.md:3:2"]


def test_a_name_that_looks_like_no_key_is_a_handle(report):
    assert report({**BIB, "docs/a.md": "Volg @kennisplatform en mail piet@kis.nl."}) == []


def test_a_name_that_looks_like_a_key_is_none(report):
    assert len(report({**BIB, "docs/a.md": "Volgens @vreis2020 en @pietersenzj."})) == 2


def test_keys_and_texts_in_front_matter_are_read_too(report):
    assert [line.split(" (")[0] for line in report({**BIB, "docs/kennisateliers/a.md": ATELIER})] == [
        "docs/kennisateliers/a.md:6:16: error cite.missing: bron 'vreis2020' staat in geen enkel .bib-bestand",
        "docs/kennisateliers/a.md:9:5: error cite.missing: bron 'jansen2012' staat in geen enkel .bib-bestand",
    ]


def test_sources_of_data_files_are_read_too(report):
    files = {
        "docs/_data/programme.yml": "title: P\nsource: kis2022",
        "docs/_data/helplines.yml": "helplines:\n  - {id: a, name: b, for_whom: c, source: vt2026, open_to: [public], sources: {hours: tijd2026}, second: {phone: 1, why: x, source: ander2026}}",
        "docs/_data/glossary.yml": "terms:\n  - term: a\n    definition: b\n    source: cbs2020",
    }
    assert [line.split(" staat")[0] for line in report(files)] == [
        "docs/_data/glossary.yml:4:5: error cite.missing: bron 'cbs2020'",
        "docs/_data/helplines.yml:2:35: error cite.missing: bron 'vt2026'",
        "docs/_data/helplines.yml:2:80: error cite.missing: bron 'tijd2026'",
        "docs/_data/helplines.yml:2:125: error cite.missing: bron 'ander2026'",
        "docs/_data/programme.yml:2:1: error cite.missing: bron 'kis2022'",
    ]


def test_citations_that_cannot_be_read_are_reported(report):
    assert report({**BIB, "docs/a.md": "Zie [@vries2020, @jansen2021].\n\nEn [@vries2020, p. 3\n"}) == [
        "docs/a.md:1:5: error cite.malformed: de verwijzing [@vries2020, @jansen2021] is niet te lezen (schrijf [@sleutel] of [@een; @twee, p. 3]: bronnen gescheiden door een puntkomma)",
        "docs/a.md:3:4: error cite.unbalanced: de verwijzing [@vries2020, p. 3 heeft geen sluithaak (zet een ] achter de verwijzing)",
    ]


@pytest.mark.parametrize(
    ("written", "right"),
    [
        ("[vries2020]", "schrijf [@vries2020]"),
        ("[vries2020, p. 12]", "schrijf [@vries2020, p. 12]"),
        ("[vries2020; jansen2021]", "schrijf [@vries2020; @jansen2021]"),
        ("{@vries2020}", "schrijf [@vries2020]"),
        ("\\cite{vries2020,jansen2021}", "schrijf [@vries2020; @jansen2021]"),
        ("\\citep{vries2020} en meer", "schrijf [@vries2020]"),
        ("\\parencite[p. 3]{vries2020}", "schrijf [@vries2020]"),
        ("ADDIN ZOTERO_ITEM CSL_CITATION", "schrijf [@sleutel] of [@sleutel, p. 12]"),
        ("{ CITATION Vri20 \\l 1043 }", "schrijf [@sleutel] of [@sleutel, p. 12]"),
    ],
)
def test_the_notation_of_another_program_is_no_citation(report, written, right):
    (line,) = report({**BIB, "docs/a.md": f"Zie {written}."})
    assert line.startswith("docs/a.md:1:5: error cite.no-citation: ")
    assert line.endswith(f"({right})")


@pytest.mark.parametrize(
    "text",
    [
        "[vries2020]\n\n[vries2020]: https://a.nl",
        "[vries2020](https://a.nl)",
        "`[vries2020]`",
        "![vries2020][x]",
        "- [x] klaar",
        "[onbekend2020]",
        "[@vries2020]",
        "@{vries2020}",
        "\\[vries2020\\]",
    ],
)
def test_what_is_a_link_or_no_key_is_left_alone(report, text):
    assert report({**BIB, "docs/a.md": text}) == []


def test_another_key_of_a_source_may_be_cited(report):
    bib = {"bibliography/a.bib": "@book{vries2020,\n  title = {Een},\n  ids = {vries2019oud},\n}\n"}
    assert report({**bib, "docs/a.md": "Zie [@vries2019oud] en @vries2019oud."}) == []


def test_a_citation_that_opens_a_paragraph_before_a_colon_is_one(report):
    assert [line.split(": ")[0] for line in report({**BIB, "docs/a.md": "[@weg2020]: tekst"})] == ["docs/a.md:1:2"]
