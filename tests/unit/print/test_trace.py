"""Where an element went on paper."""

from __future__ import annotations

from katern.print.trace import find, on_the_site

INDEX = "dossiers/d/index.md"
PAGE = "dossiers/d/een.md"


def test_words_are_told_with_their_chapter_their_place_and_their_typst(composed, dossier):
    files = {INDEX: dossier(), PAGE: "---\ntitle: Een\norder: 1\n---\n\nTekst.\n"}
    html = {INDEX: "<p>a</p>", PAGE: "<ul><li>Een <em>heel</em> verhaal</li></ul><table><tr><td>x</td></tr></table>"}
    document = composed(files, html)
    traces = list(find(document, "heel verhaal"))
    assert [(trace.stem, trace.chapter, trace.path) for trace in traces] == [("d-boekje", "Een", "ul > li")]
    assert traces[0].typst == '#"Een ";#emph[#"heel";];#" verhaal";'
    assert [trace.path for trace in find(document, "<table")] == ["table"]
    assert list(find(document, "staat nergens")) == []


def test_what_stands_on_the_site_alone_names_its_page(composed, dossier):
    files = {INDEX: dossier(), PAGE: "---\ntitle: Een\norder: 1\n---\n\nTekst.\n"}
    document = composed(files, {INDEX: "<p>a</p>", PAGE: '<div class="katern-web">alleen hier</div><p>b</p>'})

    class Drawn:
        body = '<div class="katern-web">alleen hier</div>'

    assert list(find(document, "alleen hier")) == []
    assert on_the_site(document, {PAGE: Drawn()}, "alleen hier") == [PAGE]
