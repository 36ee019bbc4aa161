"""Calendars as other programs read them: lines of 75 bytes, texts with their signs escaped, days and times of one kind."""

from __future__ import annotations

import datetime

from katern.site.icalendar import Entry, calendar

DAY, MOMENT = datetime.date, datetime.datetime


def lines(*entries, name="Agenda"):
    content = calendar(entries, name, 1795478400)
    assert content.endswith(b"END:VCALENDAR\r\n")
    assert all(len(line) <= 75 and b"\n" not in line for line in content.split(b"\r\n"))
    return content.decode().replace("\r\n ", "").split("\r\n")[:-1]


def of(name, found):
    return [line.split(":", 1)[1] for line in found if line.split(":")[0].split(";")[0] == name]


def test_a_moment_is_that_of_the_clocks_here_and_brings_their_rules():
    found = lines(Entry("a@x", "Dag", MOMENT(2026, 5, 20, 10), MOMENT(2026, 5, 20, 16, 30)))
    assert "DTSTART;TZID=Europe/Amsterdam:20260520T100000" in found
    assert "DTEND;TZID=Europe/Amsterdam:20260520T163000" in found
    assert found.count("TZID:Europe/Amsterdam") == 1


def test_a_moment_with_an_offset_is_told_in_utc():
    zone = datetime.timezone(datetime.timedelta(hours=-5))
    found = lines(Entry("a@x", "Dag", MOMENT(2026, 5, 20, 22, tzinfo=zone)))
    assert of("DTSTART", found) == ["20260521T030000Z"]
    assert "BEGIN:VTIMEZONE" not in found


def test_days_end_the_day_after():
    found = lines(Entry("a@x", "Dag", DAY(2026, 12, 31)), Entry("b@x", "Dagen", DAY(2026, 2, 27), DAY(2026, 2, 28)))
    assert of("DTSTART", found) == ["20261231", "20260227"]
    assert of("DTEND", found) == ["20270101", "20260301"]


def test_of_a_day_and_a_time_both_are_days():
    found = lines(Entry("a@x", "Dag", MOMENT(2026, 5, 20, 10), DAY(2026, 5, 21)))
    assert found.count("DTSTART;VALUE=DATE:20260520") == found.count("DTEND;VALUE=DATE:20260522") == 1


def test_texts_are_escaped_and_long_lines_folded_between_letters():
    title = "Eén; twee, drie \\ " + "ë" * 80
    found = lines(Entry("a@x", title, DAY(2026, 5, 20), description="Regel een\nregel twee"), name="Wij, samen")
    assert of("SUMMARY", found) == ["Eén\\; twee\\, drie \\\\ " + "ë" * 80]
    assert of("DESCRIPTION", found) == ["Regel een\\nregel twee"]
    assert of("X-WR-CALNAME", found) == ["Wij\\, samen"]


def test_what_is_not_known_is_not_told():
    found = lines(Entry("a@x", "Dag", DAY(2026, 5, 20)))
    held = [line.split(":")[0].split(";")[0] for line in found[found.index("BEGIN:VEVENT") :]]
    assert held == ["BEGIN", "UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "END", "END"]
    assert of("DTSTAMP", found) == ["20261124T000000Z"]
