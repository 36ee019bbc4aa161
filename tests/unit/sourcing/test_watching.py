"""`katern sources watch`, from servers that answer as Crossref and Unpaywall do."""

from __future__ import annotations

import datetime
import json
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from services import Register

from katern.check.works import FILE, UnreadableMemory, Works, told_later
from katern.messages import messages_of
from katern.report import line
from katern.sourcing.watching import Services, free_copies, watch
from katern.webservice import Manners

DAY = datetime.date(2026, 11, 25)
HASTY = Manners(pause=0, tries=2, first_wait=0, patience=0)


def bib(*dois: str, more: str = "") -> str:
    return "\n".join(
        f"@misc{{bron{number},\n  title = {{Bron {number}}},\n  doi = {{{doi}}}{more}\n}}\n"
        for number, doi in enumerate(dois, 1)
    )


@pytest.fixture
def register():
    server = Register()
    yield server
    server.stop()


@pytest.fixture
def asked(library, register):
    def ask(*dois: str, day: datetime.date = DAY, more: str = "", **wish):
        made = library({"docs/index.md": "# Start\n", "bibliography/a.bib": bib(*dois, more=more)})
        services = Services("wij@example.org", register.address, register.address)
        return watch(made, services, day, HASTY, **wish), made

    return ask


def lines(made) -> list[str]:
    return [line(finding, "nl") for finding in told_later(made)]


def update(kind: str, doi: str = "10.1000/notice", **more) -> dict:
    return {"updated-by": [{"DOI": doi, "type": kind, "label": kind.title(), "source": "publisher", **more}]}


@pytest.mark.parametrize(
    ("work", "told"),
    [
        (update("retraction", updated={"date-parts": [[2024, 3, 4]], "timestamp": 1}),
         "error source.retracted: 'bron1' is ingetrokken (retraction, op 2024-03-04) (zie 10.1000/notice)"),
        (update("withdrawal", updated={"date-time": "2020-05-05T00:00:00Z"}), "error source.retracted: 'bron1' is ingetrokken (withdrawal, op 2020-05-05)"),
        (update("partial_retraction"), "error source.retracted"),
        (update("correction"), "warning source.corrected: 'bron1' is na het verschijnen verbeterd (correction) (zie 10.1000/notice)"),
        (update("erratum"), "source.corrected"),
        (update("expression_of_concern"), "verbeterd (expression of concern)"),
        (update("new_version"), "warning source.superseded: van 'bron1' is er een nieuwere versie (new version)"),
        (update("new-edition"), "source.superseded"),
        ({"relation": {"is-preprint-of": [{"id-type": "doi", "id": "10.1000/PUB", "asserted-by": "subject"}]}},
         "nieuwere versie (is preprint of) (zie 10.1000/pub)"),
    ],
)  # fmt: skip
def test_what_a_publisher_says_later_is_a_finding_at_the_doi(asked, register, work, told):
    register.works["10.1000/a"] = {"DOI": "10.1000/a", **work}
    done, made = asked("10.1000/A")
    assert (done.asked, done.stopped) == (1, None)
    (found,) = lines(made)
    assert found.startswith("bibliography/a.bib:3:3: ")
    assert told in found


def test_a_source_of_which_nothing_was_said_and_one_that_nobody_knows_are_no_findings(asked, register):
    register.works["10.1000/a"] = {"DOI": "10.1000/a", "update-to": [{"DOI": "10.1000/x", "type": "retraction"}]}
    done, made = asked("10.1000/a", "10.1000/b")
    assert (done.asked, lines(made)) == (2, [])
    assert json.loads((made.layout.root / FILE).read_text(encoding="utf-8")) == {
        "works": {"10.1000/a": {"asked": "2026-11-25"}, "10.1000/b": {"asked": "2026-11-25", "known": False}}
    }


def test_one_notice_of_two_registers_is_told_once(asked, register):
    twice = [{"DOI": "10.1000/n", "type": "retraction", "source": name} for name in ("publisher", "retraction-watch")]
    register.works["10.1000/a"] = {"DOI": "10.1000/a", "updated-by": twice}
    assert len(lines(asked("10.1000/a")[1])) == 1


def test_an_entry_that_names_the_notice_tells_its_readers_itself(asked, register):
    register.works["10.1000/a"] = {"DOI": "10.1000/a", **update("correction")}
    _, made = asked("10.1000/a", more=",\n  addendum = {Verbeterd: 10.1000/Notice.}")
    assert lines(made) == []


def test_an_answer_serves_for_a_month_and_one_doi_is_asked_for_once(asked, register):
    assert asked("10.1000/a", "10.1000/A")[0].asked == 1
    done, _ = asked("10.1000/a", "10.1000/b", day=DAY + datetime.timedelta(29))
    assert (done.asked, done.served) == (1, 1)
    assert register.counted == {"10.1000/a": 2, "10.1000/b": 2}  # of both services
    assert asked("10.1000/a", day=DAY + datetime.timedelta(30))[0].asked == 1
    assert asked("10.1000/a", day=DAY + datetime.timedelta(30), serves=0)[0].asked == 1


def test_what_nobody_cites_any_more_is_forgotten(asked):
    asked("10.1000/a", "10.1000/b")
    _, made = asked("10.1000/b")
    assert list(Works.read(made.layout.root).works) == ["10.1000/b"]


@pytest.mark.parametrize("status", [429, 503])
def test_a_run_that_breaks_off_keeps_what_it_has_and_goes_on_there(asked, register, status):
    register.works["10.1000/a"] = {"DOI": "10.1000/a"}
    first, made = asked("10.1000/a")
    register.faults = [(status, {"Retry-After": "0"})] * 9
    done, _ = asked("10.1000/a", "10.1000/b", "10.1000/c")
    assert (done.asked, done.left) == (0, 2)
    assert f"te druk of is in storing ({status})" in messages_of("nl").say(done.stopped.said)
    assert list(Works.read(made.layout.root).works) == ["10.1000/a"]
    register.faults = []
    assert asked("10.1000/a", "10.1000/b", "10.1000/c")[0].asked == 2
    assert first.asked == 1


def test_who_asks_says_so(asked, register):
    asked("10.1000/a")
    assert register.asked == ["/works/10.1000%2Fa?mailto=wij%40example.org", "/10.1000%2Fa?email=wij%40example.org"]


def test_where_a_source_can_be_read_freely_is_known(asked, register):
    place = {
        "url": "https://repo.example.org/a.pdf",
        "url_for_landing_page": "https://repo.example.org/a",
        "host_type": "repository",
    }
    register.free["10.1000/a"] = {"doi": "10.1000/a", "is_oa": True, "oa_status": "green", "best_oa_location": place}
    register.free["10.1000/b"] = {"doi": "10.1000/b", "is_oa": False, "best_oa_location": None}
    _, made = asked("10.1000/a", "10.1000/b")
    assert list(free_copies(made)) == [("bron1", "https://repo.example.org/a")]


def test_answers_that_are_garbled_are_told_and_never_thrown_away(library, asked, refused):
    _, made = asked("10.1000/a")
    (made.layout.root / FILE).write_text("{", encoding="utf-8")
    with refused(UnreadableMemory, "niet te lezen"):
        asked("10.1000/a")
    assert ["source.unreadable" in one for one in lines(made)] == [True]
    assert (made.layout.root / FILE).read_text(encoding="utf-8") == "{"
