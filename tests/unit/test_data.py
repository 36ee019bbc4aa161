from __future__ import annotations

import datetime

import pytest
from pydantic import ValidationError

from katern.data import FILES, Data, Glossary, Helplines, Programme, Synonyms, Vocabulary


def test_a_site_needs_no_data_files():
    assert Data().programme.lines == ()


@pytest.mark.parametrize("name", FILES)
def test_each_file_is_a_part_of_the_data_and_may_be_empty(name):
    assert getattr(Data(), name) == FILES[name].model_validate({})


def test_the_lines_of_a_programme_follow_its_themes():
    line = {"number": 1, "title": "a", "ambition": "b"}
    programme = Programme.model_validate(
        {
            "themes": [
                {"id": "t1", "title": "T1", "lines": [line | {"slug": "een"}, line | {"slug": "twee"}]},
                {
                    "id": "t2",
                    "title": "T2",
                    "lines": [line | {"slug": "drie", "goals": [{"id": "a", "kind": "direct", "text": "x"}]}],
                },
            ]
        }
    )
    assert [line.slug for line in programme.lines] == ["een", "twee", "drie"]


@pytest.mark.parametrize(
    "goal", [{"id": "ab", "kind": "direct", "text": "x"}, {"id": "a", "kind": "soms", "text": "x"}]
)
def test_a_goal_has_a_letter_and_is_direct_or_societal(goal):
    line = {"number": 1, "slug": "een", "title": "a", "ambition": "b", "goals": [goal]}
    with pytest.raises(ValidationError, match="goals"):
        Programme.model_validate({"themes": [{"id": "t", "title": "T", "lines": [line]}]})


def test_a_helpline_has_a_source_and_dates():
    helpline = {
        "id": "112",
        "name": "Alarmnummer",
        "phone": 112,
        "for_whom": "iedereen",
        "open_to": ["public"],
        "source": "politie2026",
    }
    (read,) = Helplines.model_validate({"helplines": [helpline | {"verified": "2026-11-01"}]}).helplines
    assert (read.phone, read.verified, read.seen) == ("112", datetime.date(2026, 11, 1), None)
    with pytest.raises(ValidationError, match="source"):
        Helplines.model_validate({"helplines": [{**helpline, "source": ""}]})


def test_a_term_has_a_definition_and_a_source():
    with pytest.raises(ValidationError, match="definition"):
        Glossary.model_validate({"terms": [{"term": "a", "source": "b"}]})


def test_the_label_of_a_word_is_the_word_itself_where_the_vocabulary_lacks_it():
    vocabulary = Vocabulary.model_validate({"audiences": [{"id": "leerkrachten", "label": "Leerkrachten"}]})
    assert vocabulary.label("audiences", "leerkrachten") == "Leerkrachten"
    assert vocabulary.label("audiences", "ouders") == "ouders"
    assert vocabulary.label("settings", "leerkrachten") == "leerkrachten"


def test_synonyms_are_sets_of_words():
    assert Synonyms.model_validate({"synonyms": [["exposen", "naaktfoto"]]}).synonyms == (("exposen", "naaktfoto"),)
