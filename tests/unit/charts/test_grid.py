"""What a declaration chooses of a set, and what it is refused for."""

from __future__ import annotations

import pytest

from katern.charts.declared import Refused, find_set, read_chart
from katern.charts.drawn import draw
from katern.charts.grid import choose
from katern.datasets.sets import OnDemand
from katern.finding import did_you_mean
from katern.layout import Layout


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


def test_two_classifications_stand_in_no_one_chart_but_may_have_panels_of_their_own(grid, refused, tmp_path):
    data = tmp_path / "docs/_data"
    indicators = data / "indicators.yml"
    indicators.write_text(
        indicators.read_text()
        + "  - {id: achtergrond, label: Achtergrond, unit: aantal, theme: wonen, valid_to: 2018}\n"
        + "  - {id: herkomst, label: Herkomst, unit: aantal, theme: wonen, valid_from: 2019}\n"
    )
    rows = [f"iedereen,{year},achtergrond,1{year},,later,\n" for year in (2017, 2018)]
    rows += [f"iedereen,{year},herkomst,2{year},,later,\n" for year in (2019, 2020)]
    table = data / "sets/proef/cijfers.csv"
    table.write_text(table.read_text() + "".join(rows))
    both = {"indicator": ["achtergrond", "herkomst"]}
    assert refused(kind="line", **both) == [("indicator", "data.mixed classifications")]
    assert grid(kind="multiples", **both).rows == ("achtergrond", "herkomst")


def test_an_area_in_other_borders_makes_no_line_and_no_slope(sets, names, tmp_path):
    folder = tmp_path / "docs/_data/sets/buurt"
    folder.mkdir()
    (folder / "set.yml").write_text(
        "title: Proef\npublisher: Proefbureau\ndescription: Verzonnen.\nlicence: vrij\nyears: [2019, 2020]\nsources:\n"
        "  - {id: oud, title: Oud, seen_in: publisher, retrieved: 2026-11-20, borders: 2019}\n"
        "  - {id: nieuw, title: Nieuw, seen_in: publisher, retrieved: 2026-11-20, borders: 2020}\n"
    )
    for name, year, value in (("oud", 2019, 10), ("nieuw", 2020, 90)):
        (folder / f"{name}.csv").write_text(f"area,year,indicator,value,mark\nWK990101,{year},massa,{value},\n")
    sets = OnDemand(Layout(tmp_path))
    declared = {"indicator": "massa", "area": "WK990101", "title": "Zo is het"}
    with pytest.raises(Refused) as problem:
        choose(read_chart(sets, "buurt", {"kind": "slope", **declared}))
    assert [one.what.name for one in problem.value.problems] == ["in-chart"]
    drawing = draw(choose(read_chart(sets, "buurt", {"kind": "line", **declared})), names)
    assert not any(shape.kind == "line" for shape in drawing.shapes)
    assert "2019–2020: andere grenzen in 2019 dan in 2020" in " ".join(
        shape.text for shape in drawing.shapes if shape.kind == "quiet"
    )
