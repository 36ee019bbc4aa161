"""The table of kinds: every row is whole, and a kind that is added gets what the others have."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

import katern.site
from katern.kinds import KINDS
from katern.words import languages, words_of

THEME = Path(katern.site.__file__).parent / "theme"
ROWS = pytest.mark.parametrize("row", KINDS.values(), ids=KINDS)


@pytest.fixture(params=languages())
def words(request):
    return words_of(request.param)


@ROWS
def test_a_row_says_where_its_items_stand(row):
    assert sum((bool(row.folder), bool(row.part_of), row is KINDS.elsewhere)) == 1
    assert not row.whole or (row.folder and KINDS.part(row).part_of == row.name)
    assert not row.part_of or KINDS[row.part_of].whole


def test_no_two_kinds_share_a_folder_a_model_or_an_order():
    folders = [(row.whole, row.folder) for row in KINDS.values() if row.folder]
    orders = [row.order for row in KINDS.printed]
    assert len(set(folders)) == len(folders)
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


@ROWS
def test_a_language_has_the_words_of_each_kind(row, words):
    own = getattr(words, row.name, None)
    if row is not KINDS.elsewhere:
        assert words.kinds[row.name]
    if row.listing:
        assert getattr(words.lists, row.name).title
    for shown in row.opening:
        assert shown.term == "" or getattr(own, shown.term or shown.field)
    if row.whole:
        assert own.parts
    if row.printed:
        assert words.print.neutral[row.name]


def test_a_table_can_be_extended():
    row = KINDS["question"]
    table = KINDS.extended(replace(row, name="riddle"), replace(row, boost=5))
    assert [*table] == [*KINDS, "riddle"]
    assert (table["question"].boost, KINDS["question"].boost, table.order("unknown")) == (5, 1000, 1000)
