from __future__ import annotations

import pytest

from katern.print.job import Job, deliver
from katern.print.pool import Pool
from katern.words import words_of

DATA = {
    "words": words_of("nl").print, "addresses": words_of("nl").addresses, "title": "T", "document_title": "T", "authors": "Wij", "site": "Proef", "version": "1",
    "date": "1 mei 2026", "iso_date": "2026-05-01", "draft": False, "review": "nee", "licence": "CC", "address": None,
    "address_shown": None, "helplines": [], "description": "D", "kind": "Dossier", "subtitle": None, "lang": "nl", "region": "NL", "stem": "t",
}  # fmt: skip


@pytest.mark.parametrize("processes", [1, 2])
def test_work_is_done_by_one_process_or_shared_by_more(tmp_path, processes):
    jobs = [(number, Job(f"boek-{number}", "epub", "<div><h1>K</h1></div>", {}, DATA, 0)) for number in range(3)]
    with Pool(processes) as pool:
        entries = dict(pool.work(jobs))
    outcomes = {number: deliver(entry, tmp_path) for number, entry in entries.items()}
    assert {number: outcome.files for number, outcome in outcomes.items()} == {
        number: (f"boek-{number}.epub",) for number in range(3)
    }
    assert sorted(path.name for path in tmp_path.iterdir()) == ["boek-0.epub", "boek-1.epub", "boek-2.epub"]


def test_what_fails_in_a_process_is_told_here():
    broken = Job("boek", "epub", "<div></div>", {}, {}, 0)
    with Pool(2) as pool, pytest.raises(KeyError, match="title"):
        list(pool.work([(0, broken), (1, broken)]))
