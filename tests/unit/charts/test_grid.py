"""What a declaration chooses of a set, and what it is refused for."""

from __future__ import annotations

import pytest

from katern.charts.declared import Refused, find_set, read_chart
from katern.finding import did_you_mean


def test_years_that_a_set_has_otherwise_or_lacks_stand_in_a_line_as_what_they_are(grid):
    found = grid(kind="line", indicator="meldingen")
    assert found.columns == ("2017", "2018", "2019", "2020", "2021", "2022", "2023")
    assert ("", "2021") not in found.cells
    assert found.cells["", "2023"].is_missing


def test_named_years_are_those_and_no_others(grid):
    assert grid(kind="bar", rows="year", indicator="meldingen", years=[2017, 2020]).rows == ("2017", "2020")


def test_groups_stand_in_the_order_in_which_they_are_named_or_by_their_figure(grid):
    where = {"groep": ["vrouwen", "iedereen", "mannen"]}
    assert grid(kind="bar", indicator="tevreden", years=2022, where=where).rows == ("vrouwen", "iedereen", "mannen")
    by_value = grid(kind="bar", indicator="tevreden", years=2022, order="value")
    assert by_value.rows[:3] == ("vrouwen", "iedereen", "mannen")
    assert by_value.cells[by_value.rows[3], ""].is_missing  # what is secret is no 0 and stands last


def test_a_part_is_no_row_and_stands_with_its_whole(grid):
    found = grid(kind="bar", rows="year", indicator="meldingen", part="massa")
    assert {row for row, _ in found.parts} == {"2020"}


@pytest.mark.parametrize(
    ("declared", "why"),
    [
        ({"kind": "line"}, [("indicator", "data.mixed measures"), ("where", "data.chart differ")]),
        ({"kind": "taart", "indicator": "meldingen"}, [("kind", "data.chart no-kind")]),
        ({"indicator": "meldingen"}, [("kind", "data.chart no-kind")]),
        ({"kind": "bar", "indicator": "melding"}, [("indicator", "data.unlisted no-indicator")]),
        ({"kind": "bar", "indicator": "tevreden", "years": 2021}, [("years", "data.unlisted no-year")]),
        ({"kind": "bar", "indicator": "tevreden", "years": "x"}, [("years", "data.unlisted no-year")]),
        ({"kind": "bar", "indicator": "tevreden"}, [("years", "data.chart no-year")]),
        ({"kind": "bar", "indicator": ["tevreden", "vertrouwen"], "years": 2022, "where": {"groep": "iedereen"}},
         [("indicator", "data.mixed measures")]),
        ({"kind": "bar", "indicator": ["meldingen", "tevreden"], "years": 2022, "where": {"groep": "iedereen"}},
         [("indicator", "data.mixed measures")]),
        ({"kind": "slope", "indicator": "meldingen", "years": [2018, 2019]}, [("years", "data.break in-chart")]),
        ({"kind": "slope", "indicator": "meldingen"}, [("years", "data.chart two-points")]),
        ({"kind": "line", "indicator": "vertrouwen"}, [("years", "data.chart one-point")]),
        ({"kind": "bar", "indicator": "tevreden", "years": 2022, "where": {"groep": "mannen "}},
         [("where", "data.unlisted no-value")]),
        ({"kind": "bar", "indicator": "tevreden", "years": 2022, "where": {"soort": "x"}},
         [("where", "data.unlisted no-column")]),
        ({"kind": "bar", "indicator": "tevreden", "years": 2022, "where": "mannen"},
         [("where", "data.unlisted no-column")]),
        ({"kind": "bar", "indicator": "tevreden", "years": 2022, "rows": "groepen"},
         [("rows", "data.unlisted no-column")]),
        ({"kind": "bar", "indicator": "tevreden", "years": 2022, "kleur": "rood"},
         [("kleur", "data.chart no-argument")]),
        ({"kind": "bar", "indicator": "tevreden", "years": 2022, "compare": "niemand"},
         [("compare", "data.chart no-row")]),
        ({"kind": "bar", "indicator": "meldingen", "rows": "year", "part": "massaal"},
         [("part", "data.unlisted no-indicator")]),
        ({"kind": "bar", "indicator": "tevreden", "years": 2022, "order": "hoogste"},
         [("order", "data.chart no-choice")]),
        ({"kind": "bar", "indicator": "meldingen", "years": 2022, "where": {"groep": "mannen"}},
         [("", "data.unlisted nothing")]),
        ({"kind": "bar", "indicator": "tevreden", "years": 2022, "title": " "}, [("title", "data.chart no-title")]),
    ],
)  # fmt: skip
def test_what_cannot_be_drawn_or_would_mislead_is_refused_at_its_argument(refused, declared, why):
    assert refused(**declared) == why


def test_several_mistakes_are_told_at_once(refused):
    assert [at for at, _ in refused(kind="taart", indicator="melding", title="")] == ["kind", "title", "indicator"]


def test_more_rows_than_a_reader_tells_apart_are_refused(sets, refused, tmp_path):
    file = tmp_path / "docs/_data/sets/proef/cijfers.csv"
    file.write_text(file.read_text() + "".join(f"groep {n},2022,vertrouwen,{n},,later,\n" for n in range(40)))
    assert refused(kind="bar", indicator="vertrouwen", years=2022) == [("where", "data.chart too-many")]


def test_an_unknown_set_is_told_with_the_nearest(sets):
    for slug in ("proeff", None, 12, ["proef"]):
        with pytest.raises(Refused) as problem:
            find_set(sets, slug)
        assert problem.value.problems[0].argument == "set"
    with pytest.raises(Refused) as problem:
        read_chart(sets, "proeff", {})
    assert problem.value.problems[0].advice == did_you_mean("proef")
