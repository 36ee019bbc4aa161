"""Titles that say of which language they are."""

from __future__ import annotations

import pytest

from katern.drawing.tongues import in_its_language


@pytest.mark.parametrize(
    ("entry", "title", "drawn"),
    [
        ("A. (2020). <em>Being heard</em>. X.", "Being heard", 'A. (2020). <em><span lang="en">Being heard</span></em>. X.'),
        ("A. Being <span>‘heard’</span> again. X.", "Being 'heard' again", 'A. <span lang="en">Being <span>‘heard’</span> again</span>. X.'),
        ("A. Bystanders’ work &amp; more.", "Bystanders' Work & More", 'A. <span lang="en">Bystanders’ work &amp; more</span>.'),
        ("A. <em>Being</em> heard.", "Being heard", "A. <em>Being</em> heard."),
        ("A. Anders.", "Being heard", "A. Anders."),
        ("A. (b) [c]*", "(b) [c]*", 'A. <span lang="en">(b) [c]*</span>'),
    ],
)  # fmt: skip
def test_the_title_in_a_reference_is_marked(entry, title, drawn):
    assert in_its_language(entry, title, "en", "nl") == drawn


@pytest.mark.parametrize(("language", "page"), [("nl", "nl"), ("nl-BE", "nl"), ("en-GB", "en"), ("", "nl")])
def test_one_in_the_language_of_the_page_is_not(language, page):
    assert in_its_language("A. Titel.", "Titel", language, page) == "A. Titel."
