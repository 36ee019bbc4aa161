from __future__ import annotations

import pytest
from pydantic import BaseModel

from katern.data import Helplines
from katern.frontmatter import read_yaml
from katern.items import Atelier, Dossier, Intervention, Page, Part, Question, Toolkit
from katern.report import line
from katern.validation import validate


def findings(model: type[BaseModel], text: str) -> list[str]:
    values, positions, yaml_findings = read_yaml(text, "a.md")
    assert yaml_findings == []
    value, found = validate(model, values or {}, positions, "a.md")
    assert (value is None) == bool(found)
    return [line(finding, "nl").removeprefix("a.md:") for finding in found]


def test_values_that_fit_become_the_model():
    values, positions, _ = read_yaml("title: Praten\nlines: [opvoeding]\n", "a.md")
    assert validate(Page, values, positions, "a.md") == (Page(title="Praten", lines=("opvoeding",)), [])


@pytest.mark.parametrize(
    ("model", "text", "expected"),
    [
        (Page, "titel: a", "1:1: error meta.unknown-field: het veld 'titel' bestaat hier niet (bedoelde u 'title'?)"),
        (Page, "review: [{date: 2026-01-01, by: a, verdict: changed, note: b, door: c}]", "1:63: error meta.unknown-field: het veld 'door' bestaat hier niet (bekende velden: by, date, note, verdict)"),
        (Page, "2020: a", "1:1: error meta.unknown-field: het veld '2020' bestaat hier niet"),
        (Page, "title: ''", "1:8: error meta.bad-value: de waarde van 'title' past niet (hier hoort tekst, dit veld is leeg)"),
        (Page, "title: [a]", "1:8: error meta.bad-value: de waarde van 'title' past niet (hier hoort tekst)"),
        (Page, f"description: {'x' * 161}", "1:14: error meta.bad-value: de waarde van 'description' past niet (de tekst is te lang: hoogstens 160 tekens)"),
        (Page, "lines: opvoeding", "1:8: error meta.bad-value: de waarde van 'lines' past niet (hier hoort een lijst, bijvoorbeeld [een, twee])"),
        (Page, "lines: [opvoeding, Een lijn]", "1:20: error meta.bad-value: de waarde van 'lines' past niet (alleen kleine letters, cijfers en streepjes)"),
        (Page, "status: drft", "1:9: error meta.bad-value: de waarde van 'status' past niet (bedoelde u 'draft'?)"),
        (Page, "status: concept", "1:9: error meta.bad-value: de waarde van 'status' past niet (kies uit 'draft', 'final' of 'withdrawn')"),
        (Page, "order: eerste", "1:8: error meta.bad-value: de waarde van 'order' past niet (hier hoort een geheel getal)"),
        (Page, "order: 1.5", "1:8: error meta.bad-value: de waarde van 'order' past niet (hier hoort een geheel getal)"),
        (Page, "review_every: 0", "1:15: error meta.bad-value: de waarde van 'review_every' past niet (het getal moet groter zijn dan 0)"),
        (Page, "sensitive: misschien", "1:12: error meta.bad-value: de waarde van 'sensitive' past niet (hier hoort true of false)"),
        (Page, "search: nee", "1:9: error meta.bad-value: de waarde van 'search' past niet (hier horen velden met een waarde)"),
        (Page, "review: [gisteren]", "1:10: error meta.bad-value: de waarde van 'review' past niet (hier horen velden met een waarde)"),
        (Page, "review:\n  - {date: gisteren, by: a, verdict: changed, note: b}", "2:12: error meta.bad-value: de waarde van 'date' past niet (hier hoort een datum als 2026-11-24)"),
        (Page, "review:\n  - {date: 2026-01-01, verdict: changed, note: b}", "2:5: error meta.missing-field: het verplichte veld 'by' ontbreekt (voeg toe: by: …)"),
        (Question, "title: a\ndescription: b", "1:1: error meta.missing-field: het verplichte veld 'state' ontbreekt (voeg toe: state: …)"),
        (Dossier, "title: a\ndescription: b\nline: c\nquestion: d\nkey_messages: [a, b]", "5:15: error meta.bad-value: de waarde van 'key_messages' past niet (de lijst is te kort: minstens 3)"),
        (Dossier, "title: a\ndescription: b\nline: c\nquestion: d\nkey_messages: [a, b, c, d, e, f, g]", "5:15: error meta.bad-value: de waarde van 'key_messages' past niet (de lijst is te lang: hoogstens 6)"),
        (Atelier, "title: a\ndescription: b\ndate: 2026-01-01 10:30:00\nplace: c\nquestion: d", "3:7: error meta.bad-value: de waarde van 'date' past niet (hier hoort een datum zonder tijd)"),
        (Intervention, "title: a\ndescription: b\nowner: c\ntarget_group: d\nmechanism: e\nevidence: {body: x}", "6:1: error meta.missing-field: het verplichte veld 'level' ontbreekt in 'evidence' (voeg toe: level: …)"),
        (Intervention, "title: a\ndescription: b\nowner: c\ntarget_group: d\nmechanism: e\nevidence: {level: x, url: kis.nl}", "6:27: error meta.bad-value: de waarde van 'url' past niet (hier hoort een adres dat met https:// begint)"),
        (Intervention, "title: a\ndescription: b\nowner: c\ntarget_group: d\nmechanism: e\nevidence: {level: x, level2: y}", "6:22: error meta.unknown-field: het veld 'level2' bestaat hier niet (bedoelde u 'level'?)"),
        (Toolkit, "title: a\ndescription: b\ngoal: c\nsetting: []\nduration: -1\nnot_for: d", "5:11: error meta.bad-value: de waarde van 'duration' past niet (het getal moet groter zijn dan 0)"),
        (Part, "title: a\npart: kaart", "2:7: error meta.bad-value: de waarde van 'part' past niet (kies uit 'guide', 'card', 'exercise', 'handout', 'form' of 'meeting')"),
        (Toolkit, "title: a\ndescription: b\ngoal: c\nsetting: []\nduration: 1\nnot_for: d\nhelplines: []", "7:1: error meta.unknown-field: het veld 'helplines' bestaat hier niet (wie je belt, staat alleen in helplines.yml: noem daar de toolkit, bij toolkits)"),
        (Helplines, "helplines:\n  - {id: a, name: a, for_whom: b, source: c}", "2:5: error meta.missing-field: het verplichte veld 'open_to' ontbreekt (voeg toe: open_to: …)"),
        (Helplines, "helplines:\n  - {id: a, name: a, for_whom: b, source: c, open_to: []}", "2:55: error meta.bad-value: de waarde van 'open_to' past niet (de lijst is te kort: minstens 1)"),
        (Helplines, "helplines:\n  - {id: a, name: a, for_whom: b, source: c, open_to: [iedereen]}", "2:56: error meta.bad-value: de waarde van 'open_to' past niet (kies uit 'public' of 'professional')"),
        (Helplines, "helplines:\n  - {id: a, name: a, for_whom: b, source: c, open_to: [public], reach: overal}", "2:72: error meta.bad-value: de waarde van 'reach' past niet (kies uit 'netherlands', 'europe', 'abroad' of 'worldwide')"),
        (Helplines, "helplines:\n  - {id: 112, name: a, for_whom: b, open_to: [public], source: c, url: geen}", "2:72: error meta.bad-value: de waarde van 'url' past niet (hier hoort een adres dat met https:// begint)"),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_a_finding_at_the_field(model, text, expected):
    (found,) = findings(model, text)
    assert found.startswith(expected)


def test_everything_that_does_not_fit_is_reported_at_once():
    assert [found.split(": ")[0] + " " + found.split()[2] for found in findings(Question, "titel: a\nstatus: b")] == [
        "1:1 meta.missing-field:",
        "1:1 meta.missing-field:",
        "2:9 meta.bad-value:",
        "1:1 meta.missing-field:",
        "1:1 meta.unknown-field:",
    ]


def test_a_union_of_types_gives_one_finding():
    assert (
        len(
            findings(
                Helplines, "helplines:\n  - {id: a, name: b, for_whom: c, source: d, open_to: [public], chat: [x]}"
            )
        )
        == 1
    )
