from __future__ import annotations

import json

import pytest

from katern.finding import Finding, Position, Said, did_you_mean, dump, load, nearest, said, sort_key


def test_a_finding_stands_at_a_position_under_the_code_of_what_it_says():
    what = said("cite.missing", "in-no-bibliography", key="x", folder="bibliography")
    assert Finding.error(Position("a.md", 3, 7), what) == Finding("cite.missing", "error", "a.md", 3, 7, what)
    assert Finding.warning(Position("a.bib"), what) == Finding("cite.missing", "warning", "a.bib", 1, 1, what)


def test_findings_are_sorted_by_place_then_code_then_what_they_say():
    places = [
        ("b.md", 1, 1, "a", ""),
        ("a.md", 10, 1, "a", ""),
        ("a.md", 2, 9, "b", ""),
        ("a.md", 2, 9, "a", "z"),
        ("a.md", 2, 9, "a", "y"),
    ]
    findings = [
        Finding(code, "error", path, line, column, Said(code, "name", (("value", value),)))
        for path, line, column, code, value in places
    ]
    assert [
        (f.path, f.line, f.column, f.code, dict(f.said.values)["value"]) for f in sorted(findings, key=sort_key)
    ] == [
        ("a.md", 2, 9, "a", "y"),
        ("a.md", 2, 9, "a", "z"),
        ("a.md", 2, 9, "b", ""),
        ("a.md", 10, 1, "a", ""),
        ("b.md", 1, 1, "a", ""),
    ]


def test_findings_come_back_from_json_as_they_were():
    inner = said("site.search-count", "front-page")
    what = said("cite.missing", "in-no-bibliography", key="x", number=3, list=("a", inner), one=inner)
    findings = (Finding.error(Position("a.md"), what), Finding.warning(Position("b.md"), what, did_you_mean("y")))
    assert load(json.loads(json.dumps(dump(findings)))) == findings
    assert len({*findings, *load(dump(findings))}) == 2


def test_stored_findings_of_another_form_are_refused():
    with pytest.raises(ValueError, match="said"):
        load([{"code": "a", "severity": "error", "path": "a.md", "line": 1, "column": 1, "message": "x"}])


@pytest.mark.parametrize(
    ("word", "known", "expected"),
    [
        ("titel", ["title", "status"], "title"),
        ("nhas2019shame", ["wrr2020samenleven", "nhass2019shame"], "nhass2019shame"),
        ("VRIES2020", ["vries2020", "vries2021"], "vries2020"),
        ("iets heel anders", ["title", "status"], None),
        ("titel", [], None),
        ("", ["title"], None),
    ],
)
def test_nearest_gives_the_word_that_was_probably_meant(word, known, expected):
    assert nearest(word, known) == expected


def test_nearest_does_not_depend_on_the_order_of_the_known_words():
    assert nearest("aap1", {"aap2", "aap3"}) == nearest("aap1", ["aap3", "aap2"])
