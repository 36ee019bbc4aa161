"""The pages of audiences: whom they are for, and what is for them."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from jinja2 import DictLoader, Environment

from katern.drawing.audiences import VOCABULARY, Audiences
from katern.library import Library
from katern.looked import looking
from katern.words import words_of

Make = Callable[[Mapping[str, str]], Library]
TOOLKIT = (
    "---\ntitle: T\ndescription: D\ngoal: G\nsetting: []\nduration: 1\nnot_for: N\naudience: [ouders, ouders]\n---\n"
)
FILES = {
    "docs/_data/vocabulary.yml": "audiences:\n- {id: ouders, label: Ouder, plural: Ouders & verzorgers, i_am: Ik ben ouder}\n"
    "- {id: niemand, label: Niemand, i_am: Ik ben niemand}\n- {id: stil, label: Stil}\n",
    "docs/a.md": "---\ntitle: Pagina\naudience: [ouders]\n---\nTekst.\n",
    "docs/vragen/b.md": "---\ntitle: Vraag\ndescription: D\nstate: answered\naudience: [ouders, stil]\n---\nTekst.\n",
    "docs/vragen/weg.md": "---\ntitle: Weg\ndescription: D\nstate: answered\nstatus: withdrawn\naudience: [ouders]\n---\nTekst.\n",
    "toolkits/t/index.md": TOOLKIT,
    "toolkits/t/deel.md": "---\ntitle: Deel\npart: guide\naudience: [ouders]\n---\nTekst.\n",
}
ENV = Environment(
    loader=DictLoader({"katern/audience.html": "{{ audience.title }}|{% for one in groups %}{{ one[0] }} {{ one[2] | map(attribute='title') | list }} {% endfor %}|{{ others | length }}"})
)  # fmt: skip


def test_an_audience_that_readers_choose_by_and_for_whom_there_is_something_has_a_page(library: Make) -> None:
    assert Audiences(library({}), words_of("nl")).generated == {}
    made = Audiences(library(FILES), words_of("nl"))
    assert made.generated == {"doelgroepen/index.md": "Voor wie", "doelgroepen/ouders.md": "Ouders &amp; verzorgers"}


def test_it_lists_wholes_and_what_has_a_list_of_its_own(library: Make) -> None:
    whole = library(FILES)
    made = Audiences(whole, words_of("nl"))
    assert [item.title for item in made.listed("doelgroepen/ouders.md")] == ["T", "Vraag"]
    assert made.listed("doelgroepen/index.md") == ()
    with looking() as looked:
        page = made.page("doelgroepen/ouders.md", "../../", ENV, whole)
    assert page == "Ouders & verzorgers|toolkit ['T'] question ['Vraag'] |1"
    assert VOCABULARY in looked
