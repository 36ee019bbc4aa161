"""kinds.course-answer: every question of a course has a good answer, and another one beside it."""

from __future__ import annotations

import pytest

from katern.check.kinds import course_answers
from katern.report import line

HEAD = "---\ntitle: Samen\ndescription: Een cursus.\ngoal: Je weet het.\nminutes: 5\n---\n\n"
RIGHT, OTHER = '!!! right "Ja"\n    Goed.\n\n', '!!! answer "Nee"\n    Niet goed.\n\n'
AT = "docs/cursussen/samen.md"
NONE = f"{AT}:2:1: error kinds.course-answer: in deze cursus staat geen enkele vraag met antwoorden"
WRONG = f"{AT}:8:4: error kinds.course-answer: bij 'Eén' is geen enkel antwoord goed"
ALONE = f"{AT}:8:4: error kinds.course-answer: bij 'Eén' valt niets te kiezen: er is één antwoord"


@pytest.mark.parametrize(
    ("body", "told"),
    [
        pytest.param(f"## Eén\n\n{OTHER}{RIGHT}", [], id="a good one and another"),
        pytest.param(f"## Eén\n\n{RIGHT}{RIGHT}", [], id="two good ones"),
        pytest.param(f"{OTHER}{RIGHT}", [], id="without a heading"),
        pytest.param(f"## Eén\n\nTekst.\n\n## Twee\n\n{OTHER}{RIGHT}", [], id="a section that asks nothing"),
        pytest.param("## Eén\n\nTekst.\n", [NONE], id="no question"),
        pytest.param(f"## Eén\n\n{OTHER}{OTHER}", [WRONG], id="none is good"),
        pytest.param(f"## Eén\n\n{RIGHT}", [ALONE], id="nothing to choose"),
        pytest.param(f"## Eén\n\n{OTHER}## Twee\n\n{RIGHT}{OTHER}", [WRONG], id="each question by itself"),
        pytest.param('## Eén\n\n!!! case "Ja"\n    Goed.\n', [NONE], id="other boxes are no answers"),
    ],
)
def test_a_question_can_be_answered(library, body, told):
    found = course_answers(library({AT: HEAD + body, "docs/_data/programme.yml": "themes: []\n"}))
    assert [line(finding, "nl").split(" (")[0] for finding in found] == told


def test_answers_elsewhere_are_free(library):
    assert list(course_answers(library({"docs/los.md": OTHER, "docs/_data/programme.yml": "themes: []\n"}))) == []
