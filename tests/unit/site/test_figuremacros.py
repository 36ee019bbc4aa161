"""A figure in a sentence with its note, and a chart with its sources and table, as a page draws them."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "charts"))

from made_up import INDICATORS, ROWS, SET

from katern.charts.cited import Keys
from katern.data import Data
from katern.datasets.sets import OnDemand
from katern.drawing import templates as drawing
from katern.layout import Layout
from katern.mkdocs.site import THEME
from katern.reading.macros import Noted
from katern.site.figuremacros import Around, figure_macros, plain
from katern.words import words_of


@pytest.fixture
def macros(tmp_path):
    """The macros of a page of a site with the made-up set."""
    folder = tmp_path / "docs/_data/sets/proef"
    folder.mkdir(parents=True)
    (tmp_path / "docs/_data/indicators.yml").write_text(INDICATORS)
    (folder / "set.yml").write_text(SET)
    (folder / "cijfers.csv").write_text(ROWS)

    def made(notes=True, url="", language="nl"):
        words = words_of(language)
        env = drawing.environment([str(THEME)], words, Data().vocabulary.label, None)
        keys = Keys({"bericht2020": SimpleNamespace(url=url)} if url else {})
        return SimpleNamespace(
            **figure_macros(Around(OnDemand(Layout(tmp_path)), keys, env, words, notes), "../cijfers/")
        )

    return made


def text(html):
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def test_a_figure_has_its_year_and_source_in_a_note(macros):
    drawn = macros().figure("proef", "meldingen", 2019)
    assert isinstance(drawn, Noted)
    assert (drawn, drawn.name) == ("5.487\u202f[^cijfer-1]", "cijfer-1")
    assert text(drawn.note) == (
        "Meldingen van overlast, iedereen, 2019. Bron: Proefbureau, Proefbericht 2020 (gezien in het nieuws). "
        "Let op: telling niet vermeld."
    )


def test_the_same_note_is_written_once_on_a_page(macros):
    page = macros()
    first, again, other = (page.figure("proef", "tevreden", 2022, groep=one) for one in ("mannen", "mannen", "vrouwen"))
    assert (first, again, other) == ("60,4%\u202f[^cijfer-1]", "60,4%\u202f[^cijfer-1]", "62,6%\u202f[^cijfer-2]")
    assert "Tevreden met de buurt, van de groep, mannen, 2022." in first.note
    assert "Proeftabel (99999PRF)" in first.note


def test_a_source_of_the_site_at_the_same_address_is_cited(macros):
    note = macros(url="http://www.voorbeeld.example/2020/").figure("proef", "meldingen", 2019).note
    assert "Proefbericht 2020 [@bericht2020]" in note


def test_without_notes_the_source_stands_behind_the_figure(macros):
    drawn = macros(notes=False).figure("proef", "tevreden", 2022, groep="mannen")
    assert not isinstance(drawn, Noted)
    assert (
        text(drawn)
        == "60,4% (Tevreden met de buurt, van de groep, mannen, 2022. Bron: Proefbureau, Proeftabel (99999PRF).)"
    )


def test_what_is_missing_says_why_and_is_no_number(macros):
    assert macros().figure("proef", "meldingen", 2023).startswith("onbekend\u202f[^")


def test_what_is_not_there_draws_nothing(macros):
    page = macros()
    assert page.figure("proef", "melding", 2019) == page.figure("prof", "meldingen", 2019) == ""
    assert page.chart("proef", kind="taart", title="x") == ""


def test_a_chart_says_where_it_is_from_and_holds_the_same_figures_as_a_table(macros):
    html = macros().chart("proef", kind="line", indicator="meldingen", title="Het <loopt> op", note="Let op de breuk.")
    assert "Het &lt;loopt&gt; op" in html
    assert "Bron: Proefbureau, Proefbericht 2020 (gezien in het nieuws); Proeftabel (99999PRF)" in text(html)
    assert "2019 5.487 Proefbericht 2020 (gezien in het nieuws) telling niet vermeld" in text(html)
    assert "2021: Dat jaar is niet gezien." in text(html)
    assert 'href="../cijfers/proef/cijfers.csv"' in html
    assert html.count('scope="row"') == 6


def test_two_charts_of_a_page_share_no_name_and_an_english_page_speaks_english(macros):
    page = macros(language="en")
    charts = [page.chart("proef", kind="line", indicator="meldingen", title="Up") for _ in range(2)]
    assert (
        len(re.findall(r'id="([^"]+)"', "".join(charts))) == len(set(re.findall(r'id="([^"]+)"', "".join(charts)))) == 2
    )
    assert "Source: Proefbureau" in text(charts[0])
    assert "no figure" in charts[0]


def test_a_text_of_a_data_file_reads_as_it_stands():
    assert plain("a_b* [c] <d> & e: 'f'").count("&#") == 9
