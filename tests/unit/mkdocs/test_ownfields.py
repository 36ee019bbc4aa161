import pytest

from katern.finding import Position
from katern.items import OpenPage, Page
from katern.kindtable import KINDS
from katern.mkdocs.ownfields import with_own_fields, wrong_fields
from katern.report import line

AT = Position("mkdocs.yml", 4, 7)


def test_plain_pages_are_open_unless_the_site_is_strict():
    assert with_own_fields(KINDS, True, {}, False)["page"].model is Page
    table = with_own_fields(KINDS, False, {}, True)
    assert (table["page"].model, table["page"].bare) == (OpenPage, True)
    assert table["dossier"] is KINDS["dossier"]


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"tags": ["a"], "date": "x", "own": {"a": 1}}, {}),
        ({"status": "new"}, {"status": "draft"}),
        ({"status": "final"}, {"status": "final"}),
        ({"keywords": "a, b", "hide": ["tags", "x"]}, {"keywords": ("a, b",), "hide": ("tags", "x")}),
        ({"authors": {"a": 1}, "aliases": None, "icon": 3}, {"authors": (), "aliases": (), "icon": 3}),
        ({"description": "x" * 400}, {"description": "x" * 400}),
        ({"nocite": "@a, @b;c"}, {"nocite": ("a", "b", "c")}),
        ({"nocite": ["@*"]}, {"nocite": ("*",)}),
    ],
)
def test_an_open_page_takes_what_others_write(values, expected):
    page = OpenPage.model_validate(values)
    assert {name: getattr(page, name) for name in expected} == expected


@pytest.mark.parametrize("kind", [row.name for row in KINDS.values()])
def test_each_required_field_of_a_kind_can_be_left_out(kind):
    required = [name for name, field in KINDS[kind].model.model_fields.items() if field.is_required()]
    table = with_own_fields(KINDS, True, {kind: required}, False)
    empty = table[kind].model.model_validate({})
    assert [getattr(empty, name) or None for name in required] == [None] * len(required)
    assert isinstance(empty, KINDS[kind].model)
    assert table[kind].text_fields == KINDS[kind].text_fields
    assert with_own_fields(KINDS, True, {kind: required}, False) == table


def test_what_is_no_kind_or_no_required_field_is_told():
    found = [line(one, "nl") for one in wrong_fields(KINDS, {"dosier": ["x"], "toolkit": "goals"}, AT)]
    assert found == [
        "mkdocs.yml:4:7: error meta.bad-value: 'dosier' is geen soort inhoud (bedoelde u 'dossier'?)",
        "mkdocs.yml:4:7: error meta.bad-value: het veld 'goals' is bij 'toolkit' niet verplicht, of bestaat daar niet (bedoelde u 'goal'?)",
    ]
