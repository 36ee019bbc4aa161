from __future__ import annotations

import pikepdf
import pytest

from katern.print.imposition import Side, impose, saddle_stitch, signatures


@pytest.mark.parametrize(
    ("pages", "sides"),
    [
        (0, []),
        (1, [(None, 1), (None, None)]),
        (4, [(4, 1), (2, 3)]),
        (5, [(None, 1), (2, None), (None, 3), (4, 5)]),
        (8, [(8, 1), (2, 7), (6, 3), (4, 5)]),
        (12, [(12, 1), (2, 11), (10, 3), (4, 9), (8, 5), (6, 7)]),
    ],
)
def test_the_outer_pair_comes_first(pages, sides):
    assert [(side.left, side.right) for side in saddle_stitch(pages)] == sides


@pytest.mark.parametrize(
    ("pages", "sides"),
    [
        (5, [(5, 1), (2, None), (None, 3), (4, None)]),
        (6, [(6, 1), (2, None), (None, 3), (4, 5)]),
        (7, [(7, 1), (2, None), (6, 3), (4, 5)]),
        (8, [(8, 1), (2, 7), (6, 3), (4, 5)]),
    ],
)
def test_blank_pages_come_before_a_back_cover(pages, sides):
    assert [(side.left, side.right) for side in saddle_stitch(pages, back_cover=True)] == sides


@pytest.mark.parametrize("pages", range(1, 41))
def test_a_folded_stack_reads_from_front_to_back(pages):
    sides = saddle_stitch(pages)
    # fold: the right halves of the fronts and left halves of the backs, going in; then out again
    going_in = [page for front, back in zip(sides[::2], sides[1::2], strict=True) for page in (front.right, back.left)]
    coming_out = [
        page for front, back in zip(sides[::2], sides[1::2], strict=True) for page in (front.left, back.right)
    ]
    read = going_in + coming_out[::-1]
    assert [page for page in read if page] == list(range(1, pages + 1))
    assert len(read) % 4 == 0


def test_without_a_measure_creep_is_that_of_common_paper():
    assert [round(side.shift, 2) for side in saddle_stitch(16)] == [0, 0, 0.1, 0.1, 0.2, 0.2, 0.3, 0.3]


def test_creep_grows_towards_the_middle():
    assert [side.shift for side in saddle_stitch(12, creep=2.0)] == [0.0, 0.0, 1.0, 1.0, 2.0, 2.0]
    assert [side.shift for side in saddle_stitch(4, creep=2.0)] == [0.0, 0.0]


@pytest.fixture
def booklet(tmp_path):
    """A booklet whose pages say their number."""
    path = tmp_path / "boekje.pdf"
    with pikepdf.new() as pdf:
        for number in range(1, 4):
            page = pdf.add_blank_page(page_size=(100, 200))
            page.obj.Contents = pdf.make_stream(f"% {number}".encode())
        pdf.save(path)
    return path


def test_pages_are_placed_side_by_side_and_shifted_to_the_fold(booklet, tmp_path):
    output = tmp_path / "vellen.pdf"
    impose(booklet, output, [Side(3, 1), Side(2, None, shift=25.4 / 72 * 5)], "Titel", 0)
    with pikepdf.open(output) as pdf:
        assert [[float(value) for value in page.mediabox] for page in pdf.pages] == [[0, 0, 200, 200]] * 2
        front, back = (page.Contents.read_bytes().decode().splitlines() for page in pdf.pages)
        assert front == [
            "q 0.000 0 100.000 200.000 re W n 1 0 0 1 0.000 0 cm /L Do Q",
            "q 100.000 0 100.000 200.000 re W n 1 0 0 1 100.000 0 cm /R Do Q",
        ]
        assert back == ["q 0.000 0 100.000 200.000 re W n 1 0 0 1 5.000 0 cm /L Do Q"]
        assert b"% 3" in pdf.pages[0].Resources.XObject["/L"].read_bytes()
        assert b"% 1" in pdf.pages[0].Resources.XObject["/R"].read_bytes()
        assert b"% 2" in pdf.pages[1].Resources.XObject["/L"].read_bytes()
        assert dict(pdf.Root.ViewerPreferences) == {"/Duplex": "/DuplexFlipShortEdge", "/PrintScaling": "/None"}
        assert (pdf.docinfo.Title, pdf.docinfo.CreationDate) == ("Titel", "D:19700101000000Z")


def test_the_same_booklet_gives_the_same_sheets(booklet, tmp_path):
    for name in ("een.pdf", "twee.pdf"):
        impose(booklet, tmp_path / name, saddle_stitch(3), "Titel", 0)
    assert (tmp_path / "een.pdf").read_bytes() == (tmp_path / "twee.pdf").read_bytes()


@pytest.mark.parametrize(
    ("pages", "leaves", "sides"),
    [
        (16, 4, [(8, 1), (2, 7), (6, 3), (4, 5), (16, 9), (10, 15), (14, 11), (12, 13)]),
        (9, 4, [(8, 1), (2, 7), (6, 3), (4, 5), (9, None), (None, None), (None, None), (None, None)]),
        (3, 4, [(3, 1), (2, None), (None, None), (None, None)]),
    ],
)
def test_each_signature_is_folded_by_itself_and_the_back_stays_last(pages, leaves, sides):
    assert [(side.left, side.right) for side in signatures(pages, leaves, back_cover=True)] == sides
