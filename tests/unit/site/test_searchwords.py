"""Words as the search knows them, and phrases found among them."""

from __future__ import annotations

import pytest

from katern.site.searchwords import Phrases, fold, stem, words_of_text
from katern.words import words_of


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Eén Café", [("een",), ("cafe",)]),
        ("foto's", [("fotos", "foto")]),
        ("MBO-student, z-route", [("mbostudent", "mbo", "student"), ("zroute", "route")]),
        ("112 (nu)!", [("112",), ("nu",)]),
        ("«Jansen»", [("jansen",)]),
        ("snake_case", [("snake",), ("case",)]),
        ("", []),
    ],
)
def test_words_are_read_without_capitals_accents_and_signs(text: str, words: list[tuple[str, ...]]) -> None:
    assert words_of_text(text) == words


def test_letters_of_other_languages_stay() -> None:
    assert fold("Ömer ŁÓDŹ Ελλάδα") == "omer łodz ελλαδα"


def found(rows: list[list[str]], text: str) -> list[int]:
    return list(Phrases(rows).found(words_of_text(text)))


ROWS = [["naaktfoto", "shame sexting"], ["niet terug van vakantie", "achterlating"], ["lhbtiq+", "z-route"]]


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("Over shame sexting en een naaktfoto", [0, 0]),
        ("shame zonder sexting", []),
        ("Ze is niet terug van vakantie", [1]),
        ("De Z-route, LHBTIQ+", [2, 2]),
        ("naaktfoto's", [0]),
        ("Shame", []),
    ],
)
def test_a_row_is_found_by_each_of_its_phrases(text: str, numbers: list[int]) -> None:
    assert found(ROWS, text) == numbers


def test_a_phrase_is_found_in_any_form() -> None:
    phrases = Phrases([["gedwongen huwelijk"]], words_of("nl").search.endings)
    assert list(phrases.found(words_of_text("Over gedwongen huwelijken"))) == [0]


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [
        ("nl", "scholen", "school"), ("nl", "brieven", "brief"), ("nl", "huizen", "huis"), ("nl", "kinderen", "kind"),
        ("nl", "vaders", "vader"), ("nl", "discriminaties", "discriminatie"), ("nl", "mannen", "man"),
        ("en", "communities", "community"), ("en", "houses", "house"), ("en", "planning", "plan"),
    ],
)  # fmt: skip
def test_forms_of_one_word_have_one_stem(language: str, one: str, other: str) -> None:
    endings = words_of(language).search.endings
    assert stem(one, endings) == stem(other, endings)


@pytest.mark.parametrize(
    ("one", "other"), [("eer", "er"), ("laan", "laat"), ("eer", "eerste"), ("gas", "gast"), ("vrij", "vries")]
)
def test_other_words_have_other_stems(one: str, other: str) -> None:
    endings = words_of("nl").search.endings
    assert stem(one, endings) != stem(other, endings)
