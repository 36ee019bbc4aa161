from __future__ import annotations

from pathlib import Path

import pytest

from katern.layout import Layout
from katern.reading.leftover import Shown, cell_behind, left_in, left_lines, may_hold
from katern.reading.markdown import DIALECT, Dialect, Reader


@pytest.mark.parametrize(
    ("parts", "raw", "text", "places"),
    [
        (["een twee"], "een twee", "een twee", {0: 0, 4: 4}),
        (["een ", "twee", " **drie"], "een *twee* **drie", "een twee **drie", {4: 5, 9: 11}),
        (["een \x02wzxhzdk:3\x03 ** vier"], "een [@a2020] ** vier", "een \0 ** vier", {6: 13}),
        (["a", "\0", "`b"], "a`x``b", "a\0`b", {2: 4}),
    ],
)
def test_each_sign_that_readers_see_has_its_place_in_the_source(parts, raw, text, places):
    shown = Shown(parts, raw)
    assert shown.text == text
    assert {offset: shown.place(offset) for offset in places} == places


def test_what_is_left_is_told_once_the_longest_first():
    text = "Zie [een] (een.md), **vet en \\emph{cursief}."
    assert [(kind, one.name, one.start) for kind, one in left_in(Shown([text], text))] == [
        ("left", "link-apart", 4),
        ("left", "emphasis", 20),
        ("foreign", "latex", 29),
    ]


def test_most_texts_hold_no_sign_of_it():
    assert not may_hold("Een gewone zin, met een komma en een punt.")
    assert may_hold("Een zin met **vet.")


@pytest.mark.parametrize(("extensions", "told"), [((), ["math", "math"]), (("pymdownx.arithmatex",), [])])
def test_a_formula_that_an_extension_draws_is_not_left_over(extensions, told):
    dialect = Dialect(extensions=(*DIALECT, *extensions), configs={"pymdownx.arithmatex": {"generic": True}})
    text = Reader(dialect, Layout(Path()), lambda key: False).page("a.md", "Dan is $a_1$ dit:\n\n$$\nb_2 = 1\n$$\n")
    assert [one.name for one in text.unread] == told


@pytest.mark.parametrize(
    ("lines", "below_table", "expected"),
    [
        (["Neem mee:", "- een", "- twee"], False, [("list", 1)]),
        (["• een", "• twee"], False, [("sign", 0)]),
        (["-\u00a0een", "-\u00a0twee"], False, [("stuck", 0)]),
        (["a. een", "b. twee", "c. drie"], False, [("sign", 0)]),
        (["– Zo begon zij."], False, []),
        (["| a | b |", "| c | d |"], False, [("table-without-rule", 0)]),
        (["| a | b |"], True, [("table-row", 0)]),
        (["| a | b |", "|---|"], False, [("table-rule", 1)]),
        (["De tabel:", "| a | b |", "|---|---|"], False, [("table", 1)]),
        (["ja | nee"], False, []),
    ],
)
def test_lists_and_tables_that_are_drawn_as_text(lines, below_table, expected):
    placed = [(line, number) for number, line in enumerate(lines)]
    assert [(kind, at) for kind, at, _ in left_lines(placed, below_table)] == expected


@pytest.mark.parametrize(
    ("line", "columns", "lost"),
    [
        ("| a | b |", 2, None),
        ("| a | b | c |", 2, (10, "c")),
        ("a | b | c", 2, (8, "c")),
        ("| `a|b` | c |", 2, None),
        ("| a \\| b | c |", 2, None),
        ("| a | b | |", 2, None),
        ("> | a | b | c | d |", 2, (12, "c | d")),
    ],
)
def test_a_cell_that_no_column_holds(line, columns, lost):
    assert cell_behind(line, columns) == lost
