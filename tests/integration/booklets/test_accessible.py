"""What assistive software finds in a booklet: language, title, tags, order, descriptions, bookmarks."""

from __future__ import annotations

from collections import Counter

import pytest

from ...matterhorn import faults

READABLE = [
    "proef-boekje", "oefenen-deelnemer", "oefenen-trainer", "oefenen-kaarten", "oefenen-kaarten-groot",
    "oefenen-overzicht", "toolkit-0444-boekje",
]  # fmt: skip


def test_a_program_finds_no_fault_in_any_file_to_read(built):
    # sheets to fold are for a printer alone
    files = [file for file in sorted(built.booklets.glob("*.pdf")) if not file.stem.endswith("-drukvel")]
    assert {file.name: faults(file) for file in files} == {file.name: [] for file in files}
    assert {str(built.pdf(file.stem).pdf.Root.Lang) for file in files} == {"nl-NL"}


@pytest.mark.parametrize("name", READABLE)
def test_every_booklet_for_reading_is_ua_1_and_a_2a_at_once(built, name):
    with built.pdf(name).pdf.open_metadata() as metadata:
        assert metadata["pdfuaid:part"] == "1"
        assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("2", "A")


def test_title_and_author_are_those_of_the_item(built):
    info = built.pdf("proef-boekje").pdf.docinfo
    assert (info.Title, info.Author) == ("Proefdossier", "Proefredactie")
    assert built.pdf("oefenen-trainer").pdf.docinfo.Title == "Oefenen: Voor de trainer"


def test_the_title_of_a_sensitive_item_does_not_give_its_subject_away(built):
    info = built.pdf("toolkit-0444-boekje").pdf.docinfo
    assert (info.Title, info.Author) == ("Lesmateriaal Proefplatform (0444)", "Proefplatform")
    assert "/Keywords" not in info


def test_bookmarks_follow_the_headings(built):
    assert built.pdf("proef-boekje").bookmarks == [
        (1, "In het kort"), (2, "Kernboodschappen"),
        (1, "Alles"), (2, "Lijsten"), (2, "Tabel"), (3, "Brede tabel"), (3, "Heel brede tabel"), (2, "Beeld"), (2, "Vakken"), (2, "Lang"),
        (1, "Bronnen"), (1, "Begrippen"), (1, "Colofon"),
    ]  # fmt: skip


def test_constructs_have_their_tags(built):
    reader = built.pdf("proef-boekje")
    count = Counter(reader.tags)
    assert (count["H1"], count["H2"], count["H3"]) == (5, 6, 2)
    assert (count["Table"], count["TH"]) == (3, 26)
    assert count["L"] >= 5
    assert count["Note"] >= 4
    assert count["Figure"] == 4
    assert count["Code"] >= 2
    assert count["TOC"] >= 1


def test_every_picture_has_its_description(built):
    figures = [element for element in built.pdf("proef-boekje").elements() if element.S == "/Figure"]
    assert [str(figure.Alt) for figure in figures] == [
        "Een blauw vlak",
        "Een getekende cirkel",
        "QR-code die leidt naar https://film.example/1",
        "QR-code die leidt naar https://proef.example/nu/dossiers/proef/",
    ]


def test_every_link_is_described(built):
    links = built.pdf("proef-boekje").links
    assert all(description for _, description in links)
    outside = list(dict.fromkeys(address for address, _ in links if address))
    assert outside == [
        "https://proef.example/nu/toolkits/oefenen/",
        "https://voorbeeld.example/pad",
        "https://noot.example/",
        "https://film.example/1",
        "https://bron.example/een/heel/lang/pad/dat/niet/op/een/regel/past/en/nog/verder/gaat.html",
        "https://proef.example/nu/dossiers/proef/",
    ]


def test_only_typefaces_from_packages_are_in_the_file(built):
    names = {
        str(font.BaseFont).split("+")[1].removesuffix("-Identity-H")
        for name in READABLE
        for page in built.pdf(name).pdf.pages
        for font in page.get("/Resources", {}).get("/Font", {}).values()
    }
    assert names == {
        "DejaVuSansMono", "SourceSansPro-Bold", "SourceSansPro-It", "SourceSansPro-Regular",
        "SourceSansPro-Semibold", "SourceSerifPro-Regular", "SourceSerifPro-Semibold",
    }  # fmt: skip


def test_what_is_in_another_language_says_so(built):
    pages = built.pdf("proef-boekje").pdf.pages
    found = [page for page in pages if b"/Lang(en)" in page.Contents.read_bytes()]
    assert len(found) == 1
