"""What is shown has a number that rises, and who waits for another is woken."""

from __future__ import annotations

import threading

from katern.finding import Finding, Position, said
from katern.preview.screen import Screen, Trouble

FOUND = Finding.error(Position("docs/a.md"), said("cite.missing", "in-no-bibliography", key="a", folder="bibliography"))


def test_what_is_shown_stays_until_something_else_is():
    screen = Screen()
    screen.show(["a/index.html"], findings=(FOUND,))
    shown = screen.show(["b/index.html"], trouble=Trouble("fout"))
    assert (shown.number, shown.findings, shown.trouble) == (2, (FOUND,), Trouble("fout"))


def test_a_file_changed_since_a_number():
    screen = Screen()
    screen.show(["a.css", "b.css"])
    shown = screen.show(["b.css", "c.css"])
    assert shown.changed_since(0) == ["a.css", "b.css", "c.css"]
    assert shown.changed_since(1) == ["b.css", "c.css"]
    assert shown.changed_since(2) == []


def test_who_waits_gets_what_is_newer_and_nothing_at_the_end():
    screen, found = Screen(), []

    def wait(number: int) -> threading.Thread:
        thread = threading.Thread(target=lambda: found.append(screen.after(number, 60)))
        thread.start()
        return thread

    waiting = wait(0)
    first = screen.show(["a"])
    waiting.join(timeout=60)
    waiting = wait(1)
    screen.close()
    waiting.join(timeout=60)
    assert found == [first, None]


def test_patience_ends_with_what_is_shown_now():
    screen = Screen()
    assert screen.after(0, 0) is screen.now


def test_pages_that_somebody_looks_at():
    screen = Screen()
    with screen.viewing("a/"), screen.viewing("a/"):
        with screen.viewing(""):
            assert sorted(screen.viewed) == ["", "a/"]
        assert screen.viewed == ["a/"]
    assert screen.viewed == []
