from __future__ import annotations

import re

import pytest

from katern.messages import messages_of
from katern.print.markup import elements, parse

DUTCH = messages_of("nl")

INDEX = "dossiers/d/index.md"
PAGE = "dossiers/d/een.md"


def files(dossier, body="Tekst."):
    return {INDEX: dossier(), PAGE: f"---\ntitle: Een\norder: 1\n---\n\n{body}\n", "docs/elders.md": "# Elders\n"}


def test_each_page_becomes_a_chapter_in_reading_order(composed, dossier):
    html = composed(files(dossier), {INDEX: "<p>a</p>", PAGE: "<p>b</p>"}).html
    assert re.findall(r"<h1[^>]*>(.*?)</h1>", html) == ["In het kort", "Een"]


def test_what_only_a_screen_needs_is_left_out(composed, dossier):
    web = (
        '<h2 id="kop">Kop<a data-katern="permalink" href="#kop">¶</a></h2><p>Blijft</p><script>weg()</script>'
        '<div data-katern="lines">weg</div><div class="katern-web">weg</div><!-- weg -->'
    )
    html = composed(
        files(dossier), {INDEX: web, PAGE: "<p>b</p>"}, head="weg", tail="weg", downloads="weg", changes="weg"
    ).html
    assert "Blijft" in html
    for gone in ("weg", "¶"):
        assert gone not in html


def test_a_heading_with_nothing_below_it_at_the_end_of_a_page_is_left_out(composed, dossier):
    html = composed(
        files(dossier), {INDEX: "<h2>Eerst</h2><h2>Dan</h2><p>a</p><h2>De vragen</h2><h3>Per thema</h3>"}
    ).html
    assert "<h2>Eerst</h2><h2>Dan</h2><p>a</p>" in html
    assert "De vragen" not in html
    assert "Per thema" not in html


def test_a_chapter_opens_with_what_its_front_matter_says(composed, dossier):
    texts = {"question": ("Wat <em>dan</em>?",), "key_messages": ("Een.", "Twee.")}
    html = composed(files(dossier), {INDEX: "<p>a</p>"}, texts=texts).html
    assert html.startswith(
        '<div><h1>In het kort</h1><div class="question"><div class="title">De vraag</div><p>Wat <em>dan</em>?</p></div>'
        '<section class="messages"><h2>Kernboodschappen</h2><ol><li>Een.</li><li>Twee.</li></ol></section><p>a</p>'
    )


def test_a_page_of_a_booklet_opens_with_its_lead_and_facts_and_participants_get_no_timings(composed, toolkit):
    meeting = (
        "---\ntitle: Samen\ndescription: Waar het over gaat.\npart: {}\ngroup_size: vier\nschedule:\n"
        "  - {{minutes: 5, title: Welkom}}\n  - {{minutes: 65, title: Doen, exercise: vorm}}\n---\n\nTekst.\n"
    )
    declared = "booklets: [{id: t, edition: trainer}, {id: d, edition: participant, parts: [samen.md]}]\n"
    made = {
        "toolkits/t/index.md": toolkit(front=declared),
        "toolkits/t/samen.md": meeting.format("meeting"),
        "toolkits/t/vorm.md": "---\ntitle: Vorm\npart: exercise\n---\n\nTekst.\n",
    }
    html = {path: f"<p>{path}</p>" for path in made}
    trainer, participant = (composed(made, html, number).html for number in (0, 1))
    assert (
        'Samen</h1><div class="lead"><p>Waar het over gaat.</p></div><div class="facts"><p><strong>Groep</strong>: vier</p></div>'
        '<table><caption>Programma</caption><thead><tr><th scope="col">Tijd</th><th scope="col">Onderdeel</th><th scope="col">Minuten</th></tr></thead>'
        "<tbody><tr><td>0:00</td><td>Welkom</td><td>5</td></tr>"
        '<tr><td>0:05</td><td><a href="#p2" class="page">Doen</a></td><td>65</td></tr></tbody></table>'
    ) in trainer
    assert '<div class="facts"><p><strong>Lezen</strong>: 5 minuten</p></div>' in trainer
    assert "Waar het over gaat." in participant
    for timing in ("Programma", "Groep", "Welkom"):
        assert timing not in participant


def test_no_class_or_attribute_of_an_author_changes_what_print_makes_of_an_element(composed, dossier):
    plain = "<p>a</p><div><p>b</p></div><ul><li>c</li></ul><p><span>d</span> <a href='https://d.example/'>e</a></p><aside>f</aside>"
    expected = composed(files(dossier), {INDEX: plain}).html
    for name in (
        "card",
        "pair",
        "source",
        "citation",
        "citation__link",
        "term",
        "helplines",
        "facts",
        "title",
        "chapter",
        "lead",
        "admonition",
        "task-list-item",
        "footnote",
    ):
        written = re.sub(
            r"<(p|div|ul|li|span|a|aside)\b",
            rf'<\1 class="{name}" role="doc-noteref" data-kind="say" data-task="x" epub:type="footnote"',
            plain,
        )
        assert composed(files(dossier), {INDEX: written}).html == expected, name


def test_links_between_pages_of_the_booklet_lead_inside_it(composed, dossier):
    pages = {
        INDEX: '<p><a href="een/#kop">naar kop</a> <a href="een/">naar een</a> <a href="een/#weg">naar niets</a></p>',
        PAGE: '<h2 id="kop">Kop</h2><p id="los">b <a href="#los">hier</a></p>',
    }
    html = composed(files(dossier), pages).html
    assert re.findall(r'<a href="([^"]+)" class="page">', html) == ["#p1-kop", "#p1", "#p1", "#p1-los"]
    assert '<h2 id="p1-kop">' in html
    assert '<p><span id="p1-los"></span>b ' in html


def test_links_elsewhere_show_their_address_once(composed, dossier):
    pages = {
        INDEX: '<p><a href="../../elders/">elders</a> <a href="https://www.a.example/b/">a</a></p>',
        PAGE: '<p><a href="https://www.a.example/b/">weer</a> <a href="https://c.example/">c.example</a> '
        '<a href="tel:112">112</a> <a href="javascript:x()">nee</a> <a href="http://[">kapot</a></p>',
    }
    html = composed(files(dossier), pages).html
    assert re.findall(r'<a href="([^"]+)"(?: data-shown="([^"]+)")?>', html) == [
        ("https://proef.example/nu/elders/", "proef.example/nu/elders"),
        ("https://www.a.example/b/", "a.example/b"),
        ("https://www.a.example/b/", ""),
        ("https://c.example/", ""),
        ("tel:112", ""),
    ]
    assert "nee" in html
    assert "javascript" not in html


def test_headings_hold_no_addresses_or_page_numbers_and_empty_links_go(composed, dossier):
    page = '<h2><a href="https://a.example/">a</a> <a href="../">b</a></h2><p><a href="https://b.example/"></a>c</p>'
    html = composed(files(dossier), {INDEX: "<p>a</p>", PAGE: page}).html
    assert '<h2><a href="https://a.example/">a</a> <a href="#p0">b</a></h2><p>c</p>' in html


def test_definitions_on_hover_become_a_glossary(composed, dossier):
    page = (
        '<p><a class="term" href="../../begrippen/#begrip-norm" title="Wat men vindt">norm</a> '
        'en <abbr title="Kritieke prestatie">KPI</abbr></p>'
    )
    glossary = "terms: [{term: norm, definition: Wat men vindt, source: a2020}]\n"
    made = {**files(dossier), "docs/_data/glossary.yml": glossary, "bibliography/a.bib": "@book{a2020, title={A}}"}
    html = composed(made, {INDEX: page, PAGE: "<p>b</p>"}).html
    assert '<a href="#begrip-norm">norm</a> en KPI' in html
    assert re.findall(r'data-name="([^"]+)"><div class="title">(.*?)</div><p>(.*?)</p>', html) == [
        ("afkorting-kpi", "KPI", "Kritieke prestatie"),
        ("begrip-norm", "Norm", "Wat men vindt"),
    ]


def test_only_sources_that_are_still_cited_are_listed(composed, dossier):
    bib = "@book{a2020, title={A}, author={A, B}, year={2020}}\n@book{b2020, title={B}, author={B, C}, year={2020}}\n"
    references = {key: f"Bron <em>{key}</em>" for key in ("a2020", "b2020")}
    page = (
        '<p><span data-katern="citation" id="cite-1">(<a data-katern="citation-link" href="#ref-a2020">A, 2020</a>)</span></p>'
        '<details data-katern="box trainer"><summary>x</summary><p><a data-katern="citation-link" href="#ref-b2020">B</a></p></details>'
    )
    html = composed(
        {**files(dossier), "bibliography/a.bib": bib}, {INDEX: page, PAGE: "<p>b</p>"}, references=references
    ).html
    assert '(<a href="#bron-0">A, 2020</a>)' in html
    assert "Bron <em>a2020</em>" in html
    assert "b2020" not in html


def test_what_is_written_on_begins_a_page_and_so_does_what_comes_behind_it(composed, toolkit, part):
    front = "booklets: [{id: a, edition: participant}, {id: b, edition: trainer}]\n"
    files = {"toolkits/o/index.md": toolkit(front=front)}
    files |= {f"toolkits/o/{name}.md": part("handout", name) for name in ("a", "b", "c")}
    write = '<div data-katern="box write"><p class="admonition-title">Schrijf</p></div>'
    html = dict.fromkeys(files, "<p>Tekst.</p>") | {"toolkits/o/b.md": write}
    assert [bool(h1.get("data-leaf")) for h1 in elements(parse(composed(files, html).html), "h1")] == [
        False,
        False,
        True,
        True,
    ]
    assert "data-leaf" not in composed(files, html, 1).html


def test_points_of_a_list_of_strips_are_cut_and_a_single_situation_is_not(composed, toolkit, part):
    strips = '<div class="katern-strips" markdown>\n\n- Een\n- Twee\n\n</div>'
    files = {
        "toolkits/o/index.md": toolkit(front="booklets: [{id: a, layout: role-cards}, {id: b}]\n"),
        "toolkits/o/w.md": part("exercise", "W", strips),
    }
    case = '<div data-katern="box case"><p data-katern="box-title">Situatie</p><p>Nu.</p></div>'
    html = {"toolkits/o/w.md": f'{case}<div class="katern-strips"><ul><li>Een</li><li>Twee</li></ul></div>'}
    cut = composed(files, html).typst
    assert re.findall(r'#add-card\(\d, ""\)\[\]\[#"(\w+)"', cut.replace('"W"', '""')) == ["Een", "Twee"]
    assert "per: 8" in cut
    assert "Situatie" not in cut
    assert "Twee" in composed(files, html, 1).typst


def test_an_empty_page_is_left_out(composed, dossier):
    document = composed(files(dossier, ""), {INDEX: "<p>a</p>", PAGE: ""})
    assert "Een" not in document.html
    assert document.findings == ()


def test_an_edition_that_selects_nothing_is_a_finding_at_its_declaration(composed, toolkit):
    files = {"toolkits/t/index.md": toolkit(front="booklets: [{id: d, layout: poster, page: blad.md}]\n")}
    html = '<details data-katern="box trainer"><summary>T</summary><p>Alleen voor de trainer.</p></details>'
    files["toolkits/t/blad.md"] = "---\ntitle: Blad\npart: handout\n---\n\nTekst.\n"
    document = composed(files, {"toolkits/t/blad.md": html})
    assert [(finding.code, finding.line, DUTCH.tell(finding).message) for finding in document.findings] == [
        ("print.edition-empty", 8, "in het boekje 'd' staat geen inhoud")
    ]


def test_a_picture_without_a_description_or_file_is_a_finding_at_its_place(composed, dossier):
    html = '<p><img src="a.svg" alt=""></p><p><img src="b.png" alt="B"></p><p><img src="https://e.example/c.png" alt="C"></p>'
    made = {
        **files(dossier),
        INDEX: dossier("![](a.svg)\n\n![B](b.png)\n\n![C](https://e.example/c.png)"),
        "dossiers/d/a.svg": "<svg/>",
    }
    document = composed(made, {INDEX: html, PAGE: "<p>b</p>"})
    assert [(finding.code, finding.line, finding.column) for finding in document.findings] == [
        ("a11y.alt-missing", 9, 5), ("print.image-missing", 11, 6), ("print.image-missing", 13, 24),
    ]  # fmt: skip


def test_a_sheet_for_the_wall_has_no_links_to_what_it_lacks(composed, toolkit, part):
    files = {
        "toolkits/t/index.md": toolkit(front="booklets: [{id: m, layout: poster, page: muur.md}]\n"),
        "toolkits/t/muur.md": part("handout", "Muur"),
        "docs/_data/glossary.yml": "terms: [{term: x, definition: D, source: a2020}]\n",
        "bibliography/a.bib": "@book{a2020, title={A}}",
    }
    html = (
        '<p><a class="term" href="../../begrippen/#begrip-x" title="D">x</a> <a href="#top">y</a> '
        '<span data-katern="citation">(<a data-katern="citation-link" href="#ref-z">Z</a>)</span></p>'
    )
    document = composed(files, {"toolkits/t/muur.md": html})
    assert document.html == '<div><p>x y <span class="citation-small">(Z)</span></p></div>'


def test_notes_of_two_pages_stay_apart(composed, dossier):
    note = (
        '<p>a<sup id="fnref:1"><a data-katern="note-mark" href="#fn:1">1</a></sup></p><div data-katern="notes"><hr><ol>'
        '<li id="fn:1"><p>Noot {}.&#160;<a data-katern="note-back" href="#fnref:1">↩</a></p></li></ol></div>'
    )
    html = composed(files(dossier), {INDEX: note.format("een"), PAGE: note.format("twee")}).html
    assert re.findall(r'<a epub:type="noteref" href="([^"]+)">', html) == ["#p0-note-1", "#p1-note-1"]
    assert re.findall(r'<aside epub:type="footnote" id="([^"]+)"><p>(Noot \w+)', html) == [
        ("p0-note-1", "Noot een"), ("p1-note-1", "Noot twee"),
    ]  # fmt: skip


def test_cards_carry_their_number_group_and_both_sides_and_no_links(composed, toolkit, part):
    body = '!!! card "Een"\n    Tekst.\n\n!!! card "Twee"\n    Meer.\n'
    files = {
        "toolkits/t/index.md": toolkit(front="booklets: [{id: k, layout: cards}]\n"),
        "toolkits/t/kaarten.md": part("card", "Kaarten", body),
    }
    page = (
        '<h2>Ronde</h2><div data-katern="box card"><p data-katern="box-title">Een</p><p>Tekst '
        '<span data-katern="citation">(<a data-katern="citation-link" href="#ref-x">X</a>)</span>.</p></div>'
        '<div data-katern="box card"><p data-katern="box-title">Twee</p><p>Meer <a href="https://a.example/">a</a></p></div>'
    )
    document = composed(files, {"toolkits/t/kaarten.md": page})
    assert document.html == (
        '<div><div class="card" data-number="0" data-group="Ronde" data-part="0"><div class="side"><p>Een</p></div>'
        '<div class="side"><p>Tekst.</p></div></div>'
        '<div class="card" data-number="1" data-group="Ronde" data-part="0"><div class="side"><p>Twee</p></div>'
        '<div class="side"><p>Meer a (a.example)</p></div></div></div>'
    )
    assert [(place.path, place.line) for place in document.card_places] == [
        ("toolkits/t/kaarten.md", 6), ("toolkits/t/kaarten.md", 9),
    ]  # fmt: skip


def test_a_note_that_a_card_marks_stands_on_the_card(composed, toolkit, part):
    files = {
        "toolkits/t/index.md": toolkit(front="booklets: [{id: k, layout: cards}]\n"),
        "toolkits/t/kaarten.md": part("card", "Kaarten", '!!! card "Een"\n    Tekst.\n'),
    }
    mark = '<sup id="fnref:{0}"><a data-katern="note-mark" href="#fn:{0}">{0}</a></sup>'
    page = (
        '<div data-katern="box card"><p data-katern="box-title">Een</p>'
        f"<p>Dit{mark.format(1)} en dat{mark.format(2)}.</p></div>"
        '<div data-katern="notes"><ol><li id="fn:1"><p>Eerste noot.</p></li>'
        '<li id="fn:2"><p>Tweede:</p><ul><li>punt</li></ul></li></ol></div>'
    )
    assert composed(files, {"toolkits/t/kaarten.md": page}).html.partition("</div>")[2] == (
        '<div class="side"><p>Dit<sup>*</sup> en dat<sup>**</sup>.</p><p><small>* Eerste noot.</small></p>'
        "<p><small>** Tweede:</small></p><ul><li>punt</li></ul></div></div></div>"
    )


@pytest.mark.parametrize(
    ("body", "html", "lacks"),
    [
        ("Tekst.", "", True),
        ("Tekst.", "<!-- x -->  <p> </p>", True),
        ("Tekst.", '<p><img src="../a.svg" alt="A"></p>', False),
        ("", "", False),
        ("<!-- later -->\n\n[a]: https://example.org/\n*[KPI]: norm\n", "", False),
    ],
)
def test_a_page_that_came_to_nothing_is_a_finding_unless_its_author_wrote_nothing(composed, dossier, body, html, lacks):
    made = {**files(dossier, body), "dossiers/d/a.svg": "<svg/>"}
    found = [DUTCH.tell(finding).message for finding in composed(made, {INDEX: "<p>a</p>", PAGE: html}).findings]
    assert found == (["de pagina een.md hoort in het boekje 'boekje', en is op de site leeg"] if lacks else [])
