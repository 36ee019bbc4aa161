"""Documents to adapt: what a word processor finds in them, and that LibreOffice opens each."""

from __future__ import annotations

import re
import subprocess
import zipfile
from xml.etree import ElementTree

import pytest

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
NAMES = ["samen-werkbladen", "samen-bijeenkomst-uitnodiging", "samen-bijeenkomst-programma"]


def part(handed, name: str, file: str) -> ElementTree.Element:
    with zipfile.ZipFile(handed.booklets / f"{name}.docx") as document:
        return ElementTree.fromstring(document.read(file))


def paragraphs(handed, name: str) -> list[tuple[str, str]]:
    """Style and text of each paragraph."""
    found = []
    for paragraph in part(handed, name, "word/document.xml").iter(f"{W}p"):
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        text = "".join(run.text or "" for run in paragraph.iter(f"{W}t"))
        found.append(("" if style is None else style.get(f"{W}val", ""), text))
    return found


def test_worksheets_have_headings_questions_and_lines_of_their_own_styles(handed):
    found = paragraphs(handed, "samen-werkbladen")
    assert [text for style, text in found if style == "Heading1"] == ["Kijkblad", "Keuzeblad"]
    assert [text for style, text in found if style == "KaternQuestion"] == ["Wat hoorde je?", "Wat koos je?"]
    assert len([style for style, _ in found if style == "KaternLine"]) == 4 + 3


def test_a_sheet_that_stays_says_so(handed):
    texts = [text for _, text in paragraphs(handed, "samen-werkbladen")]
    assert texts.count("Dit blad gaat niet mee naar huis") == 1
    assert texts[texts.index("Keuzeblad") + 1] == "Dit blad gaat niet mee naar huis"


def test_a_table_says_which_rows_are_its_head(handed):
    tables = list(part(handed, "samen-werkbladen", "word/document.xml").iter(f"{W}tbl"))
    assert [len(list(table.iter(f"{W}tblHeader"))) for table in tables] == [1]


@pytest.mark.parametrize("name", NAMES)
def test_a_document_says_its_language_title_and_paper(handed, name):
    languages = {element.get(f"{W}val") for element in part(handed, name, "word/styles.xml").iter(f"{W}lang")}
    assert languages == {"nl-NL"}
    with zipfile.ZipFile(handed.booklets / f"{name}.docx") as document:
        assert re.search(r"<dc:title>Samen oefenen[^<]*</dc:title>", document.read("docProps/core.xml").decode())
    (page,) = part(handed, name, "word/document.xml").iter(f"{W}pgSz")
    assert (page.get(f"{W}w"), page.get(f"{W}h")) == ("11906", "16838")


def test_the_invitation_holds_the_text_for_it_and_room_for_day_and_place(handed):
    texts = [text for _, text in paragraphs(handed, "samen-bijeenkomst-uitnodiging")]
    assert texts == ["Uitnodiging", "Kom je ook naar onze middag over “luisteren”?", "Datum: …", "Tijd: …", "Plaats: …"]


def test_the_programme_has_the_steps_with_their_times(handed):
    texts = [text for _, text in paragraphs(handed, "samen-bijeenkomst-programma")]
    assert texts[0] == "Middag samen"
    assert texts[-9:] == ["0:00", "Welkom", "10", "0:10", "Rollen", "25", "0:35", "Kiezen", "25"]


@pytest.mark.parametrize("name", ["samen-werkbladen", "samen-bijeenkomst-programma"])
def test_no_word_of_the_trainer_is_in_a_document_for_participants(handed, name):
    with zipfile.ZipFile(handed.booklets / f"{name}.docx") as document:
        everything = " ".join(document.read(file).decode("utf-8", "replace") for file in document.namelist())
    assert "papegaai" not in everything
    assert "olifanten" not in everything
    assert "onze middag" not in everything


def test_libreoffice_opens_each(handed, tmp_path):
    files = [str(handed.booklets / f"{name}.docx") for name in NAMES]
    subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to", "txt:Text", "--outdir", str(tmp_path), *files],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    said = [(tmp_path / f"{name}.txt").read_text(encoding="utf-8-sig") for name in NAMES]
    assert "Wat hoorde je?" in said[0]
    assert "Kom je ook" in said[1]
    assert "0:35" in said[2]
