from __future__ import annotations

import pytest

from katern.messages import messages_of
from katern.print.booklet import file_stem, find_item, plan_booklets

DUTCH = messages_of("nl")


def files(toolkit, part, booklets="", **pages):
    front = f"booklets:\n{booklets}" if booklets else ""
    kinds = {
        "gesprek": "guide",
        "kaarten": "card",
        "bijeenkomst": "meeting",
        "werkvorm": "exercise",
        "werkblad": "handout",
    }
    chosen = pages or kinds
    return {
        "toolkits/t/index.md": toolkit(front=front),
        **{f"toolkits/t/{name}.md": part(kind, name) for name, kind in chosen.items()},
    }


def names(plan):
    return [item.slug for item in plan.pages]


def test_a_dossier_has_an_a4_booklet_without_asking(plans, dossier):
    found = plans({"dossiers/d/index.md": dossier(), "dossiers/d/een.md": "---\ntitle: Een\n---\n"})
    assert [(plan.stem, plan.booklet.paper, names(plan)) for plan in found] == [
        ("d-boekje", "a4", ["d", "een"]), ("d-samenvatting", "a4", ["d", "een"]),
    ]  # fmt: skip


def test_an_atelier_has_a_booklet_of_what_was_known_before(plans):
    front = "title: Taal\ndescription: Over taal.\ndate: 2024-05-06\nplace: Utrecht\nquestion: Wat helpt?\n"
    (plan,) = plans({"docs/kennisateliers/taal.md": f"---\n{front}---\n\nTekst.\n"})
    assert (plan.stem, plan.booklet.paper, names(plan)) == ("taal-boekje", "a4", ["taal"])


def test_a_dossier_keeps_its_a4_booklet_beside_what_it_declares(plans, dossier):
    found = plans({"dossiers/d/index.md": dossier(front="booklets: [{id: klein, paper: a5}]\n")})
    assert [plan.stem for plan in found] == ["d-boekje", "d-klein", "d-samenvatting"]


@pytest.mark.parametrize(
    ("booklet", "pages"),
    [
        ("{id: x, edition: participant}", ["t", "werkblad", "werkvorm"]),
        ("{id: x, edition: trainer}", ["t", "bijeenkomst", "gesprek", "kaarten", "werkblad", "werkvorm"]),
        ("{id: x, layout: cards}", ["kaarten"]),
        ("{id: x, layout: poster, page: gesprek.md}", ["gesprek"]),
        ("{id: x, parts: [werkblad, gesprek.md]}", ["werkblad", "gesprek"]),
        ("{id: x, parts: [index]}", ["t"]),
    ],
)
def test_an_edition_chooses_its_pages(plans, toolkit, part, booklet, pages):
    assert names(plans(files(toolkit, part, f"  - {booklet}\n"))[0]) == pages


def test_participants_of_a_toolkit_without_worksheets_get_what_there_is_to_read(plans, toolkit, part):
    found = plans(files(toolkit, part, "  - {id: x, edition: participant}\n", gesprek="guide"))
    assert names(found[0]) == ["t", "gesprek"]


def test_what_hangs_on_the_wall_is_not_handed_out(plans, toolkit, part):
    declared = "  - {id: x, edition: participant}\n  - {id: muur, layout: poster, page: werkblad.md}\n"
    assert names(plans(files(toolkit, part, declared))[0]) == ["t", "werkvorm"]


def test_withdrawn_items_and_pages_are_left_out(plans, toolkit, dossier, part):
    found = plans(
        {
            "dossiers/d/index.md": dossier(front="status: withdrawn\n"),
            "toolkits/t/index.md": toolkit(),
            "toolkits/t/oud.md": part("guide", "Oud").replace("part:", "status: withdrawn\npart:"),
        }
    )
    assert [(plan.stem, names(plan)) for plan in found] == [("t-boekje", ["t"])]


@pytest.mark.parametrize(
    ("declared", "code", "words"),
    [
        ("  - {id: x, parts: [werkblat]}\n", "print.part-missing", "bedoelde u 'werkblad.md'?"),
        ("  - {id: x, layout: poster}\n", "print.part-missing", "noem haar met page: overzichtskaart.md"),
        ("  - {id: x}\n  - {id: x}\n", "print.duplicate-id", "geef elk boekje een eigen id"),
        ("  - {id: x, sheets: saddle-stitch, paper: a3}\n", "print.sheets", "zet paper: a5 bij dit boekje, of haal sheets weg"),
        ("  - {id: x, layout: cards, sheets: saddle-stitch}\n", "print.sheets", "zet paper: a5 bij dit boekje, of haal sheets weg"),
    ],
)  # fmt: skip
def test_a_declaration_that_asks_in_vain_is_a_finding_at_its_line(library, toolkit, part, declared, code, words):
    _, findings = plan_booklets(library(files(toolkit, part, declared)))
    last = declared.count("\n") - 1
    assert [(finding.code, finding.line, finding.column, DUTCH.tell(finding).hint) for finding in findings] == [
        (code, 9 + last, 5, words)
    ]


def test_cards_without_a_page_of_cards_select_nothing(library, toolkit, part):
    _, findings = plan_booklets(library(files(toolkit, part, "  - {id: x, layout: cards}\n", gesprek="guide")))
    assert [(finding.code, DUTCH.tell(finding).message) for finding in findings] == [
        ("print.edition-empty", "in het boekje 'x' staan geen kaarten")
    ]


def test_an_item_is_found_by_name_folder_or_file(library, toolkit):
    found = library({"toolkits/t/index.md": toolkit()})
    item = found.items["toolkits/t/index.md"]
    for name in ("t", "toolkits/t", "toolkits/t/", "toolkits/t/index.md"):
        assert find_item(found, name) is item
    assert find_item(found, "u") is None


def test_files_of_a_sensitive_item_have_a_neutral_and_lasting_name(library, toolkit):
    item = library({"toolkits/t/index.md": toolkit(front="sensitive: true\n")}).items["toolkits/t/index.md"]
    assert file_stem(item) == "toolkit-c503"
