from __future__ import annotations

import pytest

from katern.bibliography.export import Exports
from katern.citations.citeproc import Formatted
from katern.drawing.catalogue import Catalogue, Mention, source_slugs
from katern.drawing.templates import CompiledTemplates, environment
from katern.mkdocs.site import THEME as _THEME
from katern.store import Store
from katern.words import words_of

BIB = """\
@book{vries2020,
  author = {de Vries, Anna}, title = {Taal & <b>}, year = {2020}, langid = {dutch}, keywords = {taal, oefenen},
  annotation = {Waarom.}, url = {https://a.example/},
}
@misc{zonder, title = {Zonder jaar}, langid = {english}}
"""
PROGRAMME = """\
title: P
themes:
  - {id: een, title: Een, lines: [{number: 1, slug: taal, title: Taal, ambition: A.}, {number: 2, slug: leeg, title: Leeg, ambition: A.}]}
"""
FORMATTED = Formatted({}, {"zonder": "<em>Zonder jaar</em>.", "vries2020": "de Vries (2020). Taal."})


@pytest.fixture
def catalogue(library):
    loaded = library({"bibliography/a.bib": BIB, "docs/_data/programme.yml": PROGRAMME})
    env = environment([str(_THEME)], words_of("nl"), loaded.data.vocabulary.label, CompiledTemplates(Store(None)))
    return Catalogue(env, loaded, Exports(loaded.sources), "bronnen", "bron")


@pytest.mark.parametrize(
    ("keys", "slugs"),
    [
        (["vries2020"], ["vries2020"]),
        (["Vries_2020:a"], ["vries-2020-a"]),
        (["müller2020"], ["muller2020"]),
        (["a.b", "a-b", "A_B"], ["a-b-3", "a-b-2", "a-b"]),
        (["..", "北京"], ["bron", "bron-2"]),
        (["../x"], ["x"]),
    ],
)
def test_a_source_gets_a_folder_of_its_own(keys, slugs):
    assert [source_slugs(keys, "bron")[key] for key in keys] == slugs


def test_the_list_stands_in_the_order_of_the_style(catalogue):
    page = catalogue.list_page(FORMATTED, {}, "../")
    assert page.index('data-year="zj"') < page.index('data-year="2020"')
    assert '<li data-lines="taal" data-kind="book" data-year="2020" data-language="nl">de Vries (2020). Taal.' in page
    assert '<option value="zj">Zonder jaar</option>' in page
    assert "Leeg" not in page  # a line without sources is no choice


def test_each_source_has_a_page_that_says_where_it_is_cited(catalogue):
    mention = Mention("Dossier <i>", "Kop & staart", "dossiers/x/#cite-1", "dossier")
    pages = {
        page.url: page
        for page in (
            catalogue.source_page("vries2020", FORMATTED, [mention]),
            catalogue.source_page("zonder", FORMATTED, []),
        )
    }
    assert sorted(pages) == ["bronnen/vries2020/", "bronnen/zonder/"]
    page = pages["bronnen/vries2020/"]
    assert (page.title, page.description) == ("Taal &amp; &lt;b&gt;", "de Vries (2020). Taal.")
    assert '<li><a href="../../dossiers/x/#cite-1">Dossier &lt;i&gt;</a>, Kop &amp; staart</li>' in page.content
    assert "Deze bron wordt op deze site (nog) niet aangehaald." in pages["bronnen/zonder/"].content


def test_a_keyword_that_is_a_line_leads_to_its_sources(catalogue):
    page = catalogue.source_page("vries2020", FORMATTED, [])
    assert '<li><a href="../../bronnen/?lijn=taal">Taal</a></li><li>oefenen</li>' in page.content


def test_search_entries_hold_text_only(catalogue):
    assert catalogue.search_entries(FORMATTED) == [
        ("bronnen/vries2020/", "Taal &amp; &lt;b&gt;", "de Vries (2020). Taal. Waarom.", ["Vries"]),
        ("bronnen/zonder/", "Zonder jaar", "Zonder jaar. ", []),
    ]
