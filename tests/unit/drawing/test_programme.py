"""Projects and products by line and year, and by their places on the lemniscate."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from katern.drawing.programme import Programme
from katern.library import Library
from katern.words import words_of

Make = Callable[[Mapping[str, str]], Library]
PROJECT = "---\ntitle: {0}\ndescription: D\nline: {1}\nyears: {2}\nstate: {3}\n{4}---\nTekst.\n"
PRODUCT = "---\ntitle: {0}\ndescription: D\nform: a\nmade_by: own\npublished: {1}\nphase: translating\n{2}---\nTekst.\n"
FILES = {
    "docs/_data/programme.yml": "title: P\nyears: [2022, 2023]\nthemes:\n- id: een\n  title: Een\n  lines:\n"
    "  - {number: 1, slug: wonen, title: Wonen, ambition: A}\n  - {number: 2, slug: werk, title: Werk, ambition: A}\n"
    "- {id: twee, title: Twee, lines: [{number: 3, slug: stil, title: Stil, ambition: A}]}\n",
    "docs/projecten/a.md": PROJECT.format("A", "wonen", "[2022, 2023]", "running", "phases: [gathering, translating]\nproducts: [p]\n"),
    "docs/projecten/b.md": PROJECT.format("B", "wonen", "[2022]", "stopped", "status: withdrawn\n"),
    "docs/producten/p.md": PRODUCT.format("P", "2025", ""),
    "docs/producten/q.md": PRODUCT.format("Q", "2023-04-01", "lines: [werk]\n"),
    "docs/producten/r.md": PRODUCT.format("R", "2023", ""),
}  # fmt: skip


def test_projects_and_products_stand_at_their_line_in_their_years(library: Make) -> None:
    made = Programme(library(FILES), words_of("nl"))
    assert made.years == (2022, 2023, 2024, 2025)
    found = {
        line.slug: [(row.item.title, row.said, row.state, row.years) for row in rows]
        for _, lines in made.themes
        for line, _, rows in lines
    }
    assert found == {
        "wonen": [("A", "loopt", "running", (True, True, False, False)), ("P", "Kennisproduct", "product", (False, False, False, True))],
        "werk": [("Q", "Kennisproduct", "product", (False, True, False, False))],
    }  # fmt: skip
    assert [row.item.title for row in made.without_line] == ["R"]
    assert [line.slug for line, _ in made.silent] == ["stil"]


def test_years_stand_in_words_in_order_and_those_that_nobody_knows_last(library: Make) -> None:
    more = {"docs/producten/o.md": PRODUCT.replace("published: {1}\n", "").format("O", "", "")}
    made = Programme(library(FILES | more), words_of("nl"))
    assert [(row.item.title, row.when) for row in made.without_line] == [("R", "2023"), ("O", "jaar niet bekend")]
    assert [row.when for _, lines in made.themes for _, _, rows in lines for row in rows] == [
        "2022–2023",
        "2025",
        "2023",
    ]


def test_each_has_its_places_on_the_lemniscate(library: Make) -> None:
    places = Programme(library(FILES), words_of("nl")).places
    assert [(place.anchor, [row.item.title for row in place.rows]) for place in places] == [
        ("verzamelen-en-beschrijven", ["A"]), ("onderbouwen", []), ("vertalen", ["A", "Q", "R", "P"]), ("toepassen", []),
    ]  # fmt: skip


def test_a_site_without_a_programme_has_no_years(library: Make) -> None:
    made = Programme(library({}), words_of("nl"))
    assert (made.years, list(made.themes), made.without_line) == ((), [], [])
