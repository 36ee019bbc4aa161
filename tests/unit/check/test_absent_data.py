from __future__ import annotations

import pytest

TOOLKIT = (
    "---\ntitle: a\ndescription: b\ngoal: c\nsetting: []\nduration: 30\nnot_for: Als er gevaar is.\n"
    "helplines: []\nsensitive: {}\n---\n\n{}\n"
)
PART = "---\ntitle: A\npart: guide\nsensitive: true\n---\n\nTekst.\n"


def short(lines):
    return [line.split(" (")[0] for line in lines]


@pytest.mark.parametrize(
    ("call", "expected"),
    [
        ('{{ helpline("verzonnen") }}', "12:18: error toolkit.helpline-missing: de hulplijn 'verzonnen' staat niet in helplines.yml"),
        ('{{ helplines("gesprek") }}', "12:19: error toolkit.helpline-missing: een hulplijn voor 'gesprek' staat niet in helplines.yml"),
        ("0800-2000", "12:5: error toolkit.helpline-missing: het telefoonnummer '0800-2000' staat in de tekst zelf"),
    ],
)  # fmt: skip
def test_helplines_are_checked_without_the_file_that_holds_them(report, call, expected):
    assert short(report({"toolkits/a/index.md": TOOLKIT.format("false", f"Bel {call}.")})) == [f"toolkits/a/index.md:{expected}"]


def test_the_number_of_a_file_with_mistakes_is_not_called_unknown(report):
    files = {"toolkits/a/index.md": TOOLKIT.format("false", '{{ helpline("112") }}'), "docs/_data/helplines.yml": "helplines: 3\n"}
    assert report(files) == []


@pytest.mark.parametrize(("own", "part"), [("true", ""), ("false", PART)])
def test_a_toolkit_that_needs_care_names_whom_to_call(report, own, part):
    files = {"toolkits/a/index.md": TOOLKIT.format(own, "Tekst."), **({"toolkits/a/deel.md": part} if part else {})}
    assert short(report(files)) == [
        "toolkits/a/index.md:8:1: error toolkit.helpline-missing: deze toolkit vraagt om zorg en noemt geen enkele hulplijn"
    ]
