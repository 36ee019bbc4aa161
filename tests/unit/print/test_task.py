"""What the outcome of a job means to the author."""

from __future__ import annotations

from dataclasses import replace

import pytest

from katern.errors import PandocFailed
from katern.pandoc import NoPandoc
from katern.print import job as jobs
from katern.print.job import Bound, Job, Outcome, work
from katern.print.task import Task, by_script
from katern.print.typeset import TypesettingFailed
from katern.saying import said
from katern.words import words_of

REFUSED = said("pandoc", "failed", text="not so")


@pytest.mark.parametrize(
    ("signs", "groups"),
    [
        ("漢字", [["漢", "字"]]),
        ("ሀ漢ለ", [["ሀ", "ለ"], ["漢"]]),
        ("😀→🎉", [["😀", "→", "🎉"]]),
        ("", []),
    ],
)
def test_signs_of_one_script_are_one_group(signs, groups):
    assert by_script(signs) == groups


@pytest.fixture
def task(plans, dossier):
    plan = plans({"dossiers/d/index.md": dossier("Tekst 漢字 en ሀለ.")})[0]
    return Task(plan, Job(plan.stem, "booklet", "", {}, {"addresses": words_of("nl").addresses}, 0), ())


def told(task, outcome):
    return [(finding.code, finding.severity, finding.line) for finding in task.explain(outcome)]


def test_each_script_without_a_typeface_is_one_finding_at_its_first_sign(task):
    assert told(task, Outcome(unknown_signs=tuple("漢字ሀለ"))) == [
        ("print.glyph", "error", 9),
        ("print.glyph", "error", 9),
    ]


def test_what_was_refused_is_a_finding_where_the_booklet_is_declared(task):
    (finding,) = task.explain(Outcome(refused=REFUSED))
    assert (finding.code, finding.severity, finding.path) == ("print.refused", "error", "dossiers/d/index.md")


def test_more_sheets_than_one_stapler_takes_are_a_warning(task):
    assert told(task, Outcome(files=("a",), details={"a-drukvel.pdf": 16})) == []
    assert told(task, Outcome(files=("a",), details={"a-drukvel.pdf": 17})) == [
        ("print.too-thick", "warning", task.plan.position.line)
    ]


@pytest.mark.parametrize(("bleed", "pages", "told_of"), [(3, 3, ["print.sheets"]), (3, 4, []), (None, 3, [])])
def test_a_booklet_without_cover_and_pages_has_no_files_for_a_print_shop_and_says_so(task, bleed, pages, told_of):
    bound = replace(task, job=replace(task.job, bound=Bound(bleed=bleed)))
    assert [finding.code for finding in bound.explain(Outcome(files=("a",), pages=pages))] == told_of


@pytest.mark.parametrize("problem", [TypesettingFailed(REFUSED), PandocFailed(REFUSED)])
def test_a_job_that_is_refused_stops_no_other(tmp_path, monkeypatch, problem):
    def refuse(*_):
        raise problem

    monkeypatch.setattr(jobs, "_typeset", refuse)
    outcome = work(Job("a", "booklet", "", {}, {}, 0), tmp_path)
    assert (outcome.refused, outcome.failed, outcome.files) == (REFUSED, True, ())


def test_a_machine_without_pandoc_is_no_fault_of_a_booklet(tmp_path, monkeypatch):
    def refuse(*_):
        raise NoPandoc(said("pandoc", "no-pandoc"))

    monkeypatch.setattr(jobs, "_typeset", refuse)
    with pytest.raises(NoPandoc):
        work(Job("a", "booklet", "", {}, {}, 0), tmp_path)
