"""Words keep out of each other's way."""

from __future__ import annotations

from katern.charts.placing import paragraph, spread


def test_places_that_are_too_near_are_moved_as_little_as_they_must():
    assert spread([10, 12, 60], 17, 0) == [10, 27, 60]
    assert spread([12, 10], 17, 0) == [27, 10]


def test_none_stands_below_the_last_line_where_they_fit():
    assert spread([90, 95, 99], 10, 0, 100) == [80, 90, 100]
    assert spread([], 10, 0, 100) == []


def test_a_long_text_is_broken_and_each_line_stands_below_the_other():
    lines = paragraph("een zin die op een smal scherm niet op één regel past, en dus op twee staat", 0)
    assert len(lines) == 2
    assert lines[0].y < lines[1].y


def test_what_takes_more_lines_has_more_room():
    assert spread([10, 12, 14], [33, 17, 17], 0) == [10, 43, 60]
    assert spread([10, 90, 95], [17, 33, 17], 0, 100) == [10, 67, 100]
