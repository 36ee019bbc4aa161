"""The form in which a page holds a table: as it is, smaller, on its side, or row by row, and with room to write in."""

from __future__ import annotations

import re

import pytest

from katern.print.markup import parse, serialise, text_of
from katern.print.rules import Rules
from katern.print.tablelayout import lay_out_tables
from katern.words import words_of


def laid(html: str, paper: str = "a4", landscape: bool = True) -> str:
    root = parse(html)
    lay_out_tables(root, Rules(None, paper, landscape, words_of("nl").print))
    return serialise(root).removeprefix("<div>").removesuffix("</div>")


def table(columns: int, word: str = "w", caption: str = "", rows: int = 20) -> str:
    head = "".join(f"<th>K{number}</th>" for number in range(columns))
    row = "".join(f"<td>{word}{number}</td>" for number in range(columns))
    return f"<table>{caption}<thead><tr>{head}</tr></thead><tbody>{f'<tr>{row}</tr>' * rows}</tbody></table>"


WIDE = "lang woord van " * 3


@pytest.mark.parametrize(
    ("html", "paper", "form"),
    [
        (table(4), "a4", ""),
        (table(12), "a4", ""),
        (table(12), "a5", ""),
        (table(5, WIDE), "a4", ""),
        (table(6, WIDE), "a4", "narrow 0.82em"),
        (table(8, WIDE), "a4", "landscape 0.85em"),
        (table(11, WIDE), "a4", "landscape 0.72em"),
        (table(13, WIDE), "a4", "record"),
        (table(5, WIDE), "a5", "narrow 0.82em"),
        (table(7, WIDE), "a5", "landscape 0.85em"),
        (table(9, WIDE), "a5", "record"),
        (f"<ul><li>{table(8, WIDE)}</li></ul>", "a4", "record"),
    ],
)
def test_a_table_takes_the_first_form_in_which_it_is_legible(html, paper, form):
    made = laid(html, paper)
    found = re.search(r'<div class="(narrow|landscape|record)"(?: data-size="([^"]+)")?', made)
    assert " ".join(filter(None, found.groups() if found else ())) == form


YEARS = [str(year) for year in range(2010, 2024)]
SERIES = (
    "<table><caption>Cijfers</caption><thead><tr><th>Groep</th>"
    + "".join(f"<th>{year}</th>" for year in YEARS)
    + "</tr></thead><tbody>"
    + "".join(
        f"<tr><th scope='row'>{name}</th>" + "".join(f"<td>{name} {year}</td>" for year in YEARS) + "</tr>"
        for name in ("een", "twee")
    )
    + "</tbody></table>"
)


def test_a_wide_table_of_few_rows_is_turned():
    made = laid(SERIES)
    assert made.startswith(
        "<table><caption>Cijfers</caption><thead><tr>"
        '<th scope="col">Groep</th><th scope="col">een</th><th scope="col">twee</th></tr></thead>'
        '<tbody><tr><th scope="row">2010</th><td>een 2010</td><td>twee 2010</td></tr>'
    )
    assert made.count("<tr>") == 15


@pytest.mark.parametrize(
    "html",
    [
        SERIES.replace("<td>een 2010</td><td>een 2011</td>", "<td colspan='2'>een 2010</td>"),
        SERIES.replace("</thead>", "<tr><th>bij</th><th>x</th></tr></thead>"),
        table(13, WIDE),
    ],
    ids=["merged cells", "two rows of heads", "many rows"],
)
def test_a_table_that_turning_would_not_help_is_not_turned(html):
    assert '<th scope="row">2010' not in laid(html)


def test_the_head_of_a_column_may_take_several_lines():
    head = "".join(f"<th>na {months} maanden</th>" for months in range(1, 8))
    row = "<td>5,2%</td>" * 7
    made = laid(f"<table><tr><th>Groep</th>{head}</tr>{f'<tr><th>Afghanistan</th>{row}</tr>' * 9}</table>")
    assert made.startswith("<table><tr><th>Groep")


def test_a_folded_booklet_has_no_page_on_its_side():
    assert 'class="record"' in laid(table(8, WIDE), "a5", landscape=False)


def test_a_page_on_its_side_takes_the_heading_of_its_table_along():
    made = laid(f"<p>x</p><h3>Kop</h3>{table(8, WIDE)}")
    assert made.startswith('<p>x</p><div class="landscape" data-size="0.85em"><h3>Kop</h3><table>')


LONG = "lang" * 8
WEEK = (
    "<table><thead><tr><th rowspan='2'>Dag</th><th colspan='2'>Ochtend</th><th colspan='2'>Middag</th></tr>"
    "<tr><th>Wat</th><th>Wie</th><th>Wat</th><th>Wie</th></tr></thead><tbody>"
    f"<tr><td rowspan='2'>{LONG}maandag</td><td>{LONG}a</td><td>{LONG}b</td><td>{LONG}c</td><td>{LONG}d</td></tr>"
    f"<tr><td>{LONG}e</td><td colspan='2'>{LONG}f</td><td>{LONG}g</td></tr>"
    f"<tr><td>dinsdag</td><td>{LONG}h</td></tr><tr><td colspan='5'>vakantie</td></tr></tbody></table>"
)


def test_row_by_row_each_cell_stands_under_its_own_headings():
    root = parse(laid(WEEK, "a5", landscape=False).replace(LONG, ""))
    records = [[text_of(part) for part in record] for record in root.iter("div") if record.get("class") == "record"]
    assert records == [
        ["Dag: maandag", "Ochtend – Wat: a", "Ochtend – Wie: b", "Middag – Wat: c", "Middag – Wie: d"],
        ["Dag: maandag", "Ochtend – Wat: e", "Ochtend – Wie, Middag – Wat: f", "Middag – Wie: g"],
        ["Dag: dinsdag", "Ochtend – Wat: h", "Ochtend – Wie: –", "Middag – Wat: –", "Middag – Wie: –"],
        ["vakantie"],
    ]  # fmt: skip


def test_a_table_without_header_rows_keeps_its_rows():
    row = "".join(f"<td>{WIDE}{number}</td>" for number in range(13))
    root = parse(laid(f"<table><tr>{row}</tr><tr>{row}</tr></table>"))
    words = " ".join(root.itertext()).split()
    assert words == (" ".join(f"{WIDE}{number}" for number in range(13)) + " ").split() * 2


FORM = "<table><tr><th>Wie</th><th>Wat</th></tr><tr><td>ik</td><td></td></tr><tr><td>jij</td><td> </td></tr></table>"


def test_a_table_of_which_only_the_first_cells_are_filled_has_room_to_write_in():
    assert laid(FORM).count('<td data-lines="1">') == 2
    assert "data-lines" not in laid(FORM.replace("<td> </td>", "<td>dit</td>"))


@pytest.mark.parametrize("name", ["write", "write-note"])
def test_in_a_box_to_write_in_each_empty_cell_has_the_lines_of_the_box(name):
    made = laid(
        f'<div class="{name}" data-lines="3"><div class="title">T</div>{FORM}</div>'.replace(
            "<td> </td>", "<td>dit</td>"
        )
    )
    assert made.startswith('<div class="write" data-lines="0">')
    assert made.count('<td data-lines="3">') == 1


def test_a_table_in_a_table_keeps_its_own_form():
    made = laid(f"<table><tr><td>{table(13, WIDE)}</td></tr></table>")
    assert made.startswith('<table><tr><td><div><div class="record">')
