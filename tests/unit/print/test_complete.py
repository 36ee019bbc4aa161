from __future__ import annotations

import zipfile

import pikepdf
import pytest

from katern.messages import messages_of
from katern.print.booklet import plan_booklets, plans
from katern.print.complete import missing_chapters, missing_pages

DUTCH = messages_of("nl")


@pytest.fixture
def whole(library, toolkit, part):
    """The library of a toolkit with one page and one booklet."""
    front = "booklets: [{id: d}]\n"
    return library({"toolkits/t/index.md": toolkit("Tekst.", front=front), "toolkits/t/gids.md": part("guide", "Gids")})


def said(findings):
    return [(finding.code, finding.path, finding.line, DUTCH.tell(finding).message) for finding in findings]


def test_a_page_that_the_site_did_not_draw_is_a_finding_at_the_declaration(whole):
    (plan,), _ = plan_booklets(whole)
    assert said(missing_pages(plan, {"toolkits/t/index.md", "toolkits/t/gids.md"})) == []
    assert said(missing_pages(plan, {"toolkits/t/index.md"})) == [
        (
            "print.part-missing",
            "toolkits/t/index.md",
            8,
            "de pagina gids.md hoort in het boekje 'd', en de site heeft haar niet",
        )
    ]


def test_chapters_of_a_pdf_are_its_bookmarks(whole, tmp_path):
    (plan,), _ = plan_booklets(whole)
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        with pdf.open_outline() as outline:
            outline.root += [
                pikepdf.OutlineItem(title, 0)
                for title in ("In het\u00a0kort", "Gids \u2018voor\u00adaf\u2019", "Colofon")
            ]
        pdf.save(tmp_path / "d.pdf")
    assert said(missing_chapters(plan, tmp_path / "d.pdf", ["In het kort", "Gids 'vooraf'"])) == []
    assert [message for *_, message in said(missing_chapters(plan, tmp_path / "d.pdf", ["In het kort", "Weg"]))] == [
        "in het boekje 'd' staan 1 van de 2 hoofdstukken; 'Weg' ontbreekt"
    ]
    assert [message for *_, message in said(missing_chapters(plan, tmp_path / "weg.pdf", []))] == [
        "het boekje 'd' is niet gemaakt"
    ]


def test_chapters_of_a_book_are_its_first_headings(whole, tmp_path):
    book = plans(whole)[-1]
    with zipfile.ZipFile(tmp_path / "t.epub", "w") as made:
        made.writestr("text/ch1.xhtml", '<h1 id="a">Eten &amp; <em>drinken</em></h1>')
    assert said(missing_chapters(book, tmp_path / "t.epub", ["Eten & drinken"])) == []
    assert [
        message for *_, message in said(missing_chapters(book, tmp_path / "t.epub", ["Eten & drinken", "Slapen"]))
    ] == ["in het e-boek staan 1 van de 2 hoofdstukken; 'Slapen' ontbreekt"]
