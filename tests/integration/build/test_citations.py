"""Citations on the small site: drawn wherever an author writes prose, and nowhere else."""

from __future__ import annotations

import re

import pytest

CITATION = re.compile(r'<span class="citation" id="(cite-\d+)">(.*?)</span>')
LINK = re.compile(r'<a class="citation__link" href="#ref-([^"]+)" aria-describedby="text-([^"]+)">(.*?)</a>')


def drawn(article: str) -> str:
    """The article with each citation as a reader sees it, between ⟦ ⟧."""
    return CITATION.sub(lambda match: f"⟦{re.sub('<[^>]+>', '', match[2])}⟧", article)


@pytest.mark.parametrize(
    "expected",
    [
        pytest.param("<p>Lopende tekst ⟦(de Vries, 2020, p. 3)⟧, met <em>nadruk en ⟦(’t Hart, 2017)⟧</em> erin.</p>", id="running text"),
        pytest.param("<li>In een lijst ⟦(de Vries, 2020)⟧.</li>", id="list"),
        pytest.param("<li>dieper ⟦(van den Bergh &amp; de Vries, 2019, hoofdstuk 2)⟧.</li>", id="list in a list"),
        pytest.param("<td>⟦(van ’t Hoff, 2018)⟧</td>", id="table"),
        pytest.param("<p>In een noot ⟦(zie Jansen, 2021a, p. 1; 2021b)⟧.&#160;<a", id="footnote"),
        pytest.param("<p>In een kader ⟦’t Hart (2017, p. 9)⟧.</p>", id="admonition"),
        pytest.param("<figcaption>\n<p>Onder een tabel ⟦(van den Bergh &amp; de Vries, 2019; de Vries, 2020)⟧.</p>", id="caption"),
        pytest.param("<dd>In een definitie ⟦(2020)⟧.</dd>", id="definition, author left out"),
        pytest.param("<code>code [@vries2020]</code>", id="not in code"),
        pytest.param("<code>[@vries2020] in een blok\n</code>", id="not in a block of code"),
        pytest.param("<pre><code>[@vries2020] ingesprongen\n</code></pre>", id="not in indented code"),
        pytest.param("Niet in https://sociaal.example/@vries2020, niet in jan@vries2020.example, niet bij @vries2020, niet bij @proefplatform.", id="not in addresses and handles"),
        pytest.param('<span title="[@vries2020]">attribuut</span>', id="not in an attribute"),
        pytest.param('<a href="https://sociaal.example/@vries2020">een koppeling</a>', id="not in a link"),
    ],
)  # fmt: skip
def test_a_citation_is_drawn_where_prose_stands_and_nowhere_else(small, expected):
    article = drawn(small.page("verwijzingen").article)
    assert expected in article
    assert "en niet in commentaar" not in article


def test_a_name_that_opens_a_sentence_gets_its_capital(small):
    article = drawn(small.page("dossiers/taal/wat-weten-we").article)
    assert (
        "<p>De Vries telde ⟦(de Vries, 2020)⟧. ⟦De Vries (2020)⟧ telde opnieuw. "
        "Ook ⟦van den Bergh en de Vries (2019)⟧ en ⟦’t Hart (2017)⟧ telden, en ⟦van ’t Hoff (2018, p. 4)⟧ ook.</p>"
    ) in article


def test_years_of_one_author_are_told_apart_in_the_same_way_on_every_page(small):
    for address in ("dossiers/taal", "dossiers/taal/wat-weten-we"):
        assert "⟦(Jansen, 2021a)⟧" in drawn(small.page(address).article)
    assert (
        'Jansen, J. (2021b). <em><span lang="en">A Second Report</span></em>.'
        in small.page("bronnen/jansen2021tweede").article
    )


def test_front_matter_texts_are_cited_too(small):
    dossier = drawn(small.page("dossiers/taal").article)
    assert "<li>Oefenen helpt ⟦(de Vries, 2020, p. 3)⟧.</li>" in dossier
    assert "</span>Wat helpt, volgens ⟦de Vries (2020)⟧?</p>" in dossier
    assert "<dd>Nieuwkomers ⟦(Proefplatform, 2022)⟧</dd>" in drawn(small.page("interventies/maatjes").article)
    assert "</span>Wat weten buurtwerkers ⟦(van ’t Hoff, 2018)⟧?</p>" in drawn(
        small.page("kennisateliers/taal-2024").article
    )


def test_each_page_ends_with_its_own_list_in_the_order_of_the_style(small):
    entries = re.findall(r'<li class="source" id="ref-([^"]+)"', small.page("verwijzingen").article)
    assert entries == ["bergh2019", "hart2017", "hoff2018", "jansen2021", "jansen2021tweede", "vries2020"]
    assert '<h2 id="bronnen">Bronnen</h2>' in small.page("verwijzingen").article
    assert 'id="ref-' not in small.page("dossiers/wonen").article


def test_each_citation_leads_to_its_entry_and_each_entry_back(small):
    for address in ("verwijzingen", "dossiers/taal", "dossiers/taal/wat-weten-we", "toolkits/gesprek/wie-bel-je"):
        page = small.page(address)
        cited: dict[str, list[str]] = {}
        for anchor, content in CITATION.findall(page.article):
            for key, described, _ in LINK.findall(content):
                assert (key, f"ref-{key}" in page.ids, f"text-{key}" in page.ids) == (described, True, True)
                cited.setdefault(key, []).append(anchor)
        assert cited
        for key, anchors in cited.items():
            entry = page.between(f'id="ref-{key}"', "</li>")
            assert re.findall(r'class="source__back" href="#([^"]+)" role="doc-backlink"', entry) == anchors


def test_a_way_back_says_where_it_leads(small):
    entry = small.page("dossiers/taal/wat-weten-we").between('id="ref-jansen2021tweede"', "</li>")
    assert 'aria-label="Terug naar verwijzing 1: Twee uit één jaar">↩</a>' in entry


def test_a_note_belongs_to_the_section_where_its_mark_stands(small):
    assert ">Verwijzingen</a></li>" in small.page("bronnen/jansen2021").article
    assert "Verwijzingen</a>, Waar niet" not in small.page("bronnen/jansen2021").article


def test_helplines_programme_and_glossary_carry_their_source(small):
    assert "Gezien op 1-11-2026 ⟦(Hulp &amp; Zo, z.d.)⟧" in drawn(small.page("toolkits/gesprek/wie-bel-je").article)
    assert "Iedereen kan meepraten ⟦(Proefplatform, 2022)⟧." in drawn(small.page("dossiers/taal/programma").article)
    assert 'geen "leraar" ⟦(de Vries, 2020)⟧' in drawn(small.page("begrippen").article).replace("&#34;", '"')
