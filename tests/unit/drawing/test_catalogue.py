from __future__ import annotations

import json
import re

import pytest

from katern.bibliography.export import Exports
from katern.citations.citeproc import Formatted
from katern.drawing.catalogue import Catalogue, Mention, source_slugs
from katern.drawing.templates import CompiledTemplates, environment
from katern.evidence import Result
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
    return Catalogue(env, loaded, Exports(loaded.sources), "bronnen", words_of("nl"))


@pytest.mark.parametrize(
    ("keys", "slugs"),
    [
        (["vries2020"], ["vries2020"]),
        (["Vries_2020:a"], ["vries-2020-a"]),
        (["müller2020"], ["muller2020"]),
        (["a.b", "a-b", "A_B"], ["a-b-3", "a-b-2", "a-b"]),
        (["..", "北京"], ["bron", "bron-2"]),
        (["../x"], ["x"]),
        (["Lijst"], ["lijst-2"]),  # the folder of the list's own parts
    ],
)
def test_a_source_gets_a_folder_of_its_own(keys, slugs):
    assert [source_slugs(keys, "bron", ["lijst"])[key] for key in keys] == slugs


def test_the_list_stands_in_the_order_of_the_style(catalogue):
    page = catalogue.list_page(FORMATTED, {}, "../")
    assert page.index('data-key="zonder"') < page.index('data-key="vries2020"')
    assert '<a class="catalogue__title" href="../bronnen/vries2020/">Taal &amp; &lt;b&gt;</a>' in page
    assert '<a class="catalogue__title" href="../bronnen/zonder/" lang="en" hreflang="en">Zonder jaar</a>' in page
    assert '<option value="zj" data-label="Zonder jaar">Zonder jaar (1)</option>' in page
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


def test_the_page_of_a_source_tells_the_results_that_rest_on_it(catalogue):
    result = Result.model_validate(
        {
            "id": "a", "claim": "Praten", "found": "Het helpt.", "sources": ["vries2020"], "design": "randomised",
            "mechanism": "praten", "outcome": "houding", "direction": "works", "size": {"value": "0,2", "unit": "d"}, "lines": ["taal"],
        }
    )  # fmt: skip
    page = catalogue.source_page("vries2020", FORMATTED, [], [result])
    assert (
        "<li><strong>Werkt:</strong> Praten. Het helpt. Omvang: d&nbsp;=&nbsp;0,2.<br><small>loting · land niet bekend</small></li>"
        in page.content
    )
    assert "Wat wij uit deze bron halen over wat werkt" not in catalogue.source_page("zonder", FORMATTED, []).content


def test_search_entries_hold_text_only(catalogue):
    assert catalogue.search_entries(FORMATTED) == [
        ("bronnen/vries2020/", "Taal &amp; &lt;b&gt;", "de Vries (2020). Taal. Waarom. taal, oefenen", ["Vries"], ""),
        ("bronnen/zonder/", "Zonder jaar", "Zonder jaar.", [], "en"),
    ]


def test_the_list_comes_in_files_by_which_it_is_filtered_sorted_and_taken_along(catalogue):
    files = dict(catalogue.in_steps(FORMATTED, {"vries2020": [Mention("P", "", "p/", "page")]}).files())
    assert list(files) == catalogue.list_names(2)
    read = {
        name: json.loads(re.fullmatch(r"katernSources\((.*)\);\n", text)[1].split(",", 1)[1])
        for name, text in files.items()
    }
    assert read["0.js"] == [
        ["zonder", "zonder/", "Zonder jaar", "en", "zonder jaar · Overig", ""],
        ["vries2020", "vries2020/", "Taal & <b>", "nl", "de Vries · 2020 · Boek", ""],
    ]
    index = read["index.js"]
    assert index["columns"]["year"] == {"names": ["zj", "2020"], "of": [0, 1]}
    assert index["columns"]["lines"] == {"names": ["taal"], "of": [[], 0]}
    assert (index["uses"], index["titles"], index["found"]) == ([0, 1], [1, 0], [1, 0])
    bib, ris, csl, apa = read["record-0.js"][1]
    assert (bib.splitlines()[0], ris.splitlines()[0], json.loads(csl)[0]["id"]) == (
        "@book{vries2020,",
        "TY  - BOOK",
        "vries2020",
    )
    assert apa == "de Vries (2020). Taal."


@pytest.mark.parametrize(
    ("fields", "is_open"),
    [
        ("", False),
        ("access = {open}", True),
        ("doi = {10.1371/journal.pone.1}", True),
        ("doi = {10.1371/journal.pone.1}, access = {closed}", False),
        ("eprint = {2101.1}, eprinttype = {arxiv}", True),
    ],
)
def test_a_source_is_open_where_it_says_so_or_stands_where_all_is_open(fields, is_open, library):
    source = library({"bibliography/a.bib": f"@misc{{a, title={{A}}, {fields}}}"}).sources["a"]
    assert source.is_open is is_open


def test_all_sources_stand_on_pages_of_a_bearable_length(catalogue, monkeypatch):
    assert catalogue.every == {"bronnen/alle/index.md": "Alle bronnen"}
    assert "steps" not in catalogue.every_page("bronnen/alle/index.md", FORMATTED, {}, "../../")
    del catalogue.every
    monkeypatch.setattr("katern.drawing.catalogue.A_PAGE", 1)
    assert catalogue.every == {"bronnen/alle/index.md": "Alle bronnen", "bronnen/alle/2.md": "Alle bronnen (2)"}
    page = catalogue.every_page("bronnen/alle/2.md", FORMATTED, {}, "../../../")
    assert re.findall('data-key="([^"]+)"', page) == ["vries2020"]
    assert 'start="2"' in page
    assert '<a href="../../../bronnen/alle/2/" aria-current="page">2–2</a>' in page
