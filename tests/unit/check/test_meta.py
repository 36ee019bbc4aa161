from __future__ import annotations

import pytest

from katern.check.meta import meant, ways_out
from katern.finding import Position
from katern.known import Known
from katern.messages import messages_of
from katern.report import line

DUTCH = messages_of("nl")

DOSSIER = "---\ntitle: {0}\ndescription: b\nline: {1}\nquestion: d\nkey_messages: [a, b, c]\n---\n"
PROGRAMME = (
    "themes:\n  - id: t\n    title: T\n    lines:\n"
    "      - {number: 1, slug: opvoeding, title: a, ambition: b}\n"
    "      - {number: 2, slug: loyaliteit, title: a, ambition: b}\n"
)


def test_two_files_with_one_address_are_reported_at_the_second(report):
    assert report({"docs/a.md": "", "docs/a/index.md": ""}) == [
        "docs/a.md:1:1: error meta.duplicate-slug: deze pagina krijgt hetzelfde adres als docs/a/index.md (geef een van de twee een andere naam)"
    ]


@pytest.mark.parametrize(
    "paths",
    [
        ("docs/dossiers/a.md", "dossiers/a/index.md"),
        ("docs/A.md", "docs/a.md"),
        ("docs/a/README.md", "docs/a/index.md"),
    ],
)
def test_addresses_are_equal_across_folders_and_capitals(report, paths):
    front = DOSSIER.format("a", "opvoeding")
    lines = report(
        {"docs/_data/programme.yml": PROGRAMME}
        | {path: front if path.startswith("dossiers/") else "" for path in paths}
    )
    assert [line.split()[2] for line in lines] == ["meta.duplicate-slug:"]


def test_other_addresses_are_fine(report):
    assert report({"docs/index.md": "", "docs/a/index.md": "", "docs/b/a.md": ""}) == []


def test_a_programme_line_has_one_dossier(report):
    files = {f"dossiers/{name}/index.md": DOSSIER.format(name, "opvoeding") for name in "ab"}
    assert report({"docs/_data/programme.yml": PROGRAMME, **files}) == [
        "dossiers/b/index.md:4:7: error meta.duplicate-slug: de programmalijn 'opvoeding' heeft al een dossier: dossiers/a/index.md (een programmalijn heeft één dossier)"
    ]


@pytest.mark.parametrize(
    ("front", "expected"),
    [
        ("lines: [opvoeding, loyaliteid]", "2:20: error meta.unknown-line: de programmalijn 'loyaliteid' staat niet in programme.yml (bedoelde u 'loyaliteit'?)"),
        ("audience: [piloten]", "2:12: error meta.unknown-audience: de doelgroep 'piloten' staat niet in vocabulary.yml (bekend zijn: leerkrachten)"),
        ("related: [dossiers/opvoedin]", "2:11: error meta.bad-value: 'dossiers/opvoedin' is geen dossier, toolkit of pagina van deze site (bedoelde u 'dossiers/opvoeding'?)"),
    ],
)  # fmt: skip
def test_words_that_no_data_file_holds_are_reported_at_their_place(report, front, expected):
    files = {
        "docs/_data/programme.yml": PROGRAMME,
        "docs/_data/vocabulary.yml": "audiences: [{id: leerkrachten, label: Leerkrachten}]",
        "dossiers/opvoeding/index.md": DOSSIER.format("A", "opvoeding"),
        "docs/a.md": f"---\n{front}\n---\n",
    }
    assert report(files) == [f"docs/a.md:{expected}"]


def test_settings_of_a_toolkit_and_toolkits_of_a_helpline_exist(report):
    toolkit = "---\ntitle: a\ndescription: b\ngoal: c\nsetting: [school]\nduration: 30\nnot_for: d\n---\n"
    files = {
        "docs/_data/vocabulary.yml": "settings: [{id: wijk, label: Wijk}]",
        "docs/_data/helplines.yml": "helplines: [{id: veilig-thuis, name: a, for_whom: b, source: vt2026, open_to: [public], toolkits: [b]}]",
        "bibliography/a.bib": "@online{vt2026, title = {Veilig Thuis}}",
        "toolkits/a/index.md": toolkit,
    }
    assert [line.split(" (")[0] for line in report(files)] == [
        "docs/_data/helplines.yml:1:100: error meta.bad-value: de toolkit 'b' bestaat niet",
        "toolkits/a/index.md:5:11: error meta.bad-value: de setting 'school' staat niet in vocabulary.yml",
    ]


def test_a_dossier_names_a_line_of_the_programme(report):
    files = {"docs/_data/programme.yml": PROGRAMME, "dossiers/a/index.md": DOSSIER.format("A", "opvoedng")}
    assert [line.split(" (")[0] for line in report(files)] == [
        "dossiers/a/index.md:4:7: error meta.unknown-line: de programmalijn 'opvoedng' staat niet in programme.yml"
    ]


def test_a_word_from_a_data_file_that_is_not_there_is_an_unknown_word(report):
    there = "dat bestand is er niet, of er staat niets in"
    assert report({"docs/a.md": "---\nlines: [opvoeding]\naudience: [leerkrachten]\n---\n"}) == [
        f"docs/a.md:2:9: error meta.unknown-line: de programmalijn 'opvoeding' staat niet in programme.yml (zet het in docs/_data/programme.yml: {there})",
        f"docs/a.md:3:12: error meta.unknown-audience: de doelgroep 'leerkrachten' staat niet in vocabulary.yml (zet het in docs/_data/vocabulary.yml: {there})",
    ]


def test_of_a_data_file_with_mistakes_only_these_are_told(report):
    files = {"docs/a.md": "---\nlines: [opvoeding]\n---\n", "docs/_data/programme.yml": "themes: 3\n"}
    assert [line.split(": ")[0] for line in report(files)] == ["docs/_data/programme.yml:1:9"]


QUESTION = "---\ntitle: a\ndescription: b\nstate: answered\nstatus: {}\n---\nTekst.\n"
REVIEW = "final\nreview: [{date: 2026-01-01, by: redactie, verdict: unchanged, note: alles}]"


@pytest.mark.parametrize(
    ("status", "expected"),
    [("draft", []), ("withdrawn", []), (REVIEW, []), ("final", ["docs/vragen/a.md:5:9: error meta.not-reviewed"])],
)
def test_a_text_is_final_only_where_somebody_went_through_it(report, status, expected):
    assert [line.split(": de")[0] for line in report({"docs/vragen/a.md": QUESTION.format(status)})] == expected


def test_a_page_of_the_site_itself_is_final_without_more(report):
    assert report({"docs/over.md": "---\nstatus: final\n---\n# Over\n"}) == []


def test_sensitive_pages_need_a_way_out(library):
    found = library({"docs/a.md": "---\nsensitive: true\n---\n# A\n", "docs/b.md": "# B\n"})
    at = Position("mkdocs.yml", 4, 5)
    assert [line(finding, "nl") for finding in ways_out(found, at)] == [
        "mkdocs.yml:4:5: error meta.no-exit: docs/a.md is een gevoelige pagina, en deze site heeft geen knop om snel weg te gaan "
        "(zet bij de plugin katern waar de knop heen leidt, bijvoorbeeld: exit: https://www.buienradar.nl/)"
    ]
    assert list(ways_out(found, None)) == []
    assert list(ways_out(library({"docs/a.md": "# A\n"}), at)) == []


KNOWN = [f"woord{number}" for number in range(10)]


@pytest.mark.parametrize(
    ("word", "known", "hint"),
    [
        ("woort1", KNOWN, "bedoelde u 'woord1'?"),
        ("x", KNOWN[:2], "bekend zijn: woord0, woord1"),
        ("x", KNOWN, "bekend zijn: woord0, woord1, woord2, woord3, woord4, woord5, woord6, woord7 …"),
        ("x", [], "zet het in docs/_data/helplines.yml: dat bestand is er niet, of er staat niets in"),
    ],
)
def test_a_hint_names_the_nearest_word_or_the_first_few(library, word, known, hint):
    assert DUTCH.say(meant(word, Known(known), library({}), "helplines")) == hint
