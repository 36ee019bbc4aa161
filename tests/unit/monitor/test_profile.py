"""Profiles: strips on which only what may be compared stands, and what is told of an area."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from katern.monitor.profile import Profiles
from katern.monitor.strips import WIDTH, dots, scale_of

VALUES = st.lists(st.decimals(-10000, 1000000, places=1), min_size=1, max_size=30)


def lines(book, code):
    profile = Profiles(book).of(book.areas.by_code[code])
    return {line.measure.id: line for told in profile.themes for line in told.lines}


def test_a_share_stands_beside_the_municipality_the_country_and_all_districts(book):
    strip = lines(book, "WK990101")["aandeel_jong"].strip
    assert (strip.kind, strip.low, strip.high) == ("district", "0%", "100%")
    assert len(strip.others) == 2
    assert strip.here
    assert strip.municipality
    assert strip.country


def test_an_amount_stands_beside_areas_of_its_own_kind_alone(book):
    strip = lines(book, "WK990101")["inwoners"].strip
    assert (strip.municipality, strip.country) == ("", "")


def test_what_is_missing_has_no_strip_and_no_dot(book):
    held = lines(book, "WK990101")
    assert held["jeugdhulp"].strip is None
    assert len(held["koop"].strip.others) == 2  # of three districts one is unknown
    assert lines(book, "WK990102")["koop"].strip is None


def test_a_municipality_stands_among_others_where_its_districts_have_no_figures(book):
    strip = lines(book, "GM9901")["inkomen"].strip
    assert strip.kind == "municipality"
    assert len(strip.others) == 2


def test_a_changed_border_is_told(book):
    profiles = Profiles(book)
    told = [profiles.of(book.areas.by_code[code]).changed for code in ("WK990101", "WK990102", "WK9901AA", "NL00")]
    assert told == ["De grens van dit gebied is veranderd.", "", "Dit gebied had eerst een andere code.", ""]


def test_what_its_sets_say_of_reading_them_is_told_once(book):
    told = Profiles(book).of(book.areas.by_code["WK990101"]).how_to_read
    assert told == (
        "In wijken is elk aantal aselect afgerond op een vijftal.",
        "Een verschil van een paar mensen betekent niets.",
    )


@given(VALUES)
def test_every_value_stands_on_its_strip(values):
    scale = scale_of(values)
    assert scale.low <= min([*values, Decimal(0)])
    assert scale.high >= max([*values, Decimal(0)])
    assert all(0 <= float(scale.at(value)) <= WIDTH for value in values)
    assert dots(values, scale)
