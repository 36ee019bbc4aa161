"""A number typed in a sentence that cites a set: told where the set says otherwise, and nowhere else."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "charts"))

from made_up import INDICATORS, ROWS, SET

from katern.check.typed import typed
from katern.layout import Layout
from katern.loading import load_library

BIB = """@online{bericht2020, title = {Bericht}, url = {http://www.voorbeeld.example/2020/}, year = {2020}}
@online{ander2020, title = {Iets anders}, url = {https://voorbeeld.example/ander}, year = {2020}}
@online{tabel2022, title = {Tabel}, year = {2022}}
"""


@pytest.fixture
def told(tmp_path):
    """What is told of a sentence: what is typed and what the set says."""

    def told(text, front=""):
        files = {
            "docs/_data/indicators.yml": INDICATORS,
            "docs/_data/sets/proef/set.yml": SET.replace("status: final", "status: final, cite: tabel2022"),
            "docs/_data/sets/proef/cijfers.csv": ROWS,
            "bibliography/bronnen.bib": BIB,
            "docs/projecten/een.md": f"{front}# Proef\n\n{text}\n",
        }
        for path, content in files.items():
            (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / path).write_text(content)
        found = list(typed(load_library(Layout(tmp_path), language="nl")))
        return [
            (one.line, one.column, dict(one.said.values)["written"], dict(one.said.values)["value"]) for one in found
        ]

    return told


def test_another_number_than_the_set_says_is_told_at_its_place(told):
    assert told("In 2019 kwamen er 5.478 meldingen van overlast [@bericht2020].") == [(3, 19, "5.478", "5.487")]
    assert told("In 2022 was 64,0 procent van de mannen tevreden met de buurt [@tabel2022].") == [
        (3, 13, "64,0", "60,4%")
    ]


@pytest.mark.parametrize(
    "text",
    [
        "In 2019 kwamen er 5.487 meldingen van overlast [@bericht2020].",
        "In 2019 kwamen er ruim 5.400 meldingen van overlast [@bericht2020].",
        "In 2022 was 60 procent van de mannen tevreden met de buurt [@tabel2022].",
        "In 2022 was 62 procent van iedereen tevreden met de buurt [@tabel2022].",
        # another source, no source, no year, another subject
        "In 2019 kwamen er 5.478 meldingen van overlast [@ander2020].",
        "In 2019 kwamen er 5.478 meldingen van overlast.",
        "Er kwamen 5.478 meldingen van overlast [@bericht2020].",
        "In 2019 belden 5.478 mensen [@bericht2020].",
        # two numbers: which is meant nobody knows
        "In 2019 kwamen er 5.478 meldingen van overlast, of misschien 5.100 [@bericht2020].",
        # a number of another unit, and one of a group that the set does not name
        "In 2019 steeg het aantal meldingen van overlast met 12 procent [@bericht2020].",
        "In 2022 was 12 procent van de kinderen niet tevreden, en de buurt ook niet [@bericht2020].",
        "In 2019 kwamen er `5.478` meldingen van overlast [@bericht2020].",
    ],
)
def test_a_number_that_is_right_rounded_or_of_something_else_is_not(told, text):
    assert told(text) == []


def test_each_sentence_answers_for_itself(told):
    assert (
        told(
            "In 2018 waren er 3.299 meldingen van overlast [@bericht2020]. In 2019 kwamen er 5.478 meldingen van overlast."
        )
        == []
    )
    assert told("- In 2017 waren er 3.111 meldingen van overlast [@bericht2020]\n- Iets anders.") == [
        (3, 20, "3.111", "3.499")
    ]


def test_a_text_of_front_matter_answers_too(told):
    front = (
        "---\ntitle: Project\ndescription: Zo.\nline: wonen\nyears: [2019]\nstate: planned\n"
        'question: "In 2019 kwamen er 5.478 meldingen van overlast [@bericht2020]."\n---\n'
    )
    assert told("Tekst.", front) == [(7, 30, "5.478", "5.487")]
