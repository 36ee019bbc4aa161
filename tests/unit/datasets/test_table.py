"""Tidy files: what is kept, and what each defect says and where."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from samples import HEAD

from katern.datasets.indicators import Indicator
from katern.datasets.setfile import Manifest
from katern.datasets.table import read_table
from katern.messages import messages_of

DUTCH = messages_of("nl")

MANIFEST = Manifest.model_validate(
    {
        "title": "Proef",
        "publisher": "Bureau",
        "description": "x",
        "licence": "vrij",
        "years": [2024],
        "categories": [{"id": "groep", "label": "Groep"}],
        "sources": [
            {"id": "t", "title": "T", "seen_in": "news", "retrieved": "2026-11-20"},
            {"id": "u", "title": "U", "seen_in": "mirror", "retrieved": "2026-11-20"},
        ],
    }
)
PLAIN = MANIFEST.model_copy(update={"categories": ()})
INDICATORS = {"a": Indicator(id="a", label="A", unit="aantal", theme="x", decimals=1)}


def read(text, manifest=PLAIN):
    table = read_table(text, "sets/x/t.csv", manifest, INDICATORS)
    return [row[:8] for row in table.rows], [(f.line, f.column, DUTCH.tell(f).message) for f in table.findings]


def test_a_row_is_a_figure_with_everything_that_stands_in_it():
    text = 'groep,year,indicator,value,mark,source,note\n"een, twee",2024,a,1.5,revised,u,via\n'
    assert read(text, MANIFEST) == ([("", ("een, twee",), 2024, "a", Decimal("1.5"), "revised", "u", "via")], [])


def test_a_row_that_names_no_source_comes_from_the_one_its_file_is_called_after():
    assert read("year,indicator,value,mark\n2024,a,1,\n")[0][0][6] == "t"


@pytest.mark.parametrize(
    ("row", "column", "message"),
    [
        ("GM9901,24,a,1,", 8, "'24' is geen jaar"),
        ("GM9901,2024,a,,", 15, "hier staat geen cijfer en ook niet waarom"),
        ("GM9901,2024,a,,provisional", 15, "hier staat geen cijfer en ook niet waarom"),
        ("GM9901,2024,a,1,secret", 17, "er staat een cijfer en toch 'secret'"),
        ("GM9901,2024,a,1,geheim", 17, "het teken 'geheim' bestaat niet"),
        ('GM9901,2024,a,"1,5",', 15, "'1,5' is geen getal"),
        ("GM9901,2024,a,1.234.567,", 15, "'1.234.567' is geen getal"),
        ("GM9901,2024,a,.,unknown", 15, "'.' is geen getal"),
        ("GM9901,2024,a, 1,", 15, "' 1' is geen getal"),
        ("GM9901,2024,a,1e3,", 15, "'1e3' is geen getal"),
        ("GM9901,2024,a,nan,", 15, "'nan' is geen getal"),
        ("GM9901,2024,a,\u0661,", 15, "'\u0661' is geen getal"),
        ("GM9901,2024,a,1.25,", 15, "'1.25' heeft meer decimalen dan indicators.yml noemt voor 'a' (1)"),
        ("GM9901,2024,b,1,", 13, "de indicator 'b' staat niet in indicators.yml"),
        ("GM9901,2024,a,1", 1, "deze regel heeft 4 velden en de eerste regel noemt er 5"),
        ("GM9901,2024,a,1,,", 1, "deze regel heeft 6 velden en de eerste regel noemt er 5"),
        ("", 1, "deze regel heeft 0 velden en de eerste regel noemt er 5"),
    ],
)
def test_a_defect_is_said_at_its_place_and_the_other_rows_are_kept(row, column, message):
    good = "GM9902,2024,a,2,\n"
    rows, findings = read(f"{HEAD}{row}\n{good}")
    assert [each[0] for each in rows] == ["GM9902"]
    assert findings == [(2, column, message)]


def test_a_source_that_the_manifest_does_not_know_is_said_once():
    text = "year,indicator,value,mark,source\n2024,a,1,,v\n2023,a,1,,v\n"
    assert read(text)[1] == [(2, 11, "de bron 'v' staat niet in set.yml")]


@pytest.mark.parametrize(
    ("head", "findings"),
    [
        ("year,indicator,value", ["de kolom 'mark' ontbreekt"]),
        ("jaar,indicator,value,mark", ["de kolom 'jaar' bestaat hier niet", "de kolom 'year' ontbreekt"]),
        ("year,year,indicator,value,mark", ["de kolom 'year' staat er twee keer"]),
        (
            "",
            [
                "de kolom 'year' ontbreekt",
                "de kolom 'indicator' ontbreekt",
                "de kolom 'value' ontbreekt",
                "de kolom 'mark' ontbreekt",
            ],
        ),
    ],
)
def test_without_the_right_heads_nothing_is_read(head, findings):
    rows, found = read(head + "\n")
    assert (rows, [message for _, _, message in found]) == ([], findings)


def test_quotes_that_are_not_closed_are_said():
    rows, findings = read(HEAD + 'GM9901,2024,a,1,\n"GM9902,2024,a,1,\n')
    assert [row[0] for row in rows] == []
    assert findings == [(3, 1, "de aanhalingstekens op deze regel kloppen niet")]


@given(st.lists(st.text(st.sampled_from('a1,."\n;- GM'), max_size=8), max_size=6))
def test_no_text_stops_the_reader(fields):
    rows, findings = read(HEAD + ",".join(fields))
    assert all(row[4] is not None or row[5] for row in rows)
    assert all(line >= 1 and column >= 1 for line, column, _ in findings)


@given(st.decimals(min_value=-(10**9), max_value=10**9, places=1))
def test_a_value_comes_back_as_it_was_written(value):
    rows, findings = read(f"{HEAD}GM9901,2024,a,{value:f},\n")
    assert (str(rows[0][4]), findings) == (f"{value:f}", [])
