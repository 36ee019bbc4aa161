from __future__ import annotations

import json
from dataclasses import replace

from katern.finding import Finding, Position, did_you_mean, said
from katern.report import FORMATS, as_github, as_gitlab, as_json, as_sarif

ERROR = Finding.error(
    Position("docs/a, b:c.md", 41, 17), said("link.broken", "no-file", destination="100%"), did_you_mean("y")
)
WARNING = Finding.warning(Position("bibliography/één.bib"), said("every", "did-you-mean", near="regel\nover twee"))


def test_there_are_five_formats():
    assert list(FORMATS) == ["text", "github", "gitlab", "sarif", "json"]


def test_github_annotates_the_line_and_nothing_breaks_out_of_its_command():
    assert as_github([ERROR, WARNING], "nl").split("\n") == [
        "::error file=docs/a%2C b%3Ac.md,line=41,col=17,title=link.broken::'100%25' wijst naar geen bestand (bedoelde u 'y'?)",
        "::warning file=bibliography/één.bib,line=1,col=1,title=every::bedoelde u 'regel%0Aover twee'?",
        "1 fout, 1 waarschuwing.",
    ]


def test_gitlab_gets_a_code_quality_report():
    first, second = json.loads(as_gitlab([ERROR, WARNING], "nl"))
    assert {name: first[name] for name in first if name != "fingerprint"} == {
        "description": "link.broken: '100%' wijst naar geen bestand (bedoelde u 'y'?)",
        "check_name": "link.broken",
        "severity": "major",
        "location": {"path": "docs/a, b:c.md", "lines": {"begin": 41}},
    }
    assert second["severity"] == "minor"


def test_a_fingerprint_outlives_a_move_and_two_of_a_kind_differ():
    lower = replace(ERROR, line=99, column=1)
    one, two = json.loads(as_gitlab([ERROR, lower], "nl"))
    (alone,) = json.loads(as_gitlab([lower], "nl"))
    assert one["fingerprint"] == alone["fingerprint"] != two["fingerprint"]


def test_sarif_has_a_rule_for_each_code_and_a_region_for_each_result():
    report = json.loads(as_sarif([ERROR, WARNING], "nl"))
    (run,) = report["runs"]
    assert report["version"] == "2.1.0"
    assert [rule["id"] for rule in run["tool"]["driver"]["rules"]] == ["every", "link.broken"]
    assert [(result["ruleId"], result["level"]) for result in run["results"]] == [
        ("link.broken", "error"),
        ("every", "warning"),
    ]
    place = run["results"][0]["locations"][0]["physicalLocation"]
    assert place == {
        "artifactLocation": {"uri": "docs/a%2C%20b%3Ac.md", "uriBaseId": "%SRCROOT%"},
        "region": {"startLine": 41, "startColumn": 17},
    }


def test_json_holds_every_field():
    assert json.loads(as_json([ERROR], "nl")) == {
        "errors": 1,
        "warnings": 0,
        "findings": [
            {
                "code": "link.broken", "severity": "error", "path": "docs/a, b:c.md", "line": 41, "column": 17,
                "message": "'100%' wijst naar geen bestand", "hint": "bedoelde u 'y'?",
            }
        ],
    }  # fmt: skip


def test_nothing_found_is_a_valid_report_in_every_format():
    for name, form in FORMATS.items():
        if name in ("gitlab", "sarif", "json"):
            json.loads(form([], "nl"))
        else:
            assert form([], "nl") == "Geen bevindingen."
