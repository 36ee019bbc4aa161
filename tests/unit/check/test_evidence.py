"""Rules on evidence and voices, on small data files."""

from __future__ import annotations

import datetime
from types import MappingProxyType

import pytest

from katern.check import check
from katern.check.evidence import old_searches
from katern.report import line

BIB = """@book{a, author = {A, B}, title = {Een}, publisher = {U}, date = {2020}, annotation = {x}, seen = {%s}}
@book{b, author = {A, B}, title = {Twee}, publisher = {U}, date = {2021}, annotation = {x}}
"""
BASE = {
    "docs/_data/programme.yml": "themes:\n  - id: t\n    title: T\n    lines: [{number: 1, slug: wonen, title: W, ambition: A}]\n",
    "docs/_data/vocabulary.yml": "mechanisms: [{id: praten, label: Praten}]\noutcomes: [{id: houding, label: Houding}]\n",
}
ROW = "{id: r, claim: C, found: F, sources: [a], mechanism: praten, outcome: houding, lines: [wonen]"


@pytest.fixture
def told(library):
    """What is found of the data files: place, code and sentence."""

    def lines(rows="", voices="", page="", seen="abstract", more=MappingProxyType({})):
        files = BASE | {"bibliography/a.bib": BIB % seen, **more}
        if rows:
            files["docs/_data/evidence.yml"] = rows
        if voices:
            files["docs/_data/voices.yml"] = voices
        files["docs/index.md"] = f"---\ntitle: T\n---\n{page}\n"
        return [line(finding, "nl") for finding in check(library(files))]

    return lines


def row(more):
    return f"evidence:\n  - {ROW}, {more}}}\n"


@pytest.mark.parametrize(
    "more",
    [
        "design: randomised, direction: works, size: {value: '0,2', unit: d}, certainty: fair, judged_by: ons",
        "design: randomised, direction: works, size: unknown",
        "design: randomised, direction: none",
        "design: randomised, direction: mixed, certainty: unknown",
        "design: cross-section, direction: associated, size: {value: r van -0.21 tot 0.3, unit: r}",
        "design: panel, direction: works, size: unknown",
    ],
)
def test_a_row_that_says_what_was_measured_is_right(told, more):
    assert told(row(more)) == []


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ("design: randomised, direction: works", ("direction", "evidence.works-without-size")),
        ("design: randomised, direction: none, size: {value: '0,2'}", ("value", "evidence.size-missing")),
        ("design: randomised, direction: none, size: {value: veel, unit: d}", ("value", "evidence.size-missing")),
        ("design: qualitative, direction: works, size: unknown", ("direction", "evidence.no-cause")),
        ("design: practice, direction: works, size: unknown", ("direction", "evidence.no-cause")),
        ("design: panel, direction: none, certainty: weak", ("certainty", "evidence.judged-by-missing")),
    ],
)
def test_a_row_that_says_too_much_is_told_at_its_field(told, more, expected):
    field, code = expected
    (found,) = told(row(more))
    column = row(more).splitlines()[1].index(f"{field}:") + 1
    assert found.startswith(f"docs/_data/evidence.yml:2:{column}: error {code}: ")


def test_a_row_has_a_source(told):
    (found,) = told(row("design: panel, direction: none").replace("sources: [a], ", ""))
    assert found == (
        "docs/_data/evidence.yml:2:6: error evidence.source-missing: resultaat 'r' heeft geen bron "
        "(zet de sleutel erbij: sources: [sleutel])"
    )


@pytest.mark.parametrize("seen", ["news", "headline", "announcement"])
def test_an_outcome_that_nobody_saw_is_no_outcome(told, seen):
    rows = row("design: panel, direction: none")
    (found,) = told(rows, seen=seen)
    column = rows.splitlines()[1].index("direction:") + 1
    assert found.startswith(f"docs/_data/evidence.yml:2:{column}: error evidence.seen-too-little: ")
    assert seen in found
    assert told(row("design: panel, direction: unknown"), seen=seen) == []


def test_one_source_that_was_seen_is_enough(told):
    assert told(row("design: panel, direction: none").replace("[a]", "[a, b]"), seen="news") == []


def test_names_lead_somewhere_and_a_key_stands_in_the_bibliography(told):
    rows = row("design: panel, direction: none, interventions: [x]")
    rows = rows.replace("praten", "prate").replace("outcome: houding", "outcome: werk").replace("[wonen]", "[wone]")
    found = told(rows.replace("[a]", "[aa]"))
    assert [one.split(": ", 1)[1].split(" (")[0] for one in found] == [
        "error cite.missing: bron 'aa' staat in geen enkel .bib-bestand",
        "error meta.bad-value: 'prate' staat niet in vocabulary.yml, bij mechanisms",
        "error meta.bad-value: 'werk' staat niet in vocabulary.yml, bij outcomes",
        "error meta.unknown-line: de programmalijn 'wone' staat niet in programme.yml",
        "error meta.bad-value: er is geen interventie 'x'",
    ]


def test_a_file_with_mistakes_is_told_and_not_what_asks_for_it(told):
    (found,) = told("evidence:\n  - {id: r}\n", page='{{ evidence("wonen") }}')[:1]
    assert "meta.missing-field" in found
    assert not any("unlisted" in one for one in told("evidence:\n  - {id: r}\n", page='{{ evidence("wonen") }}'))


@pytest.mark.parametrize(
    ("call", "words"),
    [
        ('evidence("wone")', "evidence vindt niets voor wone in"),
        ('evidence("wonen", direction=["harms", "mixed"])', "evidence vindt niets voor wonen, harms, mixed in"),
        ("evidence(direction=3)", "evidence vindt niets voor 3 in"),
        ('evidence(id="x")', "evidence vindt niets voor x in"),
        ('evidence(intervention="x")', "evidence vindt niets voor x in"),
        ('evidence_map("wone")', "evidence_map vindt niets voor wone in"),
        ('evidence_map("wone", pages="./")', "evidence_map vindt niets voor wone, ./ in"),
        ('evidence_studies("niets")', "evidence_studies vindt niets voor niets in"),
        ('sought("wone")', "sought vindt niets voor wone in"),
        ('viewpoints("x")', "viewpoints vindt niets voor x in"),
        ('story("x")', "story vindt niets voor x in"),
    ],
)
def test_a_macro_that_draws_nothing_is_told(told, call, words):
    (found,) = told(row("design: panel, direction: none"), page=f"{{{{ {call} }}}}")
    assert "error evidence.unlisted: " + words in found


def test_a_map_that_leads_to_pages_has_one_for_each_outcome(told):
    (found,) = told(row("design: panel, direction: none"), page='{{ evidence_map(pages="./") }}')
    assert "error evidence.unlisted: de bewijskaart leidt naar houding/, en daar staat geen pagina" in found
    pages = {"docs/houding.md": "---\ntitle: H\n---\n"}
    assert told(row("design: panel, direction: none"), page='{{ evidence_map(pages="./") }}', more=pages) == []


def test_a_macro_without_a_file_says_so(told):
    (found,) = told(page="{{ evidence() }}")
    assert "evidence vindt niets: docs/_data/evidence.yml is er niet of is leeg" in found


def test_two_results_have_two_ids(told):
    twice = row("design: panel, direction: none") + "  - " + row("design: panel, direction: none").split("- ", 1)[1]
    assert "twee resultaten hebben het id 'r'" in told(twice)[0]


def test_two_voices_have_two_ids(told):
    point = "  - {id: p, question: Q, views: [{position: J, holder: H}, {position: N, holder: I}], lines: [wonen]}\n"
    assert "twee standpunten of verhalen hebben het id 'p'" in told(voices="viewpoints:\n" + point + point)[0]


def test_a_view_has_a_holder_and_a_story_consent(told):
    voices = (
        "viewpoints:\n  - {id: p, question: Q, views: [{position: Ja, holder: H}, {position: Nee}]}\n"
        "stories:\n  - {id: s, who: W, text: T}\n  - {id: u, who: W, text: T, consent: published}\n"
        "  - {id: v, who: W, text: T, consent: 2026-01-01}\n  - {id: w, who: W, text: T, consent: published, sources: [b]}\n"
    )
    assert [one.split(" (")[0] for one in told(voices=voices)] == [
        "docs/_data/voices.yml:2:62: error kinds.viewpoint-holder: het standpunt 'Nee' is van niemand",
        "docs/_data/voices.yml:4:6: error kinds.story-consent: bij het verhaal 's' staat niet of iemand ermee instemde",
        "docs/_data/voices.yml:5:30: error kinds.story-consent: het verhaal 'u' was al openbaar, en nergens staat waar",
    ]


@pytest.mark.parametrize(
    ("searched", "old"), [("2025-11-26", True), ("2025-11-27", False), ("2026-11-26", False), ("2024-02-29", True)]
)
def test_a_search_in_vain_grows_old_in_a_year(library, searched, old):
    found = library({"docs/_data/evidence.yml": f"sought:\n  - {{question: Q, where: [W], date: {searched}}}\n"})
    (*told,) = old_searches(found, datetime.date(2026, 11, 26))
    assert [line(one, "nl").split(" (")[0] for one in told] == (
        [f"docs/_data/evidence.yml:2:31: warning fresh.sought-old: 'Q' is voor het laatst gezocht op {_day(searched)}"]
        if old
        else []
    )


def _day(iso):
    year, month, day = map(int, iso.split("-"))
    return f"{day}-{month}-{year}"
