from __future__ import annotations

import pytest
from katern.citations.extension import DrawnCluster

from katern.citations.citeproc import Formatted
from katern.citations.syntax import Citation, Cluster, Mode
from katern.drawing.citations import Place, capitalised, draw_citations, in_list_order

A = Cluster((Citation("a"),))
NARRATIVE = Cluster((Citation("v", Mode.AUTHOR_IN_TEXT),))
BOTH = Cluster((Citation("a"), Citation("v")))
MISSING = Cluster((Citation("weg"),))
LINK = '(<a href="#ref-{0}" role="doc-biblioref">{1}</a>)'
FORMATTED = Formatted(
    {A: LINK.format("a", "A, 2020"), NARRATIVE: "de Vries " + LINK.format("v", "2021"), BOTH: "(A; V)"},
    {"v": "de Vries.", "a": "A."},
)


def token(number):
    return f'<katern-cite n="{number}"></katern-cite>'


def draw(body, *clusters, **texts):
    """The body with its citations, and where each source is cited."""
    cited = draw_citations(texts, body, [DrawnCluster(cluster, opens) for cluster, opens in clusters], FORMATTED, "onbekende bron")
    return cited.body, cited.places


def test_a_token_becomes_a_link_that_is_described_by_its_entry():
    html, cited = draw(f"<p>Zo {token(0)}.</p>", (A, False))
    assert html == (
        '<p>Zo <span data-katern="citation" class="citation" id="cite-1">(<a data-katern="citation-link" class="citation__link" href="#ref-a" aria-describedby="text-a">A, 2020</a>)</span>.</p>'
    )
    assert cited == {"a": (Place("cite-1", ""),)}


def test_each_place_knows_its_section():
    page = f'<p>{token(0)}</p><h2 id="x">Eén &amp; <em>twee</em> ¶<a class="headerlink" data-katern="permalink" href="#x">¶</a></h2><p>{token(1)}</p><h3 id="y">Drie</h3>{token(2)}'
    _, cited = draw(page, (A, False), (A, False), (BOTH, False))
    assert cited == {
        "a": (Place("cite-1", ""), Place("cite-2", "Eén & twee ¶"), Place("cite-3", "Drie")),
        "v": (Place("cite-3", "Drie"),),
    }


def test_a_source_that_a_front_matter_text_cites_is_cited_there_first():
    clusters = [DrawnCluster(A, False), DrawnCluster(BOTH, False)]
    cited = draw_citations({"goal": ["Een.", f"Twee {token(1)}."]}, f"<h2 id='x'>Een</h2>{token(0)}", clusters, FORMATTED, "weg")
    assert cited.places == {"a": (Place("cite-2", ""), Place("cite-1", "")), "v": (Place("cite-2", ""),)}
    assert cited.texts["goal"][0] == "Een."
    assert 'id="cite-2"' in cited.texts["goal"][1]


def test_a_text_with_what_once_parted_texts_stays_one_text():
    cited = draw_citations({"goal": [f"a\x01b{token(0)}"]}, "c\x01d", [DrawnCluster(MISSING, False)], FORMATTED, "weg")
    assert cited.texts["goal"][0].startswith("a\x01b<mark")
    assert cited.body == "c\x01d"


def test_a_note_belongs_where_its_mark_stands():
    page = (
        f'<h2 id="x">Een</h2><sup id="fnref:1"></sup><h2 id="y">Twee</h2><sup id="fnref:b"></sup>'
        f'<div class="footnote" data-katern="notes"><ol><li id="fn:1">{token(0)}</li><li id="fn:b">{token(1)}</li></ol></div>'
    )
    assert draw(page, (A, False), (NARRATIVE, False))[1] == {"a": (Place("cite-1", "Een"),), "v": (Place("cite-2", "Twee"),)}


def test_a_name_that_opens_a_sentence_is_capitalised():
    assert ">De Vries (" in draw(token(0), (NARRATIVE, True))[0]
    assert ">de Vries (" in draw(token(0), (NARRATIVE, False))[0]


def test_a_source_that_does_not_exist_is_marked_and_not_counted():
    html, cited = draw(token(0), (MISSING, False))
    assert html == '<mark data-katern="citation" class="citation citation--missing" id="cite-1">[@weg: onbekende bron]</mark>'
    assert cited == {}


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
    assert in_list_order({"weg": 1, "a": 1, "v": 1}, FORMATTED) == ["v", "a", "weg"]
