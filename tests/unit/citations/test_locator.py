from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from katern.citations.locator import Locator, localised, read_locator


@pytest.mark.parametrize(
    ("suffix", "label", "value", "rest"),
    [
        (", p. 12", "page", "12", ""),
        ("p. 12", "page", "12", ""),
        (" p.12", "page", "12", ""),
        (", pp. 12-14", "page", "12-14", ""),
        (", pp. 12–14, 20", "page", "12–14, 20", ""),
        (", p. 3 en 4", "page", "3 en 4", ""),
        (", p. xii", "page", "xii", ""),
        (", 12", "page", "12", ""),
        (", 12-14, en verder", "page", "12-14", ", en verder"),
        (", blz. 12", "page", "12", ""),
        (", pagina's 3-5", "page", "3-5", ""),
        (", hfst. 3", "chapter", "3", ""),
        (", Hoofdstuk 3", "chapter", "3", ""),
        (", chap. 3", "chapter", "3", ""),
        (", par. 2.1", "paragraph", "2.1", ""),
        (", § 4", "section", "4", ""),
        (", fig. 2b", "figure", "2b", ""),
        (", deel II", "part", "II", ""),
        (", vers 3", "verse", "3", ""),
        (", noot 7", "note", "7", ""),
        (", p. 3, met kanttekening", "page", "3", ", met kanttekening"),
        (", {p. 3, 4 passim} en meer", "page", "3, 4 passim", " en meer"),
        (", {bijlage 3}", "page", "bijlage 3", ""),
        (", {hfst. 2}", "chapter", "2", ""),
    ],
)
def test_locators_are_read_in_dutch_and_english(suffix, label, value, rest):
    assert read_locator(suffix) == Locator(label, value, rest)


@pytest.mark.parametrize(
    "suffix", ["", " ", ", en verder", ", passim", ", partij 3", ", 3e druk", ", p. onbekend", "2de"]
)
def test_other_words_are_no_locator(suffix):
    assert read_locator(suffix) is None


@pytest.mark.parametrize(
    ("suffix", "language", "expected"),
    [
        (", p. 12", "nl-NL", ", {p. 12}"),
        (", chapter 3", "nl-NL", ", {hoofdstuk 3}"),
        (", hfst. 3", "en-GB", ", {chapter 3}"),
        (", p. 12", "de-DE", ", {Seite 12}"),
        (", Kap. 2", "fr-FR", ", {chapitre 2}"),
        (", p. 12", "it-IT", ", {page 12}"),
        (", blz. 3, passim", "nl-NL", ", {p. 3}, passim"),
        (", pp. 3-5", "nl-NL", ", {p. 3-5}"),
        (", passim", "nl-NL", ", passim"),
        ("", "nl-NL", ""),
    ],
)
def test_a_locator_is_handed_over_in_the_words_of_the_language(suffix, language, expected):
    assert localised(suffix, language) == expected


@given(st.text(alphabet=st.sampled_from("p. hfst123-–,{}&en xiv")) | st.text())
def test_any_suffix_is_read_and_its_rest_is_its_end(suffix):
    locator = read_locator(suffix)
    assert locator is None or suffix.endswith(locator.rest)


@pytest.mark.parametrize("suffix", ["{}, 99 jaar", ", {}, 99 jaar", " { } 99 jaar"])
def test_empty_braces_say_that_there_is_no_locator(suffix):
    assert localised(suffix, "nl") == suffix
