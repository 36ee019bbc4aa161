"""Figures over time: no line over a break, a year that is not there, or a figure that is missing."""

from __future__ import annotations

from katern.monitor.book import Book
from katern.monitor.overtime import Chart, charts
from katern.words import words_of

WORDS = words_of("nl")


def of(book: Book, code: str) -> dict[str, Chart]:
    return {chart.title: chart for chart in charts(book, code, book.monitor.themes[0])}


def test_a_line_runs_between_years_that_may_be_compared_and_not_over_a_year_that_was_not_seen(book):
    chart = of(book, "GM9901")["Inwoners"]
    (line,) = chart.panels[0].lines
    assert [value.year for value in line.values] == [2020, 2021, 2023, 2024]
    assert [len(run) for run in line.runs] == [2, 2]
    assert chart.gaps == ("Tussen 2021 en 2023 loopt geen lijn: cijfers van 2022 zijn niet gezien.",)


def test_a_missing_figure_has_no_point_and_no_line(book):
    (line,) = of(book, "WK990101")["Jong"].panels[0].lines
    assert [value.text for value in line.values] == ["13%", "13%", "onbekend", "13%"]
    assert len(line.points) == 3
    assert [len(run) for run in line.runs] == [2]


def test_two_classifications_are_two_panels_without_a_line_between(book):
    chart = of(book, "GM9901")["Herkomst, in twee indelingen"]
    assert [panel.all_years for panel in chart.panels] == [(2020, 2021), (2023, 2024)]
    assert chart.words == "Vanaf 2023 een andere indeling."
    assert all(len(line.runs) == 1 for panel in chart.panels for line in panel.lines)


def test_a_break_of_an_indicator_cuts_its_line(changed):
    broken = "theme: bevolking, breaks: [{year: 2021, kind: definition, words: Anders geteld.}]}\n  - {id: jong,"
    loaded = changed("indicators.yml", "theme: bevolking}\n  - {id: jong,", broken)
    chart = of(Book(loaded, WORDS), "GM9901")["Inwoners"]
    assert chart.gaps[0] == "Tussen 2020 en 2021 loopt geen lijn: Anders geteld."
    assert len(chart.panels[0].lines[0].runs) == 1


def test_years_in_other_borders_make_no_series(changed):
    book = Book(changed("sets/reeks/set.yml", "same_borders: De kaarten zijn vergeleken.\n", ""), WORDS)
    assert of(book, "GM9901") == {}


def test_an_area_with_one_year_has_no_series(book):
    assert of(book, "GM9902") == {}
