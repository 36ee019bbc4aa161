from __future__ import annotations

import pytest

from katern.finding import Finding, Position, did_you_mean, said
from katern.report import as_text, line, summary

ERROR = Finding.error(
    Position("a b.md", 41, 17), said("cite.missing", "in-no-bibliography", key="x", folder="bronnen"), did_you_mean("y")
)
WARNING = Finding.warning(Position("a.html"), said("site.html", "no-alt"))


def test_a_finding_is_one_line_with_place_severity_code_message_and_hint():
    assert line(ERROR, "nl") == (
        "a b.md:41:17: error cite.missing: bron 'x' staat in geen enkel .bib-bestand (bedoelde u 'y'?)"
    )


def test_a_finding_without_hint_has_no_brackets():
    assert line(WARNING, "nl") == "a.html:1:1: warning site.html: een afbeelding heeft geen alt"


@pytest.mark.parametrize(
    ("findings", "expected"),
    [
        ([], "Geen bevindingen."),
        ([ERROR], "1 fout, 0 waarschuwingen."),
        ([WARNING], "0 fouten, 1 waarschuwing."),
        ([ERROR, ERROR, WARNING, WARNING], "2 fouten, 2 waarschuwingen."),
    ],
)
def test_a_summary_counts(findings, expected):
    assert summary(findings, "nl") == expected


def test_a_report_is_its_lines_and_the_summary():
    assert as_text([ERROR, WARNING], "nl").split("\n") == [
        line(ERROR, "nl"),
        line(WARNING, "nl"),
        "1 fout, 1 waarschuwing.",
    ]
    assert as_text([], "nl") == "Geen bevindingen."


def test_a_report_speaks_the_language_of_its_site():
    assert as_text([ERROR, WARNING], "en").split("\n") == [
        "a b.md:41:17: error cite.missing: source 'x' is in none of the .bib files (did you mean 'y'?)",
        "a.html:1:1: warning site.html: a picture has no alt",
        "1 error, 1 warning.",
    ]
