"""Text in which signs open and nothing closes costs a bounded number of steps, and is told at its place."""

from __future__ import annotations

import pytest

from katern.reading import budget, quick

MANY = 2000
# what people may paste, and what nobody writes
OPENED = ["[@", "[", "![", "[x](", "[[a](b)", "[a; ", "**a", "*a ", "_a ", "`` a ` "]
IN_TAGS = ["<a ", "<!--", "<?", "<![", "<a href='", "\n\n<div ", "</a"]


@pytest.fixture
def spent(monkeypatch):
    """The budgets of the pages that are read, each of a million signs."""
    made = []

    class Kept(budget.Budget):
        def __init__(self):
            super().__init__()
            made.append(self)

    monkeypatch.setattr(budget, "MOST", 1_000_000)
    monkeypatch.setattr(quick, "Budget", Kept)
    return made


@pytest.mark.parametrize("sign", OPENED)
@pytest.mark.parametrize("many", [MANY, 4 * MANY])
def test_reading_stops_near_the_bound_however_many_signs_open(sign, many, read, spent):
    read(f"Tekst.\n\n{sign * many}\n\nMeer.\n")
    # one more look through all that follows may be under way
    assert -60 * len(sign) * many < spent[0].left


@pytest.mark.parametrize("sign", ["[@", "[", "![", "[x]("])
def test_what_goes_over_the_bound_is_told_at_its_place_and_shown_as_it_stands(sign, read, spent):
    body = f"Tekst.\n\n{sign * MANY}\n"
    text = read(body)
    assert [(one.kind, one.start) for one in text.unread if one.kind == "tangled"] == [("tangled", body.index(sign))]
    assert sign * 3 in "".join(text.pieces)


def test_a_long_paragraph_that_a_person_writes_is_read_whole(read):
    body = "".join(
        f"Zin {number} *met* [een link](b.md) en `code` zegt iets [@vries2020, p. {number}]. " for number in range(400)
    )
    text = read(body)
    assert len(text.clusters) == len(text.links) == 400
    assert not text.unread


@pytest.mark.parametrize("sign", IN_TAGS)
def test_tags_that_nothing_closes_are_told_once_there_are_too_many(sign, read, monkeypatch):
    monkeypatch.setattr(budget, "_MOST_OF_TAGS", 10_000)
    body = f"Tekst <b>vet</b> en [@vries2020].\n\n{sign * MANY}\n"
    text = read(body)
    assert any(one.kind == "tangled" and one.start >= body.index(sign) for one in text.unread)
    assert len(text.clusters) == 1
    assert text.body == body


@pytest.mark.parametrize(
    "body", ["a < b\n" * 50, "<b>x</b> " * 50, "<!-- x -->\n\n" * 50, "<div>\n\nx\n\n</div>\n\n" * 50]
)
def test_tags_that_are_closed_are_read_as_they_stand(body):
    assert budget.without_open_tags(body) == (body, None)


@pytest.mark.parametrize("line", ["!!! note", '=== "a"', "[a]: b.md", "*[a]: b", "[^a]: b", "# a", "> # a"])
def test_a_block_in_which_too_many_begin_is_told_and_left_out(line, read, monkeypatch):
    monkeypatch.setattr(budget, "_MOST_OF_BLOCKS", 10_000)
    body = "Tekst.\n\n" + f"{line}\n" * 100 + "\nSlot.\n"
    text = read(body)
    assert [(one.kind, one.start) for one in text.unread if one.kind == "tangled"] == [("tangled", body.index(line))]
    assert "Slot." in "".join(text.pieces)


def test_blocks_that_many_lines_long_are_read(read):
    rows = "".join(f"| a{number} | b |\n" for number in range(2000))
    code = "".join(f"# regel {number}\n" for number in range(3000))
    text = read(f"| a | b |\n|---|---|\n{rows}\n```\n{code}```\n\n- punt\n" + "- punt\n" * 2000)
    assert not text.unread


def test_blocks_a_thousand_deep_are_told_and_not_read(read):
    text = read("\nDan.\n" + "term\n: uitleg\n" * 1500)
    assert [(one.kind, one.start) for one in text.unread] == [("tangled", 1)]
    assert text.pieces == ("",)


def test_a_page_that_takes_too_long_is_told(read, monkeypatch):
    monkeypatch.setattr("katern.reading.markdown._PATIENCE", 0.02)
    text = read('=== "a"\n\n    a\n\n' * 2000)
    assert [one.kind for one in text.unread] == ["tangled"]


@pytest.mark.parametrize("line", ["***", "---", "_ _ _", "> * * *"])
def test_lines_across_the_page_without_a_blank_line_between_are_bounded(read, line, monkeypatch):
    monkeypatch.setattr(budget, "_MOST_OF_BLOCKS", 10_000)
    assert [one.kind for one in read(f"x\n\n{(line + chr(10)) * 100}").unread if one.kind == "tangled"] == ["tangled"]
    assert not read(f"x\n\n{(line + chr(10) * 2) * 100}").unread
