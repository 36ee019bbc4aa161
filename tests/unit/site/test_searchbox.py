"""What the search is told of pages and of the site."""

from __future__ import annotations

import dataclasses

import pytest

from katern.locales import readers_languages
from katern.site.searchbox import traits_of, traits_of_source
from katern.words import words_of

DATA = {
    "docs/_data/programme.yml": "themes:\n  - {id: t, title: T, lines: [{number: 1, slug: taal, title: Taal leren, short: Taal, ambition: A}]}\n",
    "docs/_data/vocabulary.yml": "audiences: [{id: ouders, label: Ouder}]\n",
    "docs/_data/helplines.yml": (
        "helplines:\n"
        "  - {id: nu, name: Nu bellen, phone: '112', for_whom: Wie, open_to: [public], toolkits: [praten], urgent: true, source: a}\n"
        "  - {id: later, name: Later, phone: '0800-1', for_whom: Wie, open_to: [public], toolkits: [praten], source: a}\n"
    ),
}
PAGES = {
    "toolkits/praten/index.md": "---\ntitle: Praten\nlines: [taal]\naudience: [ouders]\nsensitive: true\n---\n",
    "toolkits/praten/deel.md": "---\ntitle: Deel\n---\n",
    "docs/vragen/bang.md": "---\ntitle: Bang?\nsensitive: true\nrelated: [toolkits/praten]\n---\n",
    "docs/vragen/gewoon.md": "---\ntitle: Gewoon?\nrelated: [toolkits/praten]\n---\n",
    "docs/over.md": "---\ntitle: Over\n---\n",
    "bibliography/b.bib": "@book{a, author={Jansen, A.}, title={T}, year={2020}, keywords={taal}}\n",
}


@pytest.fixture
def told(library):
    known, words = library({**DATA, **PAGES}), words_of("nl")
    return lambda path: traits_of(known, words, known.items[path])


def test_a_part_is_chosen_by_what_its_whole_says(told):
    part = told("toolkits/praten/deel.md")
    assert (part.kind, part.lines, part.audience, part.sensitive) == ("Toolkit", ("Taal",), ("Ouder",), True)


def test_urgent_helplines_of_a_toolkit_are_those_of_its_parts_and_of_sensitive_pages_that_name_it(told):
    assert told("toolkits/praten/deel.md").help == ("nu",)
    assert told("docs/vragen/bang.md").help == ("nu",)
    assert told("docs/vragen/gewoon.md").help == ()


def test_a_page_of_no_kind_is_a_page(told, library):
    assert told("docs/over.md").kind == "Pagina"
    assert traits_of(library({}), words_of("en"), None).kind == "Page"


def test_a_source_is_chosen_by_kind_year_and_line(library):
    known = library({**DATA, **PAGES})
    told = traits_of_source(known, words_of("nl"), known.sources["a"], True)
    assert (told.kind, told.year, told.lines, told.sensitive) == ("Boek", "2020", ("Taal",), True)


@pytest.mark.parametrize("language", readers_languages())
def test_every_language_has_small_words_endings_and_words_of_need(language):
    search = words_of(language).search
    for name in ("small", "endings", "urgent", "advice"):
        assert getattr(search, name), name
    assert all(word == word.lower() for word in (*search.small, *search.endings, *search.links))
    # the longest first: `find.js` takes the first that fits
    assert list(search.endings) == sorted(search.endings, key=len, reverse=True)
    assert "{count}" in search.more
    assert "{words}" in search.none
    assert dataclasses.is_dataclass(search)
