"""What is looked at is noted by those who want to know, and by nobody else."""

from __future__ import annotations

from katern.looked import look, looking


def test_what_is_looked_at_is_noted_within() -> None:
    look("before")
    with looking() as seen:
        look("text:", "a.md")
        look("data")
    look("after")
    assert seen == {"text:a.md", "data"}


def test_who_stands_around_hears_of_it_too() -> None:
    with looking() as outer:
        look("first")
        with looking() as inner:
            look("second")
        look("third")
    assert (inner, outer) == ({"second"}, {"first", "second", "third"})
