"""The catalogue of the small site: the list, a page for each source, and what can be taken along."""

from __future__ import annotations

import json
import re

import pytest

from katern.bibliography.bibtex import read_bibtex

KEYS = ["bergh2019", "hart2017", "hoff2018", "jansen2021", "jansen2021tweede", "programma2022", "vries2020", "zj-hulp"]


def test_the_list_holds_every_source_with_who_made_it(small):
    rows = re.findall(
        r'<li data-key="([^"]*)"><a class="catalogue__title" href="\.\./bronnen/([^/]+)/"[^>]*>([^<]+)</a> <span class="catalogue__about">([^<]+)<',
        small.page("bronnen").article,
    )
    assert sorted(key for key, *_ in rows) == KEYS
    assert all(key == folder for key, folder, *_ in rows)
    assert ("vries2020", "vries2020", "Taal leren in de buurt", "de Vries · 2020 · Boek") in rows


@pytest.mark.parametrize(
    ("name", "options"),
    [
        ("lijn", ["Alle", "1. Taal", "2. Wonen in de buurt"]),
        ("soort", ["Alle", "Artikel", "Boek", "Webpagina", "Rapport"]),
        ("jaar", ["Alle", "2022", "2021", "2020", "2019", "2018", "2017", "Zonder jaar"]),
        ("taal", ["Alle", "Engels", "Nederlands"]),
    ],
)
def test_a_filter_offers_what_the_sources_hold(small, name, options):
    select = small.page("bronnen").between(f'<select name="{name}" ', "</select>")
    assert [re.sub(r" \(\d+\)$", "", option) for option in re.findall(r">([^<]+)</option>", select)] == options


def test_each_source_has_a_page(small):
    assert (
        sorted(path.parent.name for path in (small.site / "bronnen").glob("*/index.html") if path.parent.name != "alle")
        == KEYS
    )


def test_a_source_page_tells_all_that_is_known(small):
    page = small.page("bronnen/vries2020").article
    assert "<h1>Taal leren in de buurt</h1>" in page
    assert (
        '<p class="source-page__reference">de Vries, A. (2020). <em>Taal leren in de buurt</em>. Uitgeverij Proef.</p>'
        in page
    )
    assert "<p>Laat zien dat oefenen loont.</p>" in page
    assert '<li><a href="../../bronnen/?lijn=taal">Taal</a></li><li>oefenen</li>' in page
    assert (
        '<a class="button" href="https://proef.example/programma%20nu.pdf"'
        in small.page("bronnen/programma2022").article
    )


def test_a_source_page_names_every_page_that_cites_it_by_title_and_section(small):
    assert re.findall(r'<li><a href="\.\./\.\./([^"]+)">([^<]+)</a>(?:, ([^<]+))?</li>', small.page("bronnen/vries2020").article)[1:] == [
        ("begrippen/#cite-1", "Begrippen", ""),
        ("verwijzingen/#cite-1", "Verwijzingen", ""),
        ("vragen/wat-werkt/#cite-1", "Wat werkt in de klas?", ""),
        ("dossiers/taal/#cite-1", "Taal en ontmoeting", ""),
        ("dossiers/taal/wat-weten-we/#cite-1", "Taal en ontmoeting: Wat weten we?", "Onderzoek"),
    ]  # fmt: skip


def test_a_title_in_another_language_says_so(small):
    assert '<h1 lang="en">A First Report</h1>' in small.page("bronnen/jansen2021").article


def test_an_atelier_links_what_was_known_before(small):
    facts = small.page("kennisateliers/taal-2024").article
    assert (
        '<dd><a href="../../bronnen/vries2020/">Taal leren in de buurt</a>; <a href="../../bronnen/jansen2021/">A First Report</a></dd>'
    ) in facts


def test_the_whole_bibliography_can_be_taken_along_and_read_back(small):
    written = read_bibtex(small.text("bronnen/bronnen.bib"), "bronnen.bib")
    original = read_bibtex((small.root / "bibliography/bronnen.bib").read_text(encoding="utf-8"), "bronnen.bib")
    assert not written[1]
    assert {source.key: dict(source.fields) for source in written[0]} == {
        source.key: dict(source.fields) for source in original[0]
    }
    assert sorted(entry["id"] for entry in json.loads(small.text("bronnen/bronnen.json"))) == KEYS
    assert sorted(re.findall(r"^ID  - (.+)$", small.text("bronnen/bronnen.ris"), re.MULTILINE)) == KEYS


@pytest.mark.parametrize(
    ("folder", "keys"),
    [
        (
            "dossiers/taal",
            ["bergh2019", "hart2017", "hoff2018", "jansen2021", "jansen2021tweede", "programma2022", "vries2020"],
        ),
        ("toolkits/gesprek", ["zj-hulp"]),
    ],
)
def test_the_list_of_an_item_is_that_of_all_its_pages(small, folder, keys):
    assert sorted(source.key for source in read_bibtex(small.text(f"{folder}/bronnen.bib"), "")[0]) == keys
    assert sorted(entry["id"] for entry in json.loads(small.text(f"{folder}/bronnen.json"))) == keys
    assert sorted(re.findall(r"^ID  - (.+)$", small.text(f"{folder}/bronnen.ris"), re.MULTILINE)) == keys


def test_a_source_page_shows_the_same_record_in_three_formats(small):
    shown = re.findall(
        r"<pre data-export[^>]*><code>(.*?)</code></pre>", small.page("bronnen/hart2017").article, re.DOTALL
    )
    bib, ris, csl = (text.replace("&#34;", '"').replace("&#39;", "'") for text in shown)
    assert [source.key for source in read_bibtex(bib, "")[0]] == ["hart2017"]
    assert ris.splitlines()[:3] == ["TY  - BOOK", "ID  - hart2017", "AU  - ’t Hart, Mies"]
    assert json.loads(csl)[0]["author"] == [{"family": "Hart", "given": "Mies", "non-dropping-particle": "’t"}]


def test_a_reader_finds_sources_by_the_search_box(small):
    found = {entry["location"]: entry for entry in json.loads(small.text("search/search_index.json"))["docs"]}
    source = found["bronnen/vries2020/"]
    assert source["title"] == "Taal leren in de buurt"
    assert source["text"] == (
        "de Vries, A. (2020). Taal leren in de buurt. Uitgeverij Proef. Laat zien dat oefenen loont. taal, oefenen"
    )
    assert {"dossiers/taal/", "toolkits/gesprek/", "verwijzingen/#waar-niet"} <= set(found)


def test_the_sitemap_knows_pages_and_sources(small):
    addresses = set(re.findall(r"<loc>(.*?)</loc>", small.text("sitemap.xml")))
    assert {
        "https://proef.example/nu/",
        "https://proef.example/nu/dossiers/taal/",
        "https://proef.example/nu/bronnen/vries2020/",
    } <= addresses
