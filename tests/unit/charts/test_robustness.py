"""Whatever a declaration says: a chart, or the reason why there is none."""

from __future__ import annotations

import random
from xml.etree import ElementTree

import pytest
from made_up import ROWS, SET

from katern.charts.declared import CHART, KINDS, Refused
from katern.charts.drawn import chart
from katern.charts.picked import pick
from katern.words import words_of

GROUPS = [
    "iedereen",
    "mannen",
    "vrouwen",
    "jonge mensen tot en met vierentwintig jaar, met of zonder kinderen",
    "niemand",
]
ODD = [
    None,
    "",
    0,
    -1,
    3.5,
    True,
    [],
    {},
    [None],
    {"groep": None},
    {"groep": {"a": 1}},
    {1: 2},
    "groep",
    "a" * 500,
    "<b>",
    "2019-2020",
]
SENSIBLE = {
    "kind": [*KINDS],
    "indicator": ["meldingen", "massa", "tevreden", "vertrouwen", "saldo", ["meldingen", "massa"], ["tevreden", "saldo"]],
    "years": [2017, 2022, [2017, 2020], [2020, 2022], [2018, 2019], [2023], [2019, 2017]],
    "area": ["GM0344", [""]],
    "where": [{"groep": one} for one in [*GROUPS, GROUPS[:3], GROUPS[1:3], GROUPS[:4]]],
    "title": ["Zo is het"],
    "rows": ["groep", "year", "indicator", "area"],
    "along": ["groep", "year", "indicator"],
    "part": ["massa", "meldingen"],
    "compare": GROUPS,
    "highlight": [*GROUPS, "2020"],
    "order": ["value", "file"],
    "scale": ["own", "shared"],
}  # fmt: skip


def declarations(seed, number):
    chosen = random.Random(seed)  # the same declarations each time
    for _ in range(number):
        declared = {
            "kind": chosen.choice(KINDS),
            "title": "Zo is het",
            "indicator": chosen.choice(SENSIBLE["indicator"]),
        }
        for name in chosen.sample(CHART, chosen.randint(0, 6)):
            odd = chosen.random() < 0.15
            declared[name] = chosen.choice(ODD if odd or name not in SENSIBLE else SENSIBLE[name])
        yield declared


def test_every_declaration_is_drawn_or_refused_with_a_reason(sets):
    words = words_of("nl")
    drawn = 0
    for declared in declarations(12, 2000):
        try:
            made = chart(sets, "proef", declared, (words.charts, words.figures), "h")
        except Refused as refused:
            assert refused.problems, declared  # noqa: PT017 (most are refused)
            continue
        drawn += 1
        ElementTree.fromstring(made.svg)
        assert made.lines, declared
    assert drawn > 200


def test_every_figure_is_given_or_refused_with_a_reason(sets):
    for odd in [*ODD, "tevreden", 2022]:  # each in the place of each argument
        for asked in ((odd, "tevreden", 2022), ("proef", odd, 2022), ("proef", "tevreden", odd)):
            for more in ({}, {"groep": odd}, {"groep": "mannen"}, {"": odd}):
                try:
                    found = pick(sets, *asked, more)
                except Refused as refused:
                    assert refused.problems  # noqa: PT017 (most are refused)
                else:
                    assert found.indicator.id == "tevreden"


def test_a_set_that_cannot_be_read_is_told_once(sets, tmp_path):
    (tmp_path / "docs/_data/sets/proef/set.yml").write_text(SET.replace("years:", "jaren:"))
    with pytest.raises(Refused) as refused:
        pick(sets, "proef", "tevreden", 2022, {})
    assert refused.value.problems == ()


def test_a_figure_that_may_change_has_a_star(sets, tmp_path):
    (tmp_path / "docs/_data/sets/proef/cijfers.csv").write_text(
        ROWS.replace("mannen,2022,tevreden,60.4,", "mannen,2022,tevreden,60.4,provisional")
    )
    words = words_of("nl")
    declared = {"kind": "bar", "indicator": "tevreden", "years": 2022, "title": "Zo is het"}
    made = chart(sets, "proef", declared, (words.charts, words.figures), "h")
    assert "60,4%*" in made.svg
    assert made.starred
    assert "mannen: 60,4% (voorlopig)" in made.svg
