"""A table as a grid, as HTML's table model says."""

from __future__ import annotations

import pytest

from katern.print.columns import columns_of
from katern.print.grid import Grid
from katern.print.markup import parse, text_of


def grid_of(html: str) -> Grid:
    return Grid(parse(f"<table>{html}</table>")[0])


@pytest.mark.parametrize(
    ("html", "rows", "heads"),
    [
        ("<tr><td>a</td><td>b</td></tr>", ["ab"], 0),
        ("<tr><td>a</td><td>b</td></tr><tr><td>c</td></tr>", ["ab", "c."], 0),
        ("<tr><td colspan=2>a</td></tr><tr><td>b</td><td>c</td></tr>", ["aa", "bc"], 0),
        ("<tr><td rowspan=2>a</td><td>b</td></tr><tr><td>c</td></tr>", ["ab", "ac"], 0),
        ("<tr><td rowspan=9>a</td><td>b</td></tr><tr><td>c</td></tr>", ["ab", "ac"], 0),
        ("<tr><td rowspan=0>a</td><td>b</td></tr><tr><td>c</td></tr>", ["ab", "ac"], 0),
        ("<tr><td colspan=x rowspan=-1>a</td><td>b</td></tr>", ["ab"], 0),
        ("<tr><td>a</td><td rowspan=2>b</td></tr><tr><td colspan=2>c</td></tr>", ["ab", "cb"], 0),
        ("<tr><th>a</th><th>b</th></tr><tr><td>c</td><td>d</td></tr>", ["ab", "cd"], 1),
        ("<tr><th rowspan=2>a</th><th>b</th></tr><tr><th>c</th></tr><tr><td>d</td><td>e</td></tr>", ["ab", "ac", "de"], 2),
        ("<tr><th>a</th><td>b</td></tr>", ["ab"], 0),
        ("<thead><tr><td>a</td></tr></thead><tbody><tr><td>b</td></tr></tbody>", ["a", "b"], 1),
        ("<thead><tr><th rowspan=5>a</th></tr></thead><tbody><tr><td>b</td></tr></tbody>", ["a", "b"], 1),
        ("<tfoot><tr><td>z</td></tr></tfoot><tbody><tr><td>b</td></tr></tbody>", ["b", "z"], 0),
        ("<tr><td>a<table><tr><td>x</td></tr></table></td></tr>", ["ax"], 0),
        ("", [], 0),
    ],
)  # fmt: skip
def test_every_place_has_its_cell(html, rows, heads):
    grid = grid_of(html)
    shown = [
        "".join(
            text_of(cell.element) if cell.element is not None else "."
            for cell in (grid.at(row, column) for column in range(grid.columns))
        )
        for row in range(grid.rows)
    ]
    assert [row.replace(" ", "") for row in shown] == rows
    assert grid.heads == heads


def test_columns_know_their_longest_cell_and_word():
    columns = columns_of(grid_of("<tr><td>een lang-woord</td><td>a</td></tr><tr><td colspan=2>vier letters</td></tr>"))
    assert [(column.longest, column.word, column.mean) for column in columns] == [(14, 5, 10.0), (6, 3.5, 3.5)]
