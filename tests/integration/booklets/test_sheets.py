"""Where things land: pages on printer's sheets, cards on theirs."""

from __future__ import annotations

import itertools

import pikepdf
import pytest

MM = 72 / 25.4


def order_of(built) -> list[list[tuple[int, float]]]:
    """For each side, the page numbers and where each starts, found by the pages' own drawing."""
    with (
        pikepdf.open(built.booklets / "oefenen-deelnemer.pdf") as booklet,
        pikepdf.open(built.booklets / "oefenen-deelnemer-drukvel.pdf") as sheets,
    ):
        pages = [page.Contents.read_bytes().strip() for page in booklet.pages]
        found = []
        for side in sheets.pages:
            placed, x = [], 0.0
            for instruction in pikepdf.parse_content_stream(side):
                if str(instruction.operator) == "cm":
                    x = float(instruction.operands[4])
                if str(instruction.operator) == "Do":
                    drawn = side.Resources.XObject[str(instruction.operands[0])].read_bytes().strip()
                    placed.append((pages.index(drawn) + 1, round(x, 1)))
            found.append(placed)
        return found


def test_a_booklet_of_five_pages_folds_from_two_sheets_with_its_back_at_the_back(built):
    half, creep = round(148 * MM, 1), round(1 * MM, 1)
    assert order_of(built) == [
        [(5, 0.0), (1, half)],
        [(2, 0.0)],
        [(3, pytest.approx(half - creep, abs=0.2))],
        [(4, creep)],
    ]


def test_sheets_are_a4_on_its_side(built):
    with pikepdf.open(built.booklets / "oefenen-deelnemer-drukvel.pdf") as sheets:
        assert [round(float(side) / MM) for side in sheets.pages[0].mediabox] == [0, 0, 296, 210]


def places(built, name: str, words: str) -> dict[int, tuple[int, float, float]]:
    """Page and place of the words on each of the ten cards."""
    found = {}
    runs = built.pdf(name).runs
    for number in range(1, 11):
        label = f"{words} {number}" + (":" if words == "Vraag" else ".")
        run = next(run for run in runs if run.text.replace("\u00ad", "").startswith(label))
        found[number] = (run.page, run.x, run.y)
    return found


def test_eight_cards_stand_on_a_sheet_row_by_row(built):
    fronts = places(built, "oefenen-kaarten", "Vraag")
    assert [fronts[number][0] for number in range(1, 11)] == [0] * 8 + [2] * 2
    assert [fronts[number][1] < 105 * MM for number in range(1, 9)] == [True, False] * 4
    rows = [fronts[number][2] for number in (1, 3, 5, 7)]
    assert [round((below - above) / MM) for above, below in itertools.pairwise(rows)] == [67, 67, 67]


def test_the_back_of_each_card_lies_behind_its_front_when_the_sheet_is_turned_on_its_long_edge(built):
    fronts, backs = places(built, "oefenen-kaarten", "Vraag"), places(built, "oefenen-kaarten", "Antwoord")
    left, width = (210 - 2 * 93) / 2, 93
    for number in range(1, 11):
        (front_page, front_x, front_y), (back_page, back_x, back_y) = fronts[number], backs[number]
        assert back_page == front_page + 1
        column = int((front_x / MM - left) // width)
        back_column = int((back_x / MM - left) // width)
        assert back_column == 1 - column
        # the same distance from the card's own left edge, the same row
        assert front_x / MM - left - column * width == pytest.approx(back_x / MM - left - back_column * width, abs=0.1)
        assert (front_y / MM - 14.5) // 67 == (back_y / MM - 14.5) // 67


def test_cut_marks_stand_at_every_edge_of_the_cards(built):
    page = built.pdf("oefenen-kaarten").pdf.pages[0]
    lines = [instruction for instruction in pikepdf.parse_content_stream(page) if str(instruction.operator) == "l"]
    assert len(lines) >= 2 * (3 + 5)


def test_two_large_cards_a_sheet_hold_front_and_back_together(built):
    fronts, backs = places(built, "oefenen-kaarten-groot", "Vraag"), places(built, "oefenen-kaarten-groot", "Antwoord")
    assert [fronts[number][0] for number in range(1, 11)] == [0, 0, 1, 1, 2, 2, 3, 3, 4, 4]
    assert all(fronts[number][0] == backs[number][0] and fronts[number][2] < backs[number][2] for number in fronts)


def test_a_poster_is_one_page_of_a3_on_its_side(built):
    pages = built.pdf("oefenen-overzicht").pdf.pages
    assert [round(float(side) / MM) for side in pages[0].mediabox] == [0, 0, 420, 297]
    assert len(pages) == 1


def test_a_wide_table_turns_its_page_and_takes_its_heading_along(built):
    reader = built.pdf("proef-boekje")
    turned = [number for number, page in enumerate(reader.pdf.pages) if page.mediabox[2] > page.mediabox[3]]
    assert len(turned) == 1
    assert "Brede tabel" in "".join(run.text for run in reader.runs if run.page == turned[0])
