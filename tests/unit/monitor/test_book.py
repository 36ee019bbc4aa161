"""What is shown of an area, and what never is: the traps of figures about areas, each on made-up numbers."""

from __future__ import annotations

from decimal import Decimal

import pytest

from katern.monitor.book import Book
from katern.monitor.profile import Profiles
from katern.words import words_of

WORDS = words_of("nl")


def shown(book: Book, code: str, measure: str, year: int | None = None) -> str:
    about = book.measures[measure]
    value = book.latest(code, about) if year is None else book.value(code, about, year)
    return value.text if value else ""


@pytest.mark.parametrize(
    ("code", "text", "mark"),
    [
        ("GM9902", "geheim", "secret"),
        ("WK990102", "onbekend", "unknown"),
        ("WK990202", "niet van toepassing", "not-applicable"),
    ],
)
def test_what_is_missing_is_told_in_words_and_is_no_nought(book, code, text, mark):
    value = book.latest(code, book.measures["koop"])
    assert (value.value, value.text, value.mark) == (None, text, mark)


def test_what_no_set_holds_is_not_included(book):
    assert shown(book, "NL00", "misdrijven", 2024) == "niet opgenomen"


def test_a_nought_is_a_nought(book):
    assert shown(book, "WK990201", "koop") == "0%"


def test_where_few_people_live_there_is_no_share_but_the_number(book):
    value = book.latest("WK990102", book.measures["aandeel_jong"])
    assert (value.value, value.text, value.behind) == (None, "te weinig mensen", "45")


def test_where_few_people_live_there_is_no_rate(book):
    assert shown(book, "WK990102", "misdrijven") == "te weinig mensen"
    assert shown(book, "WK990101", "misdrijven") == "35 per 1000 inwoners"


def test_where_nobody_knows_how_many_live_there_is_no_rate(changed):
    loaded = changed("sets/kern/kern-2024.csv", "WK990101,2024,inwoners,2000,\n", "WK990101,2024,inwoners,,unknown\n")
    loaded = changed("sets/reeks/reeks-2024.csv", "WK990101,2024,inwoners,1995,\n", "")
    assert shown(Book(loaded, WORDS), "WK990101", "misdrijven") == "te weinig mensen"


def test_a_share_of_numbers_that_are_rounded_by_lot_is_whole_and_never_above_a_hundred(book):
    assert shown(book, "WK990101", "aandeel_jong") == "13%"
    assert shown(book, "GM9901", "aandeel_jong") == "20,2%"
    assert shown(book, "WK9901AA", "aandeel_jong") == "100%"


def test_parts_that_do_not_add_up_to_a_rounded_whole_stay_as_they_were_published(book):
    districts = [book.value(area.code, book.measures["inwoners"], 2024).value for area in book.districts("GM9901")]
    assert sum(value for value in districts if value is not None) == Decimal(2355)
    assert shown(book, "GM9901", "inwoners") == "3.461"


def test_of_two_looks_at_one_figure_the_later_counts(book):
    # the set `reeks`, fetched a day earlier, has 1,995
    assert shown(book, "WK990101", "inwoners", 2024) == "2.000"


def test_a_share_is_of_one_set(book):
    # the later look has 700 of 3,461, the earlier 699 of 3,460
    assert book.value("GM9901", book.measures["aandeel_jong"], 2024).value == Decimal("20.2")
    assert book.value("GM9901", book.measures["aandeel_jong"], 2023).value == Decimal("20.5")


def test_a_code_in_other_borders_is_another_area(book, loaded):
    old = Book(loaded, WORDS, loaded.monitor.editions[0])
    assert 2019 not in book.years("WK990102", book.measures["inwoners"])
    assert shown(old, "WK990102", "inwoners") == "2.500"
    assert [area.name for area in old.profiled] == ["Zuiderdam", "Haven oud", "Polder oud"]


def test_a_country_is_the_same_in_all_borders(loaded):
    old = Book(loaded, WORDS, loaded.monitor.editions[0])
    assert shown(old, "NL00", "inwoners", 2024) == "100.000"


def test_borders_that_the_monitor_calls_the_same_count(changed):
    same = "same: [{borders: [2019], areas: [district], why: Vergeleken.}]\neditions:"
    loaded = changed("monitor.yml", "editions:", same)
    book = Book(loaded, WORDS)
    assert 2019 in book.years("WK990102", book.measures["inwoners"])
    assert 2019 not in book.years("GM9901", book.measures["inwoners"])


def test_a_provisional_figure_carries_its_mark(book):
    profile = Profiles(book).of(book.areas.by_code["GM9901"])
    (income,) = (line for told in profile.themes for line in told.lines if line.measure.id == "inkomen")
    assert income.source == "2024, Proefbureau, Inkomen (voorlopig)"


def test_letters_in_a_code_are_a_code(book):
    area = book.areas.by_code["WK9901AA"]
    assert [parent.name for parent in book.parents(area)] == ["Zuiderdam", "Nederland"]


def test_figures_of_one_profile_are_of_one_year_where_there_are_any(book):
    assert book.latest("GM9901", book.measures["inwoners"]).year == 2024
    assert book.latest("GM9901", book.measures["aandeel_achtergrond"]).year == 2021


def test_a_municipality_is_held_against_others_where_its_districts_have_no_figures(book):
    assert book.alone("GM9901") == {"inkomen"}
    assert book.alone("GM9902") == {"inkomen"}


def test_a_changed_figure_changes_the_digest_of_its_area_alone(book, changed):
    other = Book(changed("sets/kern/kern-2024.csv", "WK990102,2024,jong,45,", "WK990102,2024,jong,50,"), WORDS)
    codes = [area.code for area in book.profiled]
    assert [code for code in codes if other.digest(code) != book.digest(code)] == ["WK990102"]
