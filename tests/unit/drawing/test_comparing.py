"""Items to choose from: what can be chosen with how many there are, what they are sorted by, and how sure each is."""

from __future__ import annotations

import re

import pytest

from katern.drawing import templates
from katern.drawing.comparing import Comparison
from katern.mkdocs.site import THEME
from katern.words import words_of

WORDS = words_of("nl")
HEAD = "---\ntitle: {}\ndescription: D\nowner: E & zonen\ntarget_group: 'Wie [@a2020].'\nmechanism: M\n{}---\n"
FILES = {
    "bibliography/a.bib": "@book{a2020, title={A}}",
    "docs/_data/vocabulary.yml": (
        "settings: [{id: school, label: Op school}, {id: werk, label: Werk}]\ngroups: [{id: ouders, label: Ouders}]\n"
        "evidence_levels: [{id: eerste, label: Eerste, body: NJi}, {id: sterk, label: Sterk, body: NJi}, {id: onbekend, label: Onbekend}]\n"
    ),
    "docs/interventies/a.md": HEAD.format(
        "A", "setting: [school, werk]\ngroups: [ouders]\nevidence: {level: eerste, body: NJi, date: 2021}\n"
    ),
    "docs/interventies/b.md": HEAD.format("B", "setting: [school]\nevidence: {level: onbekend}\n"),
    "docs/interventies/c.md": HEAD.format("C", "status: withdrawn\nevidence: {level: sterk}\n"),
}


@pytest.fixture
def drawn(library):
    loaded = library(FILES)
    env = templates.environment([str(THEME)], WORDS, loaded.data.vocabulary.label, None)
    listing = loaded.kinds["intervention"].listing
    return Comparison(env, loaded, WORDS).draw(loaded.of_kind("intervention"), listing.comparing, "../")


def words(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def test_each_choice_says_how_many_there_are_and_what_all_share_is_one_choice_more(drawn):
    assert re.findall(r'<option value="(\w+)"[^>]*>([^<]+)', drawn) == [
        ("school", "Op school (2)"),
        ("werk", "Werk (1)"),
        ("eerste", "Eerste (1)"),
        ("onbekend", "Onbekend (1)"),
    ]


def test_what_was_withdrawn_is_not_compared(drawn):
    assert re.findall(r'data-slug="(\w)"', drawn) == ["a", "b"]


def test_evidence_is_sorted_by_its_level_and_open_where_nobody_judged(drawn):
    cells = re.findall(r'<td data-field="evidence"[^>]*data-order="(\d)">(.*?)</td>', drawn, re.DOTALL)
    assert [(order, html.count("level__dot--full"), words(html)) for order, html in cells] == [
        ("8", 1, "Eerste (niveau 1 van 2) , beoordeeld door NJi (2021)"),
        ("9", 0, "Onbekend , geen oordeel bekend"),
    ]


def test_running_text_stands_side_by_side_without_its_citations(drawn):
    assert '<td hidden data-field="target_group" data-term="Doelgroep">Wie.</td>' in drawn
    assert '<td hidden data-field="owner" data-term="Eigenaar">E &amp; zonen</td>' in drawn
