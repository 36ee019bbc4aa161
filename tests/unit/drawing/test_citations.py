from __future__ import annotations

import re
from pathlib import Path

import pytest

from katern.citations.citeproc import Formatted
from katern.citations.syntax import Citation, Cluster, Mode
from katern.drawing.citations import Place, capitalised, draw_citations, in_list, places_of
from katern.layout import Layout
from katern.reading.markdown import Dialect, Reader

A = Cluster((Citation("a"),))
NARRATIVE = Cluster((Citation("v", Mode.AUTHOR_IN_TEXT),))
BOTH = Cluster((Citation("a"), Citation("v")))
LINK = '(<a href="#ref-{0}" role="doc-biblioref">{1}</a>)'
FORMATTED = Formatted(
    {A: LINK.format("a", "A, 2020"), NARRATIVE: "de Vries " + LINK.format("v", "2021"), BOTH: "(A; V)"},
    {"v": "de Vries.", "a": "A."},
)


READER = Reader(Dialect(), Layout(Path()), lambda name: name in ("a", "v", "weg"))


def read(body, **texts):
    fields = {name: [READER.inline(text) for text in values] for name, values in texts.items()}
    return fields, READER.page("docs/a.md", body), FORMATTED


def draw(body, **texts):
    """The texts and the body with their citations."""
    return draw_citations(*read(body, **texts), "onbekende bron")


def places(body, **texts):
    """Where each source is cited."""
    return places_of(*read(body, **texts))


def test_a_citation_becomes_a_link_that_is_described_by_its_entry():
    cited = draw("Zo [@a].")
    assert cited.body == (
        '<p>Zo <span data-katern="citation" class="citation" id="cite-1">(<a data-katern="citation-link" class="citation__link" href="#ref-a" aria-describedby="text-a">A, 2020</a>)</span>.</p>'
    )
    assert places("Zo [@a].") == {"a": (Place("cite-1", ""),)}


def test_each_place_knows_its_section():
    assert places("[@a]\n\n## Eén & *twee* ¶\n\n[@a]\n\n### Drie\n\n[@a; @v]") == {
        "a": (Place("cite-1", ""), Place("cite-2", "Eén & twee ¶"), Place("cite-3", "Drie")),
        "v": (Place("cite-3", "Drie"),),
    }


def test_a_source_that_a_front_matter_text_cites_is_cited_there_first():
    page = ("## Een\n\n[@a]",)
    cited = draw(*page, goal=["Een.", "Twee [@a; @v]."])
    assert places(*page, goal=["Een.", "Twee [@a; @v]."]) == {
        "a": (Place("cite-1", ""), Place("cite-2", "Een")),
        "v": (Place("cite-1", ""),),
    }
    assert cited.texts["goal"][0] == "Een."
    assert 'id="cite-1"' in cited.texts["goal"][1]


def test_anchors_are_numbered_in_the_order_of_the_page():
    drawn = draw("Zin[^n] [@a].\n\n[^n]: Noot @v.\n\n| a [@a] |\n|---|\n| b |").body
    assert re.findall(r'id="cite-(\d+)"', drawn) == ["1", "2", "3"]


def test_a_text_with_what_once_parted_texts_stays_one_text():
    cited = draw("c\x01d", goal=["a\x01b[@weg]"])
    assert cited.texts["goal"][0].startswith("a\x01b<mark")
    assert cited.body == "<p>c\x01d</p>"


def test_a_note_belongs_where_its_mark_stands():
    page = "## Een\n\nx[^1]\n\n## Twee\n\ny[^b]\n\n[^1]: [@a]\n[^b]: @v"
    assert places(page) == {"a": (Place("cite-1", "Een"),), "v": (Place("cite-2", "Twee"),)}


def test_a_name_that_opens_a_sentence_is_capitalised():
    assert ">De Vries (" in draw("@v stelt.").body
    assert ">de Vries (" in draw("Want @v stelt.").body


def test_a_source_that_does_not_exist_is_marked_and_not_counted():
    cited = draw("[@weg]")
    assert (
        cited.body
        == '<p><mark data-katern="citation" class="citation citation--missing" id="cite-1">[@weg: onbekende bron]</mark></p>'
    )
    assert places("[@weg]") == {}


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("de Vries (2020)", "De Vries (2020)"),
        ("van den Bergh (2020)", "Van den Bergh (2020)"),
        ("van ’t Hoff (2020)", "Van ’t Hoff (2020)"),
        ("’t Hart (2020)", "’t Hart (2020)"),
        ("'t Hart (2020)", "'t Hart (2020)"),
        ("<em>de Vries</em> (2020)", "<em>De Vries</em> (2020)"),
        ("Jansen (2020)", "Jansen (2020)"),
        ("d’Ancona (2020)", "D’Ancona (2020)"),
        ("émile (2020)", "Émile (2020)"),
        ("(2020)", "(2020)"),
        ("", ""),
    ],
)
def test_only_a_particle_of_letters_gets_a_capital(content, expected):
    assert capitalised(content) == expected


def test_keys_stand_in_the_order_of_the_list_and_strangers_at_its_end():
    assert FORMATTED.in_order(["weg", "a", "v"]) == ["v", "a", "weg"]


def test_a_citation_that_rests_on_news_alone_says_so():
    drawn = draw_citations(*read("Zo [@a]. En [@a; @v]."), "onbekende bron", {"a": "nieuws"}).body
    first, second = drawn.split(". En ")
    assert first.endswith('</a>) <small class="citation__seen">nieuws</small></span>')
    assert "citation__seen" not in second
    every = draw_citations(*read("Zo [@a; @v]."), "onbekende bron", {"a": "nieuws", "v": "kop"}).body
    assert '<small class="citation__seen">nieuws, kop</small>' in every


def shown(body, **more):
    """The text of a page, a citation drawn as its words."""
    fields, text, formatted = read(body)
    drawn = draw_citations(fields, text, formatted, "onbekend", **more).body
    return re.sub(r"<[^>]+>", "", drawn)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param("Een [@a]. Twee [@a].", "Een. Twee (A, 2020).", id="in a paragraph the last stands for all"),
        pytest.param("- Een [@a].\n- Twee [@a].", "\nEen.\nTwee (A, 2020).\n", id="in a list too"),
        pytest.param("- Een [@a].\n\n- Twee [@a].", "\n\nEen.\n\n\nTwee (A, 2020).\n\n", id="in a loose list too"),
        pytest.param("Een [@a].\n\nTwee [@a].", "Een (A, 2020).\nTwee (A, 2020).", id="not across paragraphs"),
        pytest.param("Een [@a].\n\n- Twee [@a].", "Een (A, 2020).\n\nTwee (A, 2020).\n", id="not from a paragraph into a list"),
        pytest.param("| [@a] | [@a] |\n|---|---|\n| b | c |", None, id="not across cells"),
        pytest.param("Een [@a], twee [@a; @v], drie [@a].", "Een (A, 2020), twee (A; V), drie (A, 2020).", id="not where another stands between"),
        pytest.param("@v zegt. @v herhaalt.", "De Vries (2021) zegt. De Vries (2021) herhaalt.", id="not in the sentence itself"),
    ],
)  # fmt: skip
def test_a_run_of_the_same_citation_is_drawn_once(body, expected):
    text = shown(body)
    assert text.count("(A, 2020)") == 2 if expected is None else text == expected


def test_what_is_left_out_can_still_be_led_back_to():
    drawn = draw("Een [@a]. Twee [@a].").body
    assert re.findall(r'id="(cite-\d)"', drawn) == ["cite-1", "cite-2"]
    assert [place.anchor for place in places("Een [@a]. Twee [@a].")["a"]] == ["cite-1", "cite-2"]


def test_an_organisation_is_called_by_its_short_name_and_its_entry_says_so():
    assert shown("Zo [@a].", short={"A": "AAA"}) == "Zo (AAA, 2020)."
    assert in_list("A. (2020). Titel.", {"A": "AAA"}) == "A [AAA]. (2020). Titel."
    assert in_list("Ander. (2020). A.", {"A": "AAA"}) == "Ander. (2020). A."
