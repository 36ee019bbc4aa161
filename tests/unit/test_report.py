from __future__ import annotations

import pytest

from katern.finding import Finding
from katern.report import as_text, line, summary

ERROR = Finding("cite.missing", "error", "a b.md", 41, 17, "bron 'x' ontbreekt", "bedoelde u 'y'?")
WARNING = Finding("bib.unused", "warning", "bibliography/a.bib", 1, 1, "bron 'x' wordt niet aangehaald")


def test_a_finding_is_one_line_with_place_severity_code_message_and_hint():
    assert line(ERROR) == "a b.md:41:17: error cite.missing: bron 'x' ontbreekt (bedoelde u 'y'?)"


def test_a_finding_without_hint_has_no_brackets():
    assert line(WARNING) == "bibliography/a.bib:1:1: warning bib.unused: bron 'x' wordt niet aangehaald"


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
    assert summary(findings) == expected


def test_a_report_is_its_lines_and_the_summary():
    assert as_text([ERROR, WARNING]).split("\n") == [line(ERROR), line(WARNING), "1 fout, 1 waarschuwing."]
    assert as_text([]) == "Geen bevindingen."
