"""Results, the map of them, searches in vain, views and stories as a page draws them."""

from __future__ import annotations

import html
import json
import re
from types import SimpleNamespace

import pytest

from katern.data import Data
from katern.drawing import templates as drawing
from katern.mkdocs.site import THEME
from katern.site.evidencemacros import evidence_macros
from katern.words import words_of

VOCABULARY = {
    "mechanisms": [{"id": "praten", "label": "Praten"}, {"id": "doen", "label": "Samen doen"}],
    "outcomes": [{"id": "houding", "label": "Houding"}, {"id": "werk", "label": "Werk"}],
}
ROW = {
    "id": "a", "claim": "Een gesprek", "found": "Het helpt.", "sources": ["b2020"], "design": "randomised",
    "mechanism": "praten", "outcome": "houding", "direction": "works", "lines": ["wonen"],
}  # fmt: skip


@pytest.fixture
def macros():
    """The macros of a page of a site with these results, searches and voices, in a language."""

    def made(*rows, language="nl", seen="", year=2020, sought=(), voices=None):
        words = words_of(language)
        data = Data.model_validate(
            {
                "vocabulary": VOCABULARY,
                "evidence": {"evidence": [ROW | row for row in rows], "sought": list(sought)},
                "voices": voices or {},
            }
        )
        label = data.vocabulary.label
        env = drawing.environment([str(THEME)], words, label, None)
        sources = {"b2020": SimpleNamespace(seen=seen, year=year)}
        return SimpleNamespace(**evidence_macros(data, sources, env, words))

    return made


def plain(text):
    return " ".join(re.sub(r"<[^>]+>", " ", text).split())


def test_the_map_tells_a_script_what_readers_choose_by_and_each_result_what_it_fits(macros, monkeypatch):
    way = {"id": "praten", "label": "Praten", "settings": ["buurt"], "grounds": ["herkomst"]}
    named = {
        "settings": [{"id": "buurt", "label": "Buurt"}, {"id": "werk", "label": "Werk"}],
        "grounds": [{"id": "herkomst", "label": "Herkomst"}],
    }
    monkeypatch.setitem(VOCABULARY, "mechanisms", [way])
    for name, words in named.items():
        monkeypatch.setitem(VOCABULARY, name, words)
    page = macros({}, {"id": "b", "settings": ["werk"]}).evidence_map()
    told = json.loads(html.unescape(re.search(r'data-filters="([^"]*)"', page)[1]))
    assert [(name, options) for name, _, options in told["fields"]] == [
        ("settings", [["buurt", "Buurt"], ["werk", "Werk"]]), ("grounds", [["herkomst", "Herkomst"]]),
    ]  # fmt: skip
    assert 'data-of-map data-settings="buurt" data-grounds="herkomst"' in page
    assert 'data-settings="werk" data-grounds="herkomst"' in page
    assert json.loads(html.unescape(re.search(r'data-results="([^"]*)"', page)[1])) == [
        ["works", "buurt", "", "herkomst"], ["works", "werk", "", "herkomst"],
    ]  # fmt: skip


def test_a_result_says_band_claim_finding_study_and_how_sure(macros):
    row = {
        "country": "Nederland", "n": 1350, "counted": "kiezers", "studies": 1, "population": "buren",
        "size": {"value": "0,2", "unit": "SD"}, "follow_up": "na een jaar", "certainty": "fair", "judged_by": "ons",
        "limits": "Klein.", "remark": "Eén plek.",
    }  # fmt: skip
    assert plain(macros(row, seen="abstract").evidence("wonen")) == (
        "Werkt : Een gesprek [@b2020] Het helpt. Omvang: 0,2 SD. Later gemeten: na een jaar. "
        "loting · Nederland · buren · 1 studie · 1.350 kiezers · 2020 "
        "Hoe zeker: redelijk zeker (oordeel van ons). Voorbehoud van de onderzoekers: Klein. Let op: Eén plek. "
        "Alleen de samenvatting van de auteurs gezien."
    )


def test_what_is_left_out_is_not_known(macros):
    row = {"direction": "unknown", "size": "unknown"}
    assert plain(macros(row, year=None).evidence()) == (
        "Niet bekend : Een gesprek [@b2020] Het helpt. Omvang niet bekend. loting · land niet bekend"
    )


def test_an_english_site_writes_numbers_and_words_in_english(macros):
    drawn = plain(macros({"n": 65000, "size": "unknown"}, language="en").evidence())
    assert "Works : Een gesprek" in drawn
    assert "65,000 participants" in drawn
    assert "Size not known." in drawn


def test_a_page_of_a_source_and_several_sources_stand_in_one_citation(macros):
    drawn = macros({"sources": ["b2020", "c"], "page": "12"}).evidence()
    assert "[@b2020; @c, p. 12]" in drawn


@pytest.mark.parametrize(
    ("asked", "ids"),
    [
        ({}, "abc"),
        ({"line": "wonen"}, "ab"),
        ({"line": "wonen", "mechanism": "doen"}, "b"),
        ({"direction": "none"}, "b"),
        ({"direction": ["none", "harms"]}, "bc"),
        ({"intervention": "koffie"}, "c"),
        ({"id": "a"}, "a"),
        ({"line": "x"}, ""),
    ],
)
def test_what_is_asked_for_is_drawn_in_the_order_of_the_file(macros, asked, ids):
    known = macros(
        {"claim": "claim a"},
        {"id": "b", "claim": "claim b", "mechanism": "doen", "direction": "none"},
        {"id": "c", "claim": "claim c", "lines": ["x2"], "direction": "harms", "interventions": ["koffie"]},
    )
    assert "".join(re.findall("claim (.)<", known.evidence(**asked))) == ids


def test_the_map_crosses_mechanisms_with_outcomes_and_shows_gaps(macros):
    known = macros(
        {},
        {"id": "b", "direction": "none"},
        {"id": "c", "mechanism": "doen", "outcome": "werk", "direction": "associated"},
        {"id": "d"},
    )
    drawn = known.evidence_map()
    table = drawn[: drawn.index("</table>")]
    rows = [plain(row) for row in table.split("<tr>")[1:]]
    assert rows == [
        "Manier van werken Houding Werk",
        "Praten 2 werkt 1 geen effect geen studie",
        "Samen doen geen studie 1 hangt samen",
    ]
    assert re.findall(r'href="#([^"]+)"', table) == re.findall(r'<ul class="evidence" id="([^"]+)"', drawn)
    assert re.findall("^## (.+)$", drawn, re.MULTILINE) == ["Praten", "Samen doen"]


def test_the_map_leads_to_a_page_for_each_outcome(macros):
    known = macros({}, {"id": "b", "mechanism": "doen", "outcome": "werk", "lines": ["x"]})
    drawn = known.evidence_map(pages="./")
    assert re.findall(r'href="([^"]+)"', drawn) == [
        "./houding/", "./werk/", "./houding/#bewijs-praten", "./werk/#bewijs-doen"
    ]  # fmt: skip
    assert "<ul" not in drawn
    studies = known.evidence_studies("werk")
    assert re.findall("^## (.+)$", studies, re.MULTILINE) == ["Samen doen"]
    assert 'id="bewijs-doen"' in studies
    assert known.evidence_studies("werk", "wonen") == known.evidence_studies("geen") == ""


def test_the_map_of_a_line_holds_only_its_own(macros):
    known = macros({}, {"id": "b", "mechanism": "doen", "lines": ["x"]})
    assert "Samen doen" not in known.evidence_map("wonen")
    assert known.evidence_map("geen") == ""


def test_a_search_in_vain_says_where_and_when(macros):
    record = {
        "question": "Werkt het?",
        "where": ["A", "B"],
        "date": "2026-11-25",
        "lines": ["wonen"],
        "toolkits": ["t"],
    }
    known = macros(sought=[record])
    assert plain(known.sought("t")) == "Niet gevonden op 25 november 2026, gezocht in A, B: Werkt het?"
    assert known.sought("wonen") == known.sought("t")
    assert known.sought("x") == ""


def test_searches_of_one_day_in_the_same_places_stand_together(macros):
    record = {"where": ["A"], "date": "2026-11-25", "lines": ["wonen"]}
    later = record | {"date": "2026-11-26"}
    known = macros(
        sought=[record | {"question": "Een?"}, later | {"question": "Twee?"}, record | {"question": "Drie?"}]
    )
    assert plain(known.sought("wonen")) == (
        "Niet gevonden op 25 november 2026, gezocht in A: Een? Drie? Niet gevonden op 26 november 2026, gezocht in A: Twee?"
    )


VOICES = {
    "viewpoints": [
        {
            "id": "p", "question": "Moet het?", "lines": ["wonen"], "agree": "Het is lastig.", "sources": ["b2020"],
            "views": [
                {"position": "Ja.", "holder": "Bewoners", "ground": "Ervaring", "sources": ["b2020"]},
                {"position": "Nee.", "holder": "Bouwers"},
            ],
        }
    ],
    "stories": [
        {"id": "s", "who": "Een buur", "text": "Zo ging het.", "consent": "2026-01-02"},
        {"id": "u", "who": "Een buur", "text": "Zo ging het.", "consent": "published", "sources": ["b2020"]},
    ],
}  # fmt: skip


def test_views_stand_beside_each_other_with_their_holders(macros):
    known = macros(voices=VOICES)
    assert plain(known.viewpoints("wonen")) == (
        "Moet het? Bewoners Ja [@b2020]. Op grond van: Ervaring Bouwers Nee. Waarover zij het eens zijn: Het is lastig [@b2020]."
    )
    assert known.viewpoints("p") == known.viewpoints("wonen")
    assert known.viewpoints("x") == ""


def test_a_story_says_who_tells_it_and_by_whose_leave(macros):
    known = macros(voices=VOICES)
    assert plain(known.story("s")) == (
        "Zo ging het. Een buur. Dit is de ervaring van één persoon. Verteld met toestemming, gegeven op 2 januari 2026."
    )
    assert "Zo ging het [@b2020]." in known.story("u")
    assert "Het verhaal stond al in een openbare bron." in known.story("u")
    assert known.story("x") == ""


def test_what_an_author_wrote_is_text_and_no_html(macros):
    drawn = macros({"claim": "<b>x</b>", "found": "a & b"}).evidence()
    assert "&lt;b&gt;x&lt;/b&gt;" in drawn
    assert "a &amp; b" in drawn
