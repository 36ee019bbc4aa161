"""How wide a text is, and how it is broken into lines."""

from __future__ import annotations

from katern.charts.measure import width, wrap


def test_a_wide_letter_takes_more_room_than_a_narrow_one_and_strong_more_than_plain():
    assert width("mmm", 14) > width("iii", 14)
    assert width("Syrië", 14, strong=True) > width("Syrië", 14)
    assert width("", 14) == 0


def test_a_sign_that_nobody_measured_counts_as_wide():
    assert width("語", 10) > width("m", 10)


def test_a_text_is_broken_between_words_and_a_long_word_stands_alone():
    lines = wrap("een lang woord: arbeidsongeschiktheidsverzekering en meer", 14, 120)
    assert lines == ["een lang woord:", "arbeidsongeschiktheidsverzekering", "en meer"]
    assert all(width(line, 14) <= 120 for line in lines if " " in line)
    assert wrap("", 14, 100) == []
