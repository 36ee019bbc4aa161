"""Sentences by rules: the first whose figures are there, and where people come from held against nothing."""

from __future__ import annotations

import pytest

from katern.monitor.book import Book
from katern.monitor.sentences import sentence
from katern.words import words_of

WORDS = words_of("nl")


def said(book: Book, code: str, theme: int = 0) -> str:
    return sentence(book, book.areas.by_code[code], book.monitor.themes[theme])


@pytest.mark.parametrize(
    ("code", "theme", "words"),
    [
        ("WK990101", 0, "Wijk 01 Haven telt 2.000 inwoners, van wie 13% jong; dat is minder dan in Zuiderdam (20,2%) en minder dan in Nederland (20,0%)."),
        ("GM9901", 0, "Zuiderdam telt 3.461 inwoners, van wie 20,2% jong; dat is ongeveer evenveel als in Nederland (20,0%)."),
        ("NL00", 0, "Nederland telt 100.000 inwoners."),
        ("WK990102", 0, "Wijk 02 Polder telt 150 inwoners."),
        ("WK990201", 1, "Van de woningen is 0% een koopwoning, in Wijk 01 Haven."),
        ("WK990202", 1, ""),
        ("WK990102", 2, ""),
        ("GM9902", 3, "Het inkomen is 40,0 duizend euro; dat is meer dan in Nederland (35,5 duizend euro)."),
    ],
)  # fmt: skip
def test_the_first_sentence_whose_figures_are_there(book, code, theme, words):
    assert said(book, code, theme) == words


def test_figures_of_another_year_say_so(changed):
    loaded = changed("sets/kern/kern-2024.csv", "WK990101,2024,koop,30,\n", "")
    loaded = changed(
        "sets/reeks/reeks-2023.csv", "GM9901,2023,inwoners", "WK990101,2023,koop,31,\nGM9901,2023,inwoners"
    )
    words = "Van de woningen is 31% een koopwoning, in Wijk 01 Haven. (Cijfers van 2023.)"
    assert said(Book(loaded, WORDS), "WK990101", 1) == words


def test_where_people_come_from_is_held_against_nothing(changed):
    sentences = '"{aandeel_herkomst.than}.", "{name} heeft {aandeel_herkomst}."'
    loaded = changed("monitor.yml", '"{name} telt {inwoners} inwoners."', '"{name} telt {inwoners} inwoners."')
    loaded = changed("monitor.yml", '      - "{name} telt {inwoners} inwoners, van wie {aandeel_jong} jong; dat is {aandeel_jong.than}."', f"      - {sentences.split(', ')[0]}")  # fmt: skip
    assert said(Book(loaded, WORDS), "GM9901") == "Zuiderdam telt 3.461 inwoners."
