"""What stands on the pages: nothing that the site shows is lost, nothing that an edition hides is there."""

from __future__ import annotations

import re
import zipfile

import pytest

SECRETS = ("ananassap", "olifanten", "Alleen voor de begeleider", "Antwoord voor", "Jansen", "bron.example")
PARTICIPANT = ("oefenen-deelnemer", "oefenen-deelnemer-drukvel", "oefenen-kaarten", "oefenen-overzicht")


def test_all_that_the_site_can_show_is_on_paper(built):
    text = " ".join(built.pdf("proef-boekje").text.split())
    for part in (
        "Een alinea met vet", "Een noot met een", "gedaan", "nog te doen", "Omschrijving van de term", "appel", "acht",
        "K15 w15", "Een vlak met een bijschrift", "Bel bij gevaar", "Een voorbeeld", "Op papier open", "Eerste tab",
        "Inhoud van de tweede tab", "Een citaat", "print(", "Ελληνικά, кириллица", "Kritieke prestatie-indicator",
        "Een film", "CC BY-SA 4.0",
    ):  # fmt: skip
        assert part.replace(" ", "") in text.replace(" ", ""), part


def test_quotes_and_apostrophes_are_dutch(built):
    text = built.pdf("proef-boekje").text
    assert "“Aanhaling”" in text
    assert "’s" in text
    assert "‘enkele’" in text
    assert "zo’n" in text


def test_an_address_is_shown_once(built):
    assert built.pdf("proef-boekje").text.replace(" ", "").count("voorbeeld.example/pad") == 1


def test_links_inside_the_booklet_become_pages(built):
    text = built.pdf("proef-boekje").text
    assert re.search(r"alles\s*\(p\.\s*3\)", text)
    assert re.search(r"de tabel\s*\(p\.\s*3\)", text)


def test_a_long_word_stays_on_the_page(built):
    reader = built.pdf("proef-boekje")
    (at,) = {run.page for run in reader.runs if "tachtig letters" in run.text}
    runs = [run for run in reader.runs if run.page == at]
    assert max(run.x for run in runs) < 595 - 60


def test_running_heads_carry_title_version_and_date(built):
    reader = built.pdf("oefenen-trainer")
    for number in range(1, len(reader.pdf.pages)):
        text = "".join(run.text for run in reader.runs if run.page == number)
        assert "Oefenen" in text
        assert "Versie concept" in text
        assert "24 november 2025" in text


@pytest.mark.parametrize("name", PARTICIPANT)
@pytest.mark.parametrize("secret", SECRETS)
def test_no_trainers_note_is_anywhere_in_what_participants_get(built, name, secret):
    reader = built.pdf(name)
    assert secret not in reader.everything()
    assert not any(secret in title for _, title in reader.bookmarks)
    assert "/EmbeddedFiles" not in reader.pdf.Root.get("/Names", {})
    assert secret.encode() not in reader.path.read_bytes()


@pytest.mark.parametrize("secret", SECRETS)
def test_no_trainers_note_is_in_the_e_book(built, secret):
    with zipfile.ZipFile(built.booklets / "oefenen.epub") as book:
        assert not any(secret.encode() in book.read(name) for name in book.namelist())


def test_the_trainer_gets_notes_schedule_and_timings(built):
    text = built.pdf("oefenen-trainer").text
    for part in ("ananassap", "olifanten", "Programma", "0:10", "tweetallen", "(4 regels schrijfruimte)", "Jansen"):
        assert part.replace(" ", "") in text.replace(" ", ""), part
    assert "Dit zien alleen deelnemers" not in text


def test_participants_get_lines_to_write_on_and_no_timings(built):
    text = built.pdf("oefenen-deelnemer").text
    for part in ("Wat hoorde je?", "Dit zien alleen deelnemers", "Schrijf op"):
        assert part in text
    for part in ("Programma", "tweetallen", "schrijfruimte", "Bijeenkomst"):
        assert part not in text


def test_helplines_stand_on_the_last_page_of_a_sensitive_booklet(built):
    reader = built.pdf("toolkit-0444-boekje")
    last = "".join(run.text for run in reader.runs if run.page == len(reader.pdf.pages) - 1)
    assert "Wie bel je?" in last
    assert "112" in last


def test_the_list_of_sources_holds_what_the_booklet_cites(built):
    text = built.pdf("proef-boekje").text
    assert "de Vries, A. (2020)" in text
    assert "Jansen, P. (2021)" in text
