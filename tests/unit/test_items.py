from __future__ import annotations

import pytest
from pydantic import ValidationError

from katern.items import Booklet, Dossier, Page, Part, Toolkit
from katern.kindtable import KINDS
from katern.layout import Layout

ITEM = {"title": "Opvoeding", "description": "Eén zin."}
OWN = {
    "dossier": {"line": "opvoeding", "question": "Wat werkt?", "key_messages": ["a", "b", "c"]},
    "chapter": {},
    "toolkit": {"goal": "a", "setting": ["school"], "duration": 30, "not_for": "b"},
    "part": {"part": "exercise", "minutes": 20, "schedule": [{"minutes": 20, "title": "Kring"}]},
    "atelier": {"date": "2026-03-01", "place": "Utrecht", "question": "Wat weten we?"},
    "intervention": {"owner": "a", "target_group": "b", "mechanism": "c", "evidence": {"level": "onbekend"}},
    "question": {"state": "answered"},
    "mechanism": {"why": "a"},
    "product": {"form": "rapport", "made_by": "own"},
    "project": {"line": "wonen", "years": [2022], "state": "planned"},
    "course": {"goal": "a", "minutes": 20},
    "event": {"form": "yearly", "begin": "2026-03-01"},
    "newsletter": {"since": "2026-01-01", "until": "2026-02-01"},
    "network": {"purpose": "a"},
    "organisation": {"form": "knowledge"},
    "contact": {"role": "a"},
    "page": {},
}


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_has_a_smallest_front_matter(kind):
    item = KINDS[kind].model.model_validate(ITEM | OWN[kind])
    assert item.title == "Opvoeding"
    assert item.status == "draft"


@pytest.mark.parametrize(
    ("kind", "field"), [(kind, field) for kind, fields in OWN.items() for field in fields if kind != "part"]
)
def test_each_field_of_its_own_is_required(kind, field):
    with pytest.raises(ValidationError, match=field):
        KINDS[kind].model.model_validate({name: value for name, value in (ITEM | OWN[kind]).items() if name != field})


@pytest.mark.parametrize("kind", KINDS)
def test_no_kind_takes_a_field_that_it_does_not_know(kind):
    with pytest.raises(ValidationError, match="extra_forbidden"):
        KINDS[kind].model.model_validate(ITEM | OWN[kind] | {"titel": "a"})


def test_every_folder_leads_to_a_kind(tmp_path):
    layout = Layout(tmp_path)
    paths = ["dossiers/a/index.md", "dossiers/a/b.md", "toolkits/a/index.md", "toolkits/a/b.md", "docs/a.md"]
    paths += [f"docs/{folder}/a.md" for folder in layout.folders]
    assert {layout.kind(path) for path in paths} == set(KINDS)


def test_a_page_needs_nothing():
    assert Page.model_validate({}) == Page()


def test_a_part_says_what_it_is():
    with pytest.raises(ValidationError, match="part"):
        Part.model_validate({"title": "a"})


def test_numbers_in_text_fields_are_read_as_text():
    assert Page.model_validate({"title": 2020, "keywords": [112]}).keywords == ("112",)


def test_lists_become_tuples_and_items_do_not_change():
    dossier = Dossier.model_validate(ITEM | OWN["dossier"])
    assert dossier.key_messages == ("a", "b", "c")
    with pytest.raises(ValidationError, match="frozen"):
        dossier.title = "b"


@pytest.mark.parametrize("related", ["dossiers/opvoeding", "toolkits/a/b"])
def test_related_items_are_paths(related):
    assert Page.model_validate({"related": [related]}).related == (related,)


@pytest.mark.parametrize("related", ["opvoeding", "/opvoeding", "dossiers/", "dossiers/op voeding"])
def test_what_is_no_path_is_no_related_item(related):
    with pytest.raises(ValidationError, match="related"):
        Page.model_validate({"related": [related]})


def test_a_booklet_is_a4_and_whole_unless_it_says_otherwise():
    booklet = Booklet(id="deelnemer")
    assert (booklet.paper, booklet.layout, booklet.duplex, booklet.parts) == ("a4", "booklet", False, ())
    assert Toolkit.model_validate(ITEM | OWN["toolkit"] | {"booklets": [{"id": "a"}]}).booklets == (Booklet(id="a"),)
