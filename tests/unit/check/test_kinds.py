"""Rules on kinds that say more than their fields alone, each told at the line of the field that is wrong."""

from __future__ import annotations

import datetime

import pytest

from katern.check.kinds import agreed, delivered, event_dates, expired
from katern.report import line

EVENT, LETTER = "docs/agenda/a.md", "docs/nieuwsbrieven/a.md"
PROJECT, CONTACT = "docs/projecten/a.md", "docs/contact/a.md"
ENDS = f"{EVENT}:6:1: error kinds.event-dates: deze bijeenkomst eindigt voordat zij begint"
TODAY = datetime.date(2026, 11, 27)


def told(rule, made, *more):
    return [line(finding, "nl").split(" (")[0] for finding in rule(made, *more)]


def page(path, *fields):
    return {path: "\n".join(("---", "title: A", "description: B.", *fields, "---", "", "Tekst.", ""))}


@pytest.mark.parametrize(
    ("begin", "end", "found"),
    [
        ("2026-05-20", "2026-05-19", [ENDS]),
        ("2026-05-20 10:00:00", "2026-05-20 09:59:00", [ENDS]),
        ("2026-05-20 10:00:00", "2026-05-19", [ENDS]),
        ("2026-05-20", "2026-05-20", []),
        ("2026-05-20 10:00:00", "2026-05-20", []),
        ("2026-05-20", "2026-05-20 09:00:00", []),
        ("2026-05-20 10:00:00", "2026-05-20 10:00:00", []),
        ("geen dag", "2026-05-19", []),
    ],
)
def test_a_meeting_does_not_end_before_it_begins(library, begin, end, found):
    made = library(page(EVENT, "form: learning", f"begin: {begin}", f"end: {end}"))
    assert told(event_dates, made) == found


def test_a_newsletter_tells_of_at_least_one_day(library):
    made = library(page(LETTER, "since: 2026-11-30", "until: 2026-11-01"))
    (found,) = told(event_dates, made)
    assert found.startswith(f"{LETTER}:5:1: error kinds.event-dates: ")


@pytest.mark.parametrize(
    ("fields", "found"),
    [
        (("state: delivered",), [f"{PROJECT}:6:1: error kinds.delivered-without-product: "]),
        (("state: delivered", "products: [gids]"), []),
        (("state: not-seen",), []),
    ],
)
def test_a_project_that_was_delivered_names_what_came_of_it(library, fields, found):
    made = library(page(PROJECT, "line: wonen", "years: [2022]", *fields))
    assert [one.split(": ")[0] + ": " + one.split(": ")[1] + ": " for one in told(delivered, made)] == found


@pytest.mark.parametrize(
    ("until", "found"),
    [
        ("2026-11-26", [f"{CONTACT}:5:1: warning kinds.contact-expired"]),
        ("2026-11-27", []),
        ("2027-01-01", []),
    ],
)
def test_a_contact_holds_until_its_day_has_gone(library, until, found):
    made = library(page(CONTACT, "role: Redactie", f"until: {until}"))
    assert [": ".join(one.split(": ")[:2]) for one in told(expired, made, TODAY)] == found


@pytest.mark.parametrize(
    ("fields", "found"),
    [
        (("name: Een Naam",), 1),
        (("name: Een Naam", "consent: 2026-01-01"), 1),
        (("name: Een Naam", "consent: 2026-01-01", "until: 2027-01-01"), 0),
        ((), 0),
    ],
)
def test_a_person_is_named_with_consent_and_a_last_day(library, fields, found):
    made = library(page(CONTACT, "role: Redactie", *fields))
    lines = told(agreed, made)
    assert len(lines) == found
    assert all(one.startswith(f"{CONTACT}:5:1: error kinds.contact-without-consent: ") for one in lines)
