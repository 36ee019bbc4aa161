"""How a figure is written in Dutch, with its year and source."""

from __future__ import annotations

import datetime
from dataclasses import replace
from decimal import Decimal

import pytest

from katern.datasets.figure import Figure, number
from katern.datasets.flags import MARKS
from katern.datasets.indicators import COUNTS, Indicator
from katern.datasets.setfile import Source
from katern.locales import readers_languages
from katern.words import words_of

NL = words_of("nl").figures
SOURCE = Source(
    id="t", title="Kerncijfers", table="99999PRF", seen_in="publisher", retrieved=datetime.date(2026, 11, 20)
)


def figure(value, mark="", unit="aantal", source=SOURCE):
    indicator = Indicator(id="a", label="A", unit=unit, theme="x", decimals=3)
    amount = None if value is None else Decimal(value)
    return Figure(amount, mark, 2024, indicator, "GM9901", (), "proef", "Bureau", source)


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("0", "0"),
        ("7", "7"),
        ("999", "999"),
        ("1000", "1.000"),
        ("17942942", "17.942.942"),
        ("0.5", "0,5"),
        ("62.0", "62,0"),
        ("1234.50", "1.234,50"),
        ("-0.100", "−0,100"),
        ("-1234", "−1.234"),
    ],
)
def test_a_number_has_a_point_at_thousands_a_comma_and_its_own_decimals(value, written):
    assert number(Decimal(value), NL) == written


@pytest.mark.parametrize(
    ("unit", "written"),
    [
        ("aantal", "1.250,5"),
        ("%", "1.250,5%"),
        ("x 1000 euro", "1.250,5 duizend euro"),
        ("x 1000", "1.250,5 duizend"),
        ("km", "1.250,5 km"),
        ("index", "1.250,5"),
    ],
)
def test_a_unit_stands_where_dutch_puts_it(unit, written):
    assert figure("1250.5", unit=unit).written(NL) == written


@pytest.mark.parametrize("language", readers_languages())
def test_a_count_is_known_by_its_name_in_any_language_and_is_written_without_it(language):
    for unit in COUNTS:
        counted = figure("12", unit=unit)
        assert counted.indicator.is_count
        assert counted.written(words_of(language).figures) == "12"
    assert not figure("12", unit="km").indicator.is_count


@pytest.mark.parametrize(
    ("mark", "written"),
    [
        ("unknown", "onbekend"),
        ("secret", "geheim"),
        ("not-applicable", "niet van toepassing"),
        ("not-included", "niet opgenomen"),
    ],
)
def test_a_missing_figure_is_written_as_words(mark, written):
    assert (figure(None, mark, "%").written(NL), figure(None, mark).marked(NL)) == (written, written)


def test_a_figure_says_how_sure_it_is():
    assert figure("5", "provisional").marked(NL) == "5 (voorlopig)"
    assert figure("5", "revised").marked(NL) == "5 (herzien)"
    assert figure("5").marked(NL) == "5"


def test_every_mark_has_words():
    assert set(NL.marks) == MARKS


def test_a_figure_names_its_year_and_source():
    assert figure("5").sourced(NL) == "2024, Bureau, 99999PRF"
    assert figure("5", source=SOURCE.model_copy(update={"table": None})).sourced(NL) == "2024, Bureau, Kerncijfers"


def test_what_was_only_seen_in_the_news_says_so():
    news = SOURCE.model_copy(update={"seen_in": "news", "table": None})
    assert replace(figure("5"), source=news).sourced(NL) == "2024, Bureau, Kerncijfers, gezien in het nieuws"
