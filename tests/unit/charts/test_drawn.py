"""Each kind of chart: what stands in it, what does not, and what it says to who does not see it."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest

from katern.charts.declared import KINDS
from katern.charts.drawn import draw
from katern.charts.shapes import Bar, Dot, Stroke, Words

EVERY = {
    "bar": {"indicator": "tevreden", "years": 2022},
    "dots": {"indicator": "tevreden", "years": 2022, "compare": "iedereen"},
    "line": {"indicator": "meldingen"},
    "slope": {"indicator": "tevreden", "years": [2020, 2022]},
    "multiples": {"indicator": "tevreden", "where": {"groep": ["mannen", "vrouwen"]}},
}


def words(drawing, kind=None):
    return [shape.text for shape in drawing.shapes if isinstance(shape, Words) and kind in (None, shape.kind)]


def lines(drawing):
    return [shape for shape in drawing.shapes if isinstance(shape, Stroke) and shape.kind == "line"]


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_sound_and_within_its_width_and_the_same_each_time(kind, drawn):
    made = drawn(kind=kind, **EVERY[kind])
    assert made.svg == drawn(kind=kind, **EVERY[kind]).svg
    root = ElementTree.fromstring(made.svg)
    assert root.get("aria-label").startswith(made.title) is False
    assert made.title in root.get("aria-label")
    across = [
        float(x[:-1])
        for tag in root.iter()
        for name in ("x", "x1", "x2", "cx")
        if (x := tag.get(name, "%0")).endswith("%")
    ]
    assert across
    assert all(0 <= x <= 100 for x in across)
    assert not re.search(r"nan|inf|None|\de-", made.svg.partition("<text")[2].replace("none", ""))


def test_bars_begin_at_zero_and_their_lengths_are_as_their_figures(grid, names):
    where = {"groep": ["mannen", "vrouwen"]}
    bars = [
        it
        for it in draw(grid(kind="bar", indicator="tevreden", years=2022, where=where), names).shapes
        if isinstance(it, Bar)
    ]
    assert bars[0].width / bars[1].width == pytest.approx(60.4 / 62.6, abs=0.002)
    assert bars[0].x == bars[1].x


def test_what_is_missing_is_hatched_with_its_reason_and_is_no_bar(grid, names):
    drawing = draw(grid(kind="bar", indicator="tevreden", years=2022), names)
    assert [bar.kind for bar in drawing.shapes if isinstance(bar, Bar)] == ["bar", "bar", "bar", "missing"]
    assert words(drawing, "quiet") == ["geheim"]


def test_a_bar_below_zero_goes_the_other_way(grid, names):
    drawing = draw(grid(kind="bar", indicator="saldo", years=2022), names)
    below, above = [bar for bar in drawing.shapes if isinstance(bar, Bar)]
    assert below.x + below.width == pytest.approx(above.x)


def test_between_bars_of_years_that_cannot_be_compared_stand_the_words_why(grid, names):
    drawing = draw(grid(kind="bar", rows="year", indicator="meldingen", part="massa"), names)
    assert " ".join(words(drawing, "quiet")) == (
        "2018–2019: Vanaf 2019 tellen ook telefoontjes mee. waarvan 4.098 massameldingen geen cijfer onbekend"
    )
    whole, part = [
        next(it for it in drawing.shapes if isinstance(it, Bar) and it.kind == kind) for kind in ("bar", "part")
    ]
    assert part.width > 0
    assert whole.kind == "bar"


def test_a_line_stops_at_a_break_at_a_year_without_figures_and_at_a_missing_one(grid, names):
    drawing = draw(grid(kind="line", indicator="meldingen"), names)
    assert len(lines(drawing)) == 2  # 2017–2018 and 2019–2020
    assert len([it for it in drawing.shapes if isinstance(it, Dot)]) == 5
    assert len([it for it in drawing.shapes if isinstance(it, Stroke) and it.kind == "break"]) == 1
    assert "2018–2019: Vanaf 2019 tellen ook" in " ".join(words(drawing, "quiet"))
    assert [bar.kind for bar in drawing.shapes if isinstance(bar, Bar)] == ["missing", "missing"]


def test_lines_beside_each_other_carry_their_names(grid, names):
    drawing = draw(grid(kind="line", indicator="tevreden", where={"groep": ["mannen", "vrouwen"]}), names)
    assert words(drawing, "value") == ["mannen 60,4%", "vrouwen 62,6%"]
    assert lines(drawing) == []  # 2021 is a gap


def test_a_row_of_which_one_end_is_missing_is_named_below_the_slopes(grid, names):
    drawing = draw(grid(kind="slope", indicator="tevreden", years=[2020, 2022]), names)
    assert sum(text.endswith(": geen cijfer") for text in words(drawing, "quiet")) == 2
    assert "62,6% vrouwen" in words(drawing)


def test_panels_share_a_scale_unless_they_are_to_have_their_own(drawn, grid, names):
    where = {"groep": ["mannen", "vrouwen"]}
    shared = draw(grid(kind="multiples", indicator="tevreden", where=where), names)
    own = draw(grid(kind="multiples", indicator="tevreden", where=where, scale="own"), names)
    tops = [[min(it.y for it in drawing.shapes if isinstance(it, Dot) and (it.x < 50) is left) for left in (True, False)]
            for drawing in (shared, own)]  # fmt: skip
    assert tops[0][0] != tops[0][1]
    assert tops[1][0] == tops[1][1]
    assert drawn(kind="multiples", indicator="tevreden", where=where, scale="own").subtitle.endswith(
        "Elk vak heeft een eigen schaal."
    )


def test_two_dots_on_a_line_have_a_key_and_their_figures_at_their_outer_sides(grid, names):
    found = grid(kind="dots", indicator="tevreden", rows="groep", years=2022, where={"groep": ["mannen", "vrouwen"]})
    assert words(draw(found, names), "value") == ["60,4%", "62,6%"]


def test_the_alternative_tells_all_figures_of_a_small_chart_and_the_ends_of_a_large_one(drawn):
    assert ElementTree.fromstring(drawn(kind="line", indicator="meldingen").svg).get("aria-label") == (
        "Lijndiagram. Zo is het. 2017: 3.499; 2018: 3.299; 2019: 5.487; 2020: 9.575; 2021: geen cijfer; 2022: 6.738; "
        "2023: onbekend. 2018–2019: Vanaf 2019 tellen ook telefoontjes mee."
    )
    own = drawn(kind="line", indicator="meldingen", alt="Het loopt op.").svg
    assert 'aria-label="Lijndiagram. Zo is het. Het loopt op."' in own


def test_the_table_has_every_figure_with_its_year_source_and_doubt(drawn):
    made = drawn(kind="line", indicator="meldingen")
    assert [(line.cells, line.value, line.source.id, line.note) for line in made.lines][2:] == [
        (("2019",), "5.487", "eerst", "telling niet vermeld"),
        (("2020",), "9.575", "later", ""),
        (("2022",), "6.738", "later", ""),
        (("2023",), "onbekend", "later", ""),
    ]
    assert made.tells_sources
    assert made.tells_notes
    assert made.gaps == (((2021,), "Dat jaar is niet gezien."),)
    assert made.subtitle == "Meldingen van overlast, iedereen, 2017–2023"


def test_a_share_says_of_whom_it_is_one(drawn):
    assert drawn(kind="bar", indicator="tevreden", years=2022).subtitle == "Tevreden met de buurt, van de groep, 2022"


def test_figures_that_differ_in_two_ways_stand_in_a_table_of_rows_and_columns(drawn):
    where = {"groep": ["mannen", "vrouwen"]}
    assert drawn(kind="multiples", indicator="tevreden", where=where).table == (
        ("Groep", "2020", "2021", "2022"),
        ("mannen", "55,0%", "geen cijfer", "60,4%"),
        ("vrouwen", "58,0%", "geen cijfer", "62,6%"),
    )
    assert drawn(kind="line", indicator="meldingen").table == ()  # two sources, and a doubt


def test_months_stand_as_far_apart_as_they_are(sets, grid, names, tmp_path):
    file = tmp_path / "docs/_data/sets/proef/cijfers.csv"
    text = file.read_text()
    for months in (3, 6, 12):
        text += f"na {months} maanden,2022,vertrouwen,{months},,later,\n"
    file.write_text(text)
    where = {"groep": [f"na {months} maanden" for months in (3, 6, 12)]}
    drawing = draw(grid(kind="multiples", indicator="vertrouwen", along="groep", where=where, years=2022), names)
    first, second, third = [shape.x for shape in drawing.shapes if isinstance(shape, Dot)]
    assert (third - second) / (second - first) == pytest.approx(2, abs=0.01)


def test_names_that_are_too_long_stand_above_the_lines_with_their_dots(sets, grid, names, tmp_path):
    file = tmp_path / "docs/_data/sets/proef/cijfers.csv"
    long = "mensen die al langer dan tien jaar in deze buurt wonen"
    file.write_text(file.read_text() + f"{long},2020,tevreden,50.0,,later,\n{long},2022,tevreden,51.0,,later,\n")
    drawing = draw(grid(kind="line", indicator="tevreden", where={"groep": [long, "mannen"]}), names)
    assert words(drawing, "value") == ["51,0%", "60,4%"]
    assert " ".join(words(drawing, "label")) == f"{long} mannen"
