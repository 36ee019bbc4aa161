from __future__ import annotations

import pytest

from katern.drawing.facts import facts
from katern.drawing.page import Page
from katern.drawing.schedule import Moment, timetable
from katern.words import words_of

WORDS = words_of("nl")
FILES = {
    "bibliography/a.bib": "@book{a2020, title={A & B}}",
    "docs/_data/vocabulary.yml": "settings: [{id: school, label: Op school}]\naudiences: [{id: ouders, label: Ouders}]\nevidence_levels: [{id: goed, label: Goed onderbouwd}]\n",
    "toolkits/t/index.md": "---\ntitle: T\ndescription: D\ngoal: G\nsetting: [school]\naudience: [ouders]\nduration: 20\nnot_for: N\n---\n",
    "toolkits/t/samen.md": "---\ntitle: S\npart: meeting\nduration: 75\ngroup_size: 4 < 8\nmaterials: [pen, papier]\nschedule: [{minutes: 65, title: Welkom}, {minutes: 10, title: Doen, exercise: vorm.md}]\n---\n",
    "toolkits/t/vorm.md": "---\ntitle: V\npart: exercise\n---\n",
    "docs/kennisateliers/k.md": "---\ntitle: K\ndescription: D\ndate: 2024-03-05\nplace: Utrecht\nquestion: Q\nprior_knowledge: [a2020, weg]\n---\n",
    "docs/interventies/i.md": "---\ntitle: I\ndescription: D\nowner: E\ntarget_group: T\nmechanism: M\nevidence: {level: goed, body: NJi, date: 2021, url: https://a.example/}\n---\n",
    "docs/vragen/v.md": "---\ntitle: V\ndescription: D\nstate: answered\nasked: 2024-03-05\n---\n",
    "docs/over.md": "---\ntitle: O\n---\n",
    "docs/vragen/stuk.md": "---\ntitle: V\ndescription: D\nstate: onzin\n---\n",
}
TEXTS = {"goal": ("Een <em>doel</em>",), "target_group": ("Wie",), "mechanism": ("Hoe",)}


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("toolkits/t/index.md", [("Doel", "Een <em>doel</em>"), ("Voor wie", "ouders"), ("Waar", "op school"), ("Lezen", "20 minuten")]),
        ("toolkits/t/samen.md", [("Doel", "Een <em>doel</em>"), ("Groep", "4 &lt; 8"), ("Duur", "75 minuten"), ("Nodig", "pen; papier")]),
        ("docs/kennisateliers/k.md", [("Datum", "5 maart 2024"), ("Plaats", "Utrecht"), ("Voorkennis", "A &amp; B")]),
        (
            "docs/interventies/i.md",
            [("Eigenaar", "E"), ("Doelgroep", "Wie"), ("Werkzaam mechanisme", "Hoe"), ("Bewijs", "Goed onderbouwd, beoordeeld door NJi (2021) – naar de beschrijving")],
        ),
        ("docs/vragen/v.md", [("", "Beantwoord"), ("Gevraagd op", "5 maart 2024")]),
        ("docs/vragen/stuk.md", []),
        ("docs/over.md", []),
    ],
)  # fmt: skip
def test_an_item_says_its_facts_in_the_words_of_readers(path, expected, library):
    loaded = library(FILES)
    page = Page(loaded.items[path], path, "x/", "X", texts=TEXTS)
    assert [(fact.term, fact.value) for fact in facts(page, loaded, WORDS)] == expected


def test_a_page_without_an_item_has_no_facts(library):
    assert facts(Page(None, "a.md", "a/", "A"), library({}), WORDS) == ()


def test_a_timetable_counts_from_the_start_and_leads_to_the_exercises(library):
    loaded = library(FILES)
    assert timetable(loaded.items["toolkits/t/samen.md"], loaded) == (
        Moment("0:00", "Welkom", 65, ""),
        Moment("1:05", "Doen", 10, "toolkits/t/vorm/"),
    )
    assert timetable(loaded.items["toolkits/t/vorm.md"], loaded) == ()
