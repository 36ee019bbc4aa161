from __future__ import annotations

import os

import pytest

from katern.print.booklet import plan_booklets
from katern.print.matter import Imprint, address_of, helplines_of, matter, running_title
from katern.stamp import Stamp, make_stamp
from katern.words import words_of

WORDS = words_of("nl")
IMPRINT = Imprint("Proefplatform", "CC BY-SA 4.0", "nl-NL", "https://proef.example/nu")
HELPLINES = (
    "helplines:\n"
    "  - {id: '112', name: Alarm, phone: '112', for_whom: Iedereen., open_to: [public], urgent: true, toolkits: [u], source: a2020}\n"
    "  - {id: lijn, name: Lijn, phone: 0800-1, whatsapp: '06 1', url: https://www.lijn.example, hours: altijd, cost: gratis, "
    "for_whom: Wie wil., open_to: [professional], reach: europe, second: {phone: 0800-2, why: Zo., source: a2020}, toolkits: [t, u], source: a2020}\n"
)


def made(library, files, number=0):
    found = library(files)
    plans, _ = plan_booklets(found)
    return matter(plans[number], found, WORDS, IMPRINT, Stamp("2026.1", 1764000000))


def test_the_colophon_says_who_when_and_where(library, dossier):
    front = (
        "authors: [Een Maker, Twee Maker]\nstatus: draft\n"
        "review: [{date: 2026-03-01, by: redactie, verdict: unchanged, note: alles gelezen}]\n"
    )
    data = made(library, {"dossiers/d/index.md": dossier(front=front)})
    assert (data["version"], data["date"], data["draft"]) == ("2026.1", "24 november 2025", True)
    assert data["review"] == "1 maart 2026, door redactie: alles gelezen"
    assert (data["authors"], data["licence"]) == ("Een Maker, Twee Maker", "CC BY-SA 4.0")
    assert (data["address"], data["address_shown"]) == (
        "https://proef.example/nu/dossiers/d/",
        "proef.example/nu/dossiers/d",
    )
    assert (data["lang"], data["region"], data["kind"]) == ("nl", "NL", "Dossier")


@pytest.mark.parametrize(("duplex", "cards"), [("true", "dubbelzijdig"), ("false", "enkelzijdig")])
def test_a_set_says_on_which_paper_and_sides_its_parts_are_printed(library, toolkit, part, duplex, cards):
    front = (
        f"booklets:\n  - {{id: s, layout: set}}\n  - {{id: k, layout: cards, duplex: {duplex}}}\n"
        "  - {id: p, layout: poster, page: muur, paper: a3}\n"
    )
    meeting = "---\ntitle: M\npart: meeting\nschedule: [{minutes: 5, title: W}]\n---\n"
    files = {"toolkits/t/index.md": toolkit(front=front), "toolkits/t/m.md": meeting}
    files |= {"toolkits/t/k.md": part("card", "K", '!!! card "A"\n    B\n'), "toolkits/t/muur.md": part("handout", "M")}
    how = made(library, files)["set"]["how"]
    assert cards in how["cards"]
    assert how["poster"] == "Op A3, enkelzijdig; hang op"


REVIEW = "review: [{date: 2026-03-01, by: redactie, verdict: unchanged, note: alles gelezen}]\n"


@pytest.mark.parametrize(
    ("front", "chapter", "draft"),
    [
        ("", "", True),
        ("status: final\n", "", True),
        (REVIEW, "", True),
        ("status: final\n" + REVIEW, "", False),
        ("status: final\n" + REVIEW, "status: draft\n", True),
        ("status: draft\n" + REVIEW, "", True),
    ],
)
def test_no_booklet_claims_a_review_that_is_not_recorded(library, dossier, front, chapter, draft):
    files = {"dossiers/d/index.md": dossier(front=front), "dossiers/d/a.md": f"---\ntitle: A\n{chapter}---\n\nTekst.\n"}
    assert made(library, files)["draft"] is draft


def test_a_sensitive_item_is_silent_in_what_windows_and_histories_show(library, toolkit):
    front = "sensitive: true\nkeywords: [geheim]\nbooklets: [{id: t, edition: trainer}]\n"
    data = made(library, {"toolkits/t/index.md": toolkit(front=front), "docs/_data/helplines.yml": HELPLINES})
    assert data["document_title"] == "Lesmateriaal Proefplatform (c503): Voor de trainer"
    assert (data["keywords"], data["author"]) == ([], "Proefplatform")
    assert data["title"] == "Oefenen"
    assert data["helplines"] == [
        {
            "name": "Lijn",
            "phone": "0800-1",
            "for_whom": "Wie wil.",
            "facts": "Voor professionals · altijd · gratis · Werkt in de hele Europese Unie · Ook 0800-2 · WhatsApp 06 1 · lijn.example",
        }
    ]


@pytest.mark.parametrize(("name", "ids"), [("t", ["lijn"]), ("u", ["112", "lijn"]), ("ander", ["112", "lijn"])])
def test_helplines_are_those_of_the_toolkit_or_the_first_of_the_list(library, toolkit, name, ids):
    found = library({f"toolkits/{name}/index.md": toolkit(), "docs/_data/helplines.yml": HELPLINES})
    assert [line.id for line in helplines_of(found.items[f"toolkits/{name}/index.md"], found)] == ids


def test_a_long_title_is_cut_at_a_word_in_the_running_head(library, dossier):
    title = "Een titel die zo lang is dat hij in geen enkele kopregel past, hoe klein ook"
    found = library({"dossiers/d/index.md": dossier().replace("title: Proef", f"title: {title}")})
    assert (
        running_title(found.items["dossiers/d/index.md"], found)
        == "Een titel die zo lang is dat hij in geen enkele kopregel …"
    )


def test_a_site_without_an_address_gives_none(library, dossier):
    item = library({"dossiers/d/index.md": dossier()}).items["dossiers/d/index.md"]
    assert address_of(item, None) is None


def test_a_booklet_may_have_its_own_subtitle(library, dossier):
    data = made(library, {"dossiers/d/index.md": dossier(front="booklets: [{id: a, title: Kort}]\n")})
    assert (data["subtitle"], data["document_title"]) == ("Kort", "Proef: Kort")


def test_the_date_is_what_the_environment_says(tmp_path, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1764000000")
    assert make_stamp(tmp_path, "concept") == Stamp("concept", 1764000000)


def test_without_it_the_date_is_that_of_the_newest_source(tmp_path, monkeypatch):
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    page = tmp_path / "a.md"
    page.write_text("a", encoding="utf-8")
    os.utime(page, (1000, 1000))
    assert make_stamp(tmp_path, "concept") == Stamp("concept", 1000)
