"""The table of kinds: every row is whole, and a kind that is added gets what the others have."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

import katern.site
from katern.kindtable import KINDS
from katern.locales import readers_languages
from katern.words import words_of
from katern.words.kinds import Listing

THEME = Path(katern.site.__file__).parent / "theme"
ROWS = pytest.mark.parametrize("row", KINDS.values(), ids=KINDS)


@pytest.fixture(params=readers_languages())
def words(request):
    return words_of(request.param)


@ROWS
def test_a_row_says_where_its_items_stand(row):
    assert sum((row.whole, row.in_docs, bool(row.part_of), row is KINDS.elsewhere)) == 1
    assert not row.whole or KINDS.part(row).part_of == row.name
    assert not row.part_of or KINDS[row.part_of].whole


def test_no_two_kinds_share_a_folder_a_model_or_an_order(words):
    folders = [*(row.folder for row in KINDS.wholes), *KINDS.folders(words)]
    orders = [row.order for row in KINDS.printed]
    assert len(set(folders)) == len(KINDS.wholes) + len(KINDS.in_docs)
    assert len({row.model for row in KINDS.values()}) == len(KINDS)
    assert len(set(orders)) == len(orders)


@ROWS
def test_what_a_row_draws_with_is_there(row):
    templates = [row.template, row.listing.template if row.listing else ""]
    assert all((THEME / template).is_file() for template in templates if template)
    assert {shown.field for shown in row.opening} <= set(row.model.model_fields)


@ROWS
def test_what_is_drawn_as_text_on_the_site_is_on_paper_and_in_the_news_too(row):
    assert {names[0] for names in row.text_fields} <= {shown.field for shown in row.opening}
    assert bool(row.opening) == bool(row.template)


def test_a_language_has_the_words_of_each_kind(words):
    assert KINDS.lacking(words) == []


_ASKED = re.compile(r"\bkind\.(fields|more)\.(\w+)")


@ROWS
def test_templates_of_a_kind_ask_for_words_that_there_are(row, words):
    for template in filter(None, (row.template, row.listing.template if row.listing else "")):
        for group, name in _ASKED.findall((THEME / template).read_text(encoding="utf-8")):
            assert getattr(words.kinds[row.name], group)[name]


@pytest.mark.parametrize(
    ("change", "lacking"),
    [
        ({"label": ""}, "label"),
        ({"fields": {}}, "fields.question"),
        ({"list": Listing()}, "list"),
        ({"parts": ""}, "parts"),
        ({"neutral": ""}, "neutral"),
    ],
)
def test_a_word_that_a_language_lacks_is_named(change, lacking):
    own = {**words_of("nl").kinds, "dossier": replace(words_of("nl").kinds["dossier"], **change)}
    assert f"dossier.{lacking}" in KINDS.lacking(replace(words_of("nl"), kinds=own))


def test_the_words_of_a_kind_that_there_is_not_are_named():
    known = words_of("nl").kinds
    assert KINDS.lacking(replace(words_of("nl"), kinds={**known, "riddle": known["question"]})) == ["riddle"]


def test_a_table_can_be_extended():
    row = KINDS["question"]
    table = KINDS.extended(replace(row, name="riddle"), replace(row, boost=5))
    assert [*table] == [*KINDS, "riddle"]
    assert (table["question"].boost, KINDS["question"].boost, table.order("unknown")) == (5, 1000, 1000)
