"""Codes explained, each in one language from end to end."""

from __future__ import annotations

import pytest

from katern.check.explaining import Unknown, explain


def test_what_is_explained_is_its_gravity_its_meaning_and_all_files_of_two_examples():
    assert explain("link.broken", "en") == (
        "link.broken (error)\n\n"
        "The link or picture points to no file. Name the file as it stands in its folder, with `.md`: such a link also works "
        "for whoever reads the files themselves. In front matter and in raw HTML a link to a file does not work. "
        "A page, report or film is no picture: write a link to it, without an exclamation mark.\n\n"
        "Wrong:\n\n"
        "  docs/about.md\n    # About\n\n    Read [our questions](qestions.md).\n\n"
        "  docs/questions.md\n    # Questions\n\n"
        "Right:\n\n"
        "  docs/about.md\n    # About\n\n    Read [our questions](questions.md).\n\n"
        "  docs/questions.md\n    # Questions"
    )


@pytest.mark.parametrize(("language", "first"), [("nl", "De link"), ("nl-BE", "De link"), ("en-GB", "The link")])
def test_a_variety_of_a_language_gets_the_words_of_that_language(language, first):
    assert f"\n\n{first} " in explain("link.broken", language)


@pytest.mark.parametrize("language", ["de", "fr", "it"])
def test_authors_of_a_language_that_only_readers_have_are_told_in_english(language):
    assert explain("text.block", language) == explain("text.block", "en")


def test_a_code_that_does_not_exist_names_the_one_that_was_meant():
    with pytest.raises(Unknown) as raised:
        explain("link.brokn", "en")
    assert raised.value.near == "link.broken"
