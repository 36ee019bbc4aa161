"""What is due, on the day itself and the days beside it."""

from __future__ import annotations

import datetime

import pytest

from katern.check.editors import editors_page
from katern.check.fresh import by_owner, due_reviews, freshness, months_later, reviews
from katern.messages import messages_of
from katern.report import line

DUTCH = messages_of("nl")

DUE = datetime.date(2026, 11, 24)
QUESTION = "---\ntitle: Hoe?\nstate: open\nauthors: [Team A]\nreview_every: 6\nreview:\n  - {date: 2026-05-24, by: a, verdict: changed, note: n}\n---\n"
HELPLINE = "helplines:\n  - {id: a, name: A, phone: '112', for_whom: Allen., open_to: [public], verified: 2026-05-24, source: s}\n"


def codes(found):
    return [finding.code for finding in found]


@pytest.mark.parametrize(
    ("days", "told"),
    [
        (-32, []),
        (-31, ["fresh.review-due"]),
        (-1, ["fresh.review-due"]),
        (0, ["fresh.review-due"]),
        (1, ["fresh.review-overdue"]),
        (400, ["fresh.review-overdue"]),
    ],
)
def test_a_review_is_due_for_a_month_up_to_its_day_and_overdue_from_the_next(days, told, library):
    loaded, today = library({"docs/vragen/a.md": QUESTION}), DUE + datetime.timedelta(days)
    assert codes(freshness(loaded, today)) == told
    assert [review.item.slug for review in due_reviews(loaded, today)] == (["a"] if told else [])
    assert "\n".join(map(DUTCH.say, by_owner(loaded, today))) == (
        "Toe aan nakijken, per eigenaar:\n  Team A (1): docs/vragen/a.md" if told else ""
    )
    assert [review.overdue(today) for review in reviews(loaded)] == [days > 0]
    page = editors_page(loaded, today, "nl")
    assert (f"{days} dagen te laat" in page) == (days > 0)
    assert ("binnenkort" in page) == (-31 <= days <= 0)


@pytest.mark.parametrize(("days", "told"), [(-1, []), (0, []), (1, ["toolkit.helpline-stale"])])
def test_a_helpline_is_verified_for_six_months_to_the_day(days, told, library):
    loaded = library({"docs/_data/helplines.yml": HELPLINE})
    assert codes(freshness(loaded, DUE + datetime.timedelta(days))) == told


@pytest.mark.parametrize(("year", "told"), [(2015, ["fresh.source-old"]), (2016, []), (2017, [])])
def test_a_source_of_ten_years_ago_may_still_be_called_recent(year, told, library):
    files = {
        "dossiers/a/index.md": "---\ntitle: A\n---\n\nRecent bleek het [@b]. Het was zo [@b].\n",
        "bibliography/a.bib": f"@book{{b, author = {{B, C}}, title = {{D}}, year = {{{year}}}}}\n",
    }
    found = [finding for finding in freshness(library(files), DUE) if finding.code == "fresh.source-old"]
    assert codes(found) == told
    assert all(line(finding, "nl").startswith("dossiers/a/index.md:5:") for finding in found)


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        ("2026-05-24", 6, "2026-11-24"),
        ("2026-08-31", 6, "2027-02-28"),
        ("2027-08-31", 6, "2028-02-29"),
        ("2026-12-31", 12, "2027-12-31"),
        ("2026-11-30", 1, "2026-12-30"),
        ("2026-12-01", 1, "2027-01-01"),
        ("2026-10-31", 1, "2026-11-30"),
    ],
)
def test_some_months_later_is_the_same_day_or_the_last_of_the_month(day, months, expected):
    assert months_later(datetime.date.fromisoformat(day), months) == datetime.date.fromisoformat(expected)
