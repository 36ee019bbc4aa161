"""Helplines and terms as a page draws them."""

from __future__ import annotations

import re
from pathlib import Path
from types import SimpleNamespace

import pytest

from katern.data import Glossary, Helplines
from katern.drawing import templates as drawing
from katern.layout import Layout
from katern.mkdocs.site import THEME as _THEME
from katern.site.glossarymacros import glossary_macros, way_to_glossary
from katern.site.helplinemacros import helpline_macros
from katern.store import Store
from katern.words import words_of

WORDS = words_of("nl")
LINE = {"for_whom": "Voor wie wil.", "open_to": ["public"], "source": "bron"}


@pytest.fixture(scope="module")
def templates(tmp_path_factory):
    cache = drawing.CompiledTemplates(Store(None))
    return drawing.environment([str(_THEME)], WORDS, lambda group, id: id, cache)


@pytest.fixture
def macros(templates):
    def made(*lines):
        known = Helplines.model_validate({"helplines": [LINE | {"toolkits": ["t"]} | line for line in lines]})
        return SimpleNamespace(**helpline_macros(known, templates))

    return made


def ids(html):
    return re.findall(r'<li id="hulp-([^"]+)"', html)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ({"id": "112", "name": "Alarm", "phone": "112"}, '<span class="helpline"><a class="helpline__phone" href="tel:112">112</a></span>'),
        ({"id": "a", "name": "A & B"}, '<span class="helpline">A &amp; B</span>'),
        ({"id": "a", "name": "A", "phone": "0800-1 2"}, '<span class="helpline">A (<a class="helpline__phone" href="tel:080012">0800-1 2</a>)</span>'),
        ({"id": "a", "name": "A", "url": "https://a.example/"}, '<span class="helpline"><a href="https://a.example/">A</a></span>'),
    ],
)  # fmt: skip
def test_a_helpline_in_a_sentence(macros, line, expected):
    assert macros(line).helpline(line["id"]) == expected


def test_a_number_may_name_a_helpline_and_an_unknown_name_draws_nothing(macros):
    known = macros({"id": "112", "name": "Alarm", "phone": "112"})
    assert "tel:112" in known.helpline(112)
    assert known.helpline("113") == ""


def test_what_is_urgent_stands_first_and_may_stand_alone(macros):
    known = macros(
        {"id": "a", "name": "A"}, {"id": "b", "name": "B", "urgent": True}, {"id": "c", "name": "C", "toolkits": []}
    )
    assert ids(known.helplines("t")) == ["b", "a"]
    assert '<p class="helplines__name">B</p>' in known.helplines("t", urgent=True)
    assert '<p class="helplines__name">A</p>' not in known.helplines("t", urgent=True)


@pytest.mark.parametrize(("open_to", "expected"), [(None, ["a", "b"]), ("public", ["a"]), ("professional", ["b"])])
def test_helplines_for_some(macros, open_to, expected):
    known = macros({"id": "a", "name": "A"}, {"id": "b", "name": "B", "open_to": ["professional"]})
    assert ids(known.helplines("t", open_to=open_to)) == expected


def test_an_anchor_stands_once_on_a_page(macros):
    known = macros({"id": "a", "name": "A"})
    assert ids(known.helplines("t") + known.helplines("t")) == ["a"]


@pytest.mark.parametrize("arguments", [("u",), ("t", "professional"), ("t", "kind")])
def test_a_toolkit_without_such_helplines_draws_nothing(macros, arguments):
    assert macros({"id": "a", "name": "A"}).helplines(*arguments) == ""


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ({}, '<p class="helplines__facts">Voor iedereen&nbsp;· tijden niet bekend</p>'),
        ({"open_to": ["professional"], "hours": "altijd", "cost": "gratis"}, '<p class="helplines__facts">Voor professionals&nbsp;· altijd&nbsp;· gratis</p>'),
        ({"open_to": ["public", "professional"]}, "Voor iedereen en voor professionals"),
        ({}, '<p class="helplines__reach">Bellen vanuit het buitenland: niet bekend</p>'),
        ({"reach": "netherlands"}, "Alleen te bellen vanuit Nederland"),
        ({"reach": "europe"}, "Werkt in de hele Europese Unie"),
        ({"reach": "abroad"}, "Alleen te bellen vanuit het buitenland"),
        ({"reach": "worldwide"}, "Ook te bellen vanuit het buitenland"),
        ({"seen": "2026-11-05"}, '<p class="helplines__seen" markdown="span">Gezien op 5-11-2026 [@bron]</p>'),
        ({"seen": "2026-11-05", "verified": "2026-11-25"}, "Nagevraagd op 25-11-2026 [@bron]"),
        ({"seen": "2026-11-05", "sources": {"hours": "tijd", "reach": "bron"}}, "Gezien op 5-11-2026 [@bron; @tijd]"),
        ({"second": {"phone": "0800-1", "why": "Gratis.", "source": "twee"}}, 'Ook <a class="helpline__phone" href="tel:08001">0800-1</a>. Gratis [@twee].'),
        ({"whatsapp": "+31 6 1", "chat": True, "email": "a@b.example", "url": "https://a.example/"}, '<p class="helplines__ways">WhatsApp <a href="https://wa.me/3161">+31 6 1</a>&nbsp;· <a href="https://a.example/">Chat</a>&nbsp;· <a href="mailto:a@b.example">a@b.example</a>&nbsp;· <a href="https://a.example/">Website</a></p>'),
        ({"chat": "https://c.example/"}, '<p class="helplines__ways"><a href="https://c.example/">Chat</a></p>'),
        ({"chat": True}, '<p class="helplines__ways">Chat</p>'),
    ],
)  # fmt: skip
def test_what_a_card_says(macros, line, expected):
    assert expected in macros({"id": "a", "name": "A"} | line).helplines("t")


def test_a_card_says_nothing_of_what_is_not_there(macros):
    card = macros({"id": "a", "name": "A"}).helplines("t")
    assert re.findall(r"helplines__(\w+)", card) == ["name", "facts", "for", "reach"]


TERMS = {"terms": [{"term": "wijk", "plural": "wijken", "definition": 'Een "buurt".', "source": "bron"}, {"term": "Anders", "definition": "Zo", "source": "b", "avoid": ["x", "y"]}]}  # fmt: skip


def test_a_term_leads_to_the_glossary_also_by_its_plural(templates):
    made = glossary_macros(
        Glossary.model_validate(TERMS), templates, WORDS, way_to_glossary(Layout(Path()), WORDS, "dossiers/a/")
    )
    assert made["term"]("Wijken") == (
        '<a class="term" href="../../begrippen/#begrip-wijk" title="Een &#34;buurt&#34;.">Wijken</a>'
    )
    with pytest.raises(ValueError, match=r"macro\.failed no-term: \{'term': 'stad'\}"):
        made["term"]("stad")


@pytest.mark.parametrize(
    ("files", "folders", "way"),
    [
        (["begrippen.md"], True, "../../begrippen/"),
        (["begrippen.md"], False, "../../begrippen.html"),
        (["begrippen/index.md"], False, "../../begrippen/index.html"),
    ],
)
def test_the_glossary_is_found_where_it_stands(site, files, folders, way):
    layout = Layout(site({f"docs/{file}": "# B" for file in files}), directory_urls=folders)
    assert way_to_glossary(layout, WORDS, "dossiers/a/" if folders else "dossiers/a/index.html") == way


def test_the_glossary_stands_by_alphabet_with_its_sources(templates):
    made = glossary_macros(Glossary.model_validate(TERMS), templates, WORDS, "./")
    assert [line for line in made["glossary"]().split("\n") if line] == [
        '<span class="glossary__term" id="begrip-anders">Anders</span>', ':   Zo [@b] Liever niet: x, y.<span class="glossary__in" data-term="Anders"></span>',
        '<span class="glossary__term" id="begrip-wijk">Wijk</span>', ':   Een &#34;buurt&#34; [@bron].<span class="glossary__in" data-term="wijk"></span>',
    ]  # fmt: skip
