from __future__ import annotations

import pytest
import yaml

from katern.check import check
from katern.check.figures import find_figures
from katern.check.tongue import FILE, others, read_tongue, tongue_of
from katern.finding import said
from katern.layout import Layout
from katern.loading import load_library
from katern.locales import FOLDER, languages
from katern.report import line

PAGE = """# Page

{text}
"""


@pytest.fixture
def english(site):
    def found(text: str) -> list[str]:
        root = site({"docs/a.md": PAGE.format(text=text)})
        return [line(one, "en") for one in check(load_library(Layout(root), language="en"))]

    return found


@pytest.mark.parametrize("language", languages())
def test_every_name_in_a_file_of_rules_is_one_that_is_read(language):
    known = {
        "vague_links",
        "empty_descriptions",
        "stop_words",
        "no_answer",
        "recent",
        "abbreviations",
        "to_do",
        "figures",
        "phones",
    }
    assert set(yaml.safe_load((FOLDER / language / FILE).read_text(encoding="utf-8"))) <= known


def test_a_language_is_known_by_its_tag_and_by_that_of_its_region():
    assert tongue_of("nl-NL") == tongue_of("nl")
    assert [other.language for other in others("nl-NL")] == ["en"]


def test_what_a_language_has_no_data_for_is_off_and_told_once():
    assert tongue_of("nl").notice() is None
    assert tongue_of("en").notice() == said("check", "off", language="en", rules=(said("check", "phones"),))
    assert len(list(read_tongue("tlh", {}).lacks())) == 6


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("In 2020 some 35 per cent of the pupils and 1,200 young girls said so.", ["35 per cent", "1,200 young girls"]),
        ("One in five women, three quarters of the parents, £ 1.2 million.", ["One in five women", "three quarters of the parents", "£ 1.2 million"]),
        ("Work in groups of 12 pupils, with at most 15 people, for 30 minutes.", []),
        ("We agree 100 percent.", []),
    ],
)  # fmt: skip
def test_figures_are_found_as_english_writes_them(text, figures):
    known = tongue_of("en").figures
    assert known is not None
    assert [figure.text for figure in find_figures(text, known)] == figures


def test_an_english_page_is_judged_by_english(english):
    assert (
        english("The parents of the children who are in this group say that they have been heard by the school.") == []
    )
    dutch = "De ouders van de kinderen die in deze groep zitten zeggen dat zij door de school niet zijn gehoord."
    assert english(dutch) == [
        "docs/a.md:3:1: warning a11y.language: this passage is in Dutch and does not say so (put { lang=nl } below it, or translate it)"
    ]
    assert english(f"{dutch}\n\nShort.\n\n- {dutch}\n\n## More\n\n{dutch}") == [
        "docs/a.md:3:1: warning a11y.language: this passage and those that follow it, 3 in all, are in Dutch and do not say so "
        '(put <div lang="nl" markdown> above them and </div> below them, or translate them)'
    ]
    assert english("Read [click here](a.md) or call 020 123 45 67.") == [
        "docs/a.md:3:6: warning a11y.link-text: the link 'click here' does not say where it leads "
        "(make the name of the page a link: [Who do you call?](who-to-call.md))"
    ]


def test_a_language_without_data_is_checked_for_all_else(site):
    root = site({"docs/a.md": PAGE.format(text="Lees [hier](b.md), of bel 020 123 45 67.")})
    found = check(load_library(Layout(root), language="tlh"))
    assert [finding.code for finding in found] == ["link.broken"]
