from __future__ import annotations

import pytest

from katern.finding import Finding, Position, nearest, sort_key


def test_a_finding_stands_at_a_position():
    finding = Finding.error("cite.missing", Position("a.md", 3, 7), "bron ontbreekt", "voeg toe")
    assert finding == Finding("cite.missing", "error", "a.md", 3, 7, "bron ontbreekt", "voeg toe")
    assert Finding.warning("bib.unused", Position("a.bib"), "x") == Finding(
        "bib.unused", "warning", "a.bib", 1, 1, "x", ""
    )


def test_findings_are_sorted_by_place_then_code_then_message():
    places = [
        ("b.md", 1, 1, "a", ""),
        ("a.md", 10, 1, "a", ""),
        ("a.md", 2, 9, "b", ""),
        ("a.md", 2, 9, "a", "z"),
        ("a.md", 2, 9, "a", "y"),
    ]
    findings = [Finding(code, "error", path, line, column, message) for path, line, column, code, message in places]
    assert [sort_key(finding) for finding in sorted(findings, key=sort_key)] == [
        ("a.md", 2, 9, "a", "y"),
        ("a.md", 2, 9, "a", "z"),
        ("a.md", 2, 9, "b", ""),
        ("a.md", 10, 1, "a", ""),
        ("b.md", 1, 1, "a", ""),
    ]


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
