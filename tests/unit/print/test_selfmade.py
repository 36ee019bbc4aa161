"""What readers choose from: plans, pieces that say what they refer to, and the file that a browser loads."""

from __future__ import annotations

import base64
import hashlib
import json

import pytest

from katern.drawing.page import Page
from katern.npm import Package
from katern.print import selfmade
from katern.print.booklet import plan_booklets
from katern.print.document import Surroundings, compose
from katern.print.images import named
from katern.words import words_of

from ...npmpackages import packed

INDEX, ONE, TWO = "dossiers/d/index.md", "dossiers/d/een.md", "dossiers/d/twee.md"
OUT = '<p><a href="https://elders.example/lang/adres">elders</a></p>'
CITED = '<span data-katern="citation"><a data-katern="citation-link" href="#ref-a2020">A, 2020</a></span>'
TERM = '<a class="term" title="Uitleg van het woord." href="x">woord</a>'

GLOSSARY = "terms: [{term: woord, definition: Uitleg van het woord., source: a2020}]\n"


@pytest.fixture
def pieces(library, dossier):
    """The pieces of a dossier of three pages."""
    source = "@book{a2020, author={A, B}, title={T}, year={2020}}\n"
    page = "---\ntitle: {}\norder: {}\n---\n\nTekst.\n"
    found = library(
        {
            INDEX: dossier(),
            ONE: page.format("Een", 1),
            TWO: page.format("Twee", 2),
            "bibliography/a.bib": source,
            "docs/_data/glossary.yml": GLOSSARY,
        }
    )
    html = {
        INDEX: f'<p>Zie <a href="een/">een</a> en <a href="twee/">twee</a>.</p>{OUT}',
        ONE: f"<p>{CITED}</p>{OUT}",
        TWO: f"<p>{TERM}</p>",
    }
    pages = {
        path: Page(
            item,
            item.address,
            found.layout.url(item.address),
            item.title,
            html[path],
            references={"a2020": "<p>A</p>"} if path == ONE else {},
        )
        for path, item in found.items.items()
    }
    around = Surroundings(found, words_of("nl"), tuple(found.sources), "https://proef.example/")
    (plan,) = selfmade.selfmade(plan_booklets(found)[0], "eigen")
    assert plan.stem == "d-boekje-eigen"
    return json.loads(compose(plan, pages, around).typst)


def test_each_chapter_is_a_piece_that_says_what_it_refers_to(pieces):
    assert [(one["title"], one["uses"]) for one in pieces["chapters"]] == [
        ("In het kort", ["p1", "p2"]),
        ("Een", ["bron-0"]),
        ("Twee", ["begrip-woord"]),
    ]


def test_lists_hold_what_chapters_refer_to_entry_by_entry(pieces):
    assert [
        (one["head"].partition("[")[2], [entry["name"] for entry in one["entries"]]) for one in pieces["lists"]
    ] == [
        ('#"Bronnen";]', ["bron-0"]),
        ('#"Begrippen";]#label("begrippen")', ["begrip-woord"]),
    ]


def test_an_address_is_written_out_in_each_chapter_since_the_first_may_be_left_out(pieces):
    assert [one["text"].count("shown:") for one in pieces["chapters"]] == [1, 1, 0]


def test_each_edition_of_an_item_is_offered_once_and_only_booklets(plans, toolkit, part):
    front = (
        "booklets:\n  - {id: deelnemer, edition: participant, paper: a5}\n"
        "  - {id: groot, edition: trainer, large: true}\n  - {id: trainer, edition: trainer}\n  - {id: kaarten, layout: cards}\n"
    )
    files = {
        "toolkits/t/index.md": toolkit(front=front),
        "toolkits/t/blad.md": part("handout", "Blad"),
        "toolkits/t/kaarten.md": part("card", "Kaarten"),
    }
    offered = list(selfmade.selfmade(plans(files), "eigen"))
    assert [(one.stem, one.edition, one.booklet.paper, one.booklet.sheets) for one in offered] == [
        ("t-deelnemer-eigen", "participant", "a4", None),
        ("t-trainer-eigen", "trainer", "a4", None),
    ]
    # what each holds is what the booklet of its edition holds
    assert [[page.slug for page in one.pages] for one in offered] == [["t", "blad"], ["t", "blad", "kaarten"]]


def test_the_file_holds_pieces_data_and_pictures():
    picture = named(b"<svg/>", "svg")
    made = json.loads(selfmade.as_file('{"chapters": [], "lists": []}', {picture.name: picture}, {"title": "é"}))
    assert made == {
        "chapters": [], "lists": [], "data": {"title": "é"},
        "pictures": {picture.name: base64.b64encode(b"<svg/>").decode()},
    }  # fmt: skip


def test_what_sets_a_booklet_in_a_browser_stands_beside_it(tmp_path, monkeypatch):
    content = packed({"a.js": b"js", "b.ttf": b"ttf"})
    package = Package("een", "1", base64.b64encode(hashlib.sha512(content).digest()).decode())
    monkeypatch.setattr(selfmade, "_SERVED", {package: {"a.js": "typst.js", "b.ttf": "B.ttf"}})
    monkeypatch.setattr(selfmade, "PACKAGES", (package,))
    assert selfmade.lacking(tmp_path)
    (tmp_path / package.file).write_bytes(content)
    assert not selfmade.lacking(tmp_path)
    overrides = tmp_path / "print"
    (overrides / "fonts").mkdir(parents=True)
    (overrides / "fonts/Eigen.otf").write_bytes(b"otf")
    (overrides / "own.typ").write_text("// van de site", encoding="utf-8")
    output = tmp_path / "eigen"
    selfmade.write_tools(output, tmp_path, overrides)
    read = {path.name: path.read_bytes() for path in output.iterdir()}
    assert (read["typst.js"], read["B.ttf"], read["Eigen.otf"]) == (b"js", b"ttf", b"otf")
    kit = json.loads(read["tools.json"])
    assert {"B.ttf", "Eigen.otf", "SourceSansPro-Regular.otf"} < set(kit["fonts"]) < set(read)
    assert kit["templates"]["own.typ"] == "// van de site"
    assert "booklet" in kit["templates"]["booklet.typ"]
