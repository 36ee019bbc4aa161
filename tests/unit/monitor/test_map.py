"""The map of tiles: classes of figures, none for what is missing, and the edges of provinces."""

from __future__ import annotations

from katern.monitor.map import by_province, colourings, edges, size
from katern.monitor.tiles import Tile


def test_a_municipality_without_a_figure_is_in_no_class(book):
    (koop,) = colourings(book, ["koop"])
    assert koop.classes == {"GM9901": 5, "GM9902": 0}
    assert koop.missing == 1
    assert koop.values["GM9902"].text == "geheim"


def test_as_many_areas_stand_in_each_class(book):
    (income,) = colourings(book, ["inkomen", "nergens"])
    assert income.classes == {"GM9901": 3, "GM9902": 5}


def test_a_measure_without_any_figure_does_not_colour_the_map(book):
    assert list(colourings(book, ["jeugdhulp"])) == []


def test_edges_run_between_provinces_alone():
    tiles = {"a": Tile("a", "Z", 0, 0), "b": Tile("b", "Z", 1, 0), "c": Tile("c", "N", 0, 1)}
    assert edges(tiles) == "M0 1h1"
    assert size(tiles) == (2, 2)


def test_municipalities_stand_by_province(book, loaded):
    found = by_province(book.municipalities, loaded.tiles)
    assert [(province, [area.name for area in areas]) for province, areas in found] == [
        ("Noordland", ["Noorderdam"]),
        ("Zuidland", ["Zuiderdam"]),
    ]
