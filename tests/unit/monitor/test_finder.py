"""Finding areas: a browser asks for what begins as it was typed, and names that areas share are told apart."""

from __future__ import annotations

import json

from katern.monitor.finder import folded, index_files, shared_names


def files(book):
    within = {area.code: next((parent.name for parent in book.parents(area)), "") for area in book.profiled}
    return {
        name: json.loads(text)
        for name, text in index_files([(area, within[area.code], "") for area in book.profiled], "wijk").items()
    }


def test_an_area_is_found_by_each_word_of_its_name_but_by_none_that_most_have(book):
    found = files(book)
    assert sorted(found) == ["code-00", "code-99", "e", "h", "k", "n", "p", "v", "z"]
    assert found["v"] == [["Kade & Vliet", "WK9901AA", "Zuiderdam"]]


def test_an_area_is_found_without_accents(book):
    assert folded("Éénhoorn") == "eenhoorn"
    assert [row[1] for row in files(book)["e"]] == ["WK990202"]


def test_a_shared_name_stands_there_for_each_area_with_its_municipality(book):
    assert [row[1:] for row in files(book)["h"]] == [["WK990201", "Noorderdam"], ["WK990101", "Zuiderdam"]]
    assert [(name, [area.code for area in same]) for name, same in shared_names(book.profiled)] == [
        ("Wijk 01 Haven", ["WK990101", "WK990201"])
    ]


def test_an_area_is_found_by_its_code_with_letters_too(book):
    assert "WK9901AA" in [row[1] for row in files(book)["code-99"]]


def test_an_area_of_an_earlier_edition_says_its_year(book):
    (row,) = json.loads(index_files([(book.areas.by_code["WK990202"], "Noorderdam", "2019")], "wijk")["e"])
    assert row == ["Wijk 02 Éénhoorn", "WK990202", "Noorderdam", "2019"]
