"""The pages of a term: those that mark it, and those that say it of themselves."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from types import MappingProxyType

import pytest
from jinja2 import DictLoader, Environment

from katern.drawing.noticing import Noticing, digest_of
from katern.drawing.termuses import TERMS, place_of, uses, with_uses
from katern.finding import Position
from katern.library import Library
from katern.looked import looking
from katern.reading.macros import Call

Make = Callable[[Mapping[str, str]], Library]
FILES = {
    "docs/index.md": "---\ntitle: Start\n---\nTekst over de wijk.\n",
    "docs/marked.md": "---\ntitle: Gemerkt\n---\nTekst.\n",
    "docs/key.md": "---\ntitle: Sleutel\nkeywords: [Wijken]\n---\nTekst.\n",
    "docs/titled.md": "---\ntitle: wijk\n---\nTekst.\n",
    "docs/gone.md": "---\ntitle: Weg\nstatus: withdrawn\nkeywords: [wijk]\n---\nTekst.\n",
    "docs/_data/glossary.yml": "terms:\n- {term: wijk, plural: wijken, definition: b, source: a}\n- {term: rust, definition: b, source: a}\n",
}
ENV = Environment(loader=DictLoader({"katern/glossary-in.html": "{{ items }} {{ more }}"}))


@pytest.fixture
def marked(library: Make) -> Library:
    """A library in which one page marks a term, as the macro does."""
    made = library(FILES)
    page = made.items["docs/marked.md"]
    calls = (
        Call("term", {"word": "Wijken"}, Position(page.path)),
        Call("helpline", {"word": "rust"}, Position(page.path)),
    )
    page = replace(page, reading=replace(page.reading, calls=calls))
    return replace(made, items=MappingProxyType({**made.items, page.path: page}))


def test_pages_that_mark_a_term_or_are_about_it(marked: Library) -> None:
    found = {term: [item.path for item in items] for term, items in uses(marked).items()}
    assert found == {"wijk": ["docs/marked.md", "docs/key.md", "docs/titled.md"]}


def test_they_stand_where_the_glossary_left_a_place(marked: Library) -> None:
    with looking() as looked:
        body = with_uses(f"<p>{place_of('wijk')}{place_of('rust')}</p>", ENV, Noticing.of(marked), "../")
    assert body == ("<p>[('Gemerkt', '../marked/'), ('Sleutel', '../key/'), ('wijk', '../titled/')] 0</p>")
    assert TERMS in looked
    with looking() as looked:
        assert with_uses("<p>x</p>", ENV, Noticing.of(marked), "") == "<p>x</p>"
    assert not looked


def test_they_have_a_digest_that_follows_them(library: Make, marked: Library) -> None:
    assert digest_of(marked, TERMS) != digest_of(library(FILES), TERMS)
    assert digest_of(marked, TERMS) == digest_of(marked, TERMS)
