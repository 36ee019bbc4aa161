from __future__ import annotations

import datetime

import pytest

from katern.check.history import FILE, Answer, History, UnreadableHistory

URL = "https://a.example/"
DAYS = [datetime.date(2026, 11, day) for day in range(1, 8)]


def runs(*answers, archives=None):
    history = History()
    for day, answer in zip(DAYS, answers, strict=False):
        history = history.after({URL: answer}, archives or {}, day)
    return history.records[URL]


def test_an_address_that_is_well_remembers_since_when():
    record = runs(Answer("ok"), Answer("ok"))
    assert (record.state, record.since, record.bad, record.seen) == ("ok", "2026-11-01", (), "")


def test_three_bad_days_in_a_row_are_counted_and_the_last_good_one_is_kept():
    bad = Answer("broken", "404 Not Found")
    record = runs(Answer("ok"), bad, bad, bad, bad)
    assert (record.state, record.since, record.seen) == ("broken", "2026-11-02", "2026-11-01")
    assert record.bad == ("2026-11-02", "2026-11-03", "2026-11-04")


def test_a_good_day_forgives():
    assert runs(Answer("broken"), Answer("broken"), Answer("ok")).bad == ()


def test_two_runs_on_one_day_are_one_bad_day():
    history = History()
    for _ in range(3):
        history = history.after({URL: Answer("broken")}, {}, DAYS[0])
    assert history.records[URL].bad == ("2026-11-01",)


def test_an_archived_copy_takes_over_after_three_bad_days():
    archives = {URL: ("https://web.archive.org/web/2020/x", "2020-01-01")}
    bad = Answer("broken", "410 Gone")
    assert runs(bad, bad, archives=archives).state == "broken"
    record = runs(bad, bad, bad, archives=archives)
    assert (record.state, record.archive, record.archive_date) == (
        "archived",
        "https://web.archive.org/web/2020/x",
        "2020-01-01",
    )


def test_an_address_that_nobody_uses_is_forgotten():
    history = History().after({URL: Answer("ok")}, {}, DAYS[0])
    assert history.after({}, {}, DAYS[1]).records == {}


def test_what_is_written_is_read_again_and_a_change_is_one_line(tmp_path):
    answers = {
        "https://b.example/": Answer("ok"),
        URL: Answer("ok"),
        "https://c.example/": Answer("ok", "", "https://d.example/"),
    }
    history = History().after(answers, {}, DAYS[0])
    history.write(tmp_path)
    before = (tmp_path / FILE).read_text(encoding="utf-8").split("\n")
    assert History.read(tmp_path) == history
    History.read(tmp_path).after({**answers, URL: Answer("broken", "404")}, {}, DAYS[1]).write(tmp_path)
    after = (tmp_path / FILE).read_text(encoding="utf-8").split("\n")
    changed = [(old, new) for old, new in zip(before, after, strict=True) if old != new]
    assert [old.split('"')[1] for old, _ in changed] == ["checked", URL]


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"checked": "x", "links": {"u": {"wat": 1}}}', '{"links": 3}'])
def test_a_history_that_is_no_history_is_said_in_a_sentence(tmp_path, text, refused):
    (tmp_path / ".katern").mkdir()
    (tmp_path / FILE).write_text(text)
    with refused(UnreadableHistory, r"links\.json is niet te lezen"):
        History.read(tmp_path)


def test_without_a_file_there_is_no_history(tmp_path):
    assert History.read(tmp_path) == History()
