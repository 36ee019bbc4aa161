"""The forms of the editing place: each field of each kind has a word, and the shape that its model asks for."""

from __future__ import annotations

import pytest

from katern.kindtable import KINDS
from katern.site.editingfields import Forms
from katern.words import words_of
from katern.words.editing import editing_of

NOTHING = lambda lead: None  # noqa: E731


def forms(kind, language="nl", choices=NOTHING):
    words = words_of(language).kinds.get(kind)
    own, values = (words.fields, words.choices) if words else ({}, {})
    made = Forms(editing_of(language), own, values, choices).of(KINDS[kind].model)
    return {field["name"]: field for field in made}


def every(fields):
    for field in fields:
        yield field
        yield from every(field.get("fields", ()))


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_field_and_every_value_has_words(language):
    for row in KINDS.values():
        words = words_of(language).kinds.get(row.name)
        called = {shown.field for shown in row.opening if shown.term}
        for field in every(forms(row.name, language).values()):
            known = {**editing_of(language).fields, **(words.fields if words else {})}
            assert field["name"] in known or field["name"] in called, (row.name, field["name"])
            values = {**editing_of(language).choices, **(words.choices if words else {})}
            assert {option["value"] for option in field.get("options", ())} <= values.keys(), (row.name, field["name"])


def test_what_must_be_said_is_required():
    found = forms("question")
    assert [name for name, field in found.items() if field["required"]] == ["title", "description", "state"]


def test_a_field_has_the_shape_of_its_model():
    found = forms("question")
    assert found["state"]["widget"] == "select"
    assert found["state"]["options"][0] == {"label": "Beantwoord", "value": "answered"}
    assert found["asked"]["widget"] == "datetime"
    assert found["sensitive"]["widget"] == "boolean"
    assert found["order"] | {"hint": ""} == {
        "name": "order", "label": "Volgorde", "required": False, "widget": "number", "value_type": "int", "hint": "",
    }  # fmt: skip
    assert found["description"]["pattern"][0] == "^[\\s\\S]{1,160}$"
    assert found["keywords"]["field"]["widget"] == "string"
    assert [field["name"] for field in found["review"]["fields"]] == ["date", "by", "verdict", "note"]
    assert forms("dossier")["key_messages"]["field"]["widget"] == "text"
    assert forms("product")["url"]["widget"] == "string"
    assert forms("intervention")["evidence"]["widget"] == "object"


def test_what_leads_elsewhere_is_chosen():
    chosen = {"widget": "select", "options": [{"label": "Gemeenten", "value": "gemeenten"}]}
    found = forms("question", choices=lambda lead: chosen if lead.to == "audiences" else None)
    assert found["audience"]["multiple"] is True
    assert found["audience"]["options"] == chosen["options"]
    assert found["lines"]["widget"] == "list"


def test_what_other_programs_read_stays_as_it_is():
    assert not forms("dossier").keys() & {"booklets", "template", "search", "icon", "hide", "nocite"}
