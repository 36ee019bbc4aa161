"""The glossary as a list: short ones as they are, long ones by letter."""

from __future__ import annotations

from pathlib import Path

import pytest
from jinja2 import DictLoader, Environment

import katern.site
from katern.data import Glossary
from katern.site.glossarymacros import glossary_macros
from katern.words import words_of

TEMPLATES = Path(katern.site.__file__).parent / "theme/katern"
WORDS = words_of("nl")


def drawn(*terms: dict[str, object]) -> str:
    """The glossary with these terms, each on a line."""
    env = Environment(
        loader=DictLoader({"katern/glossary.html": (TEMPLATES / "glossary.html").read_text()}),
        trim_blocks=True, lstrip_blocks=True, autoescape=True,
    )  # fmt: skip
    env.filters["cited"] = lambda text, key: f"{text} [@{key}]"
    env.globals["words"] = WORDS
    made = [{"definition": f"Van {one['term']}.", "source": "a", **one} for one in terms]
    return glossary_macros(Glossary.model_validate({"terms": made}), env, WORDS, "")["glossary"]()


def test_a_short_list_has_no_letters() -> None:
    made = drawn({"term": "wijk"}, {"term": "buurt", "see": ["Wijk", "straat"]})
    assert "<nav" not in made
    assert "<h2" not in made
    assert 'Zie ook: <a href="#begrip-wijk">Wijk</a>, straat.<span class="glossary__in" data-term="buurt">' in made


@pytest.mark.parametrize(("number", "lettered"), [(20, False), (21, True)])
def test_a_long_list_has_letters(number: int, lettered: bool) -> None:
    made = drawn(*({"term": f"{'abc'[n % 3]}-{n}"} for n in range(number)))
    assert ('<nav class="glossary__letters"' in made) is lettered
    assert ('<h2 class="glossary__letter" id="letter-b">B</h2>' in made) is lettered
    assert ('<a href="#letter-c">C</a>' in made) is lettered


def test_an_accent_makes_no_other_letter_and_a_figure_none() -> None:
    made = drawn({"term": "4-mei"}, {"term": "étage"}, {"term": "eer"}, *({"term": f"f{n}"} for n in range(20)))
    assert made.index("begrip-4-mei") < made.index("begrip-eer") < made.index("begrip-étage")
    assert made.count('id="letter-e"') == 1
    assert '<a href="#letter-">#</a>' in made
