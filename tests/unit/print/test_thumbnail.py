"""The first page of a booklet as a small picture."""

from __future__ import annotations

import io
from random import Random

import pikepdf
import pytest
from PIL import Image

from katern.print import thumbnail
from katern.print.thumbnail import draw_thumbnail, small
from katern.store import Store

RED, BLUE = "1 0 0", "0 0 1"


@pytest.fixture
def pdf(tmp_path):
    """A file of two pages, each of one colour."""

    def make(name="proef boekje’s.pdf", size=(595, 842), colours=(RED, BLUE)):
        with pikepdf.new() as made:
            for colour in colours:
                page = made.add_blank_page(page_size=size)
                page.Contents = made.make_stream(f"{colour} rg 0 0 {size[0]} {size[1]} re f".encode())
            made.save(tmp_path / name, deterministic_id=True)
        return tmp_path / name

    return make


@pytest.mark.parametrize(("size", "drawn"), [((595, 842), (240, 340)), ((842, 595), (240, 170))])
def test_the_first_page_stands_beside_the_file(pdf, size, drawn):
    file = pdf(size=size)
    assert draw_thumbnail(file, "booklet", Store(None)) == drawn
    with Image.open(file.with_suffix(".webp")) as picture:
        assert (picture.format, picture.size) == ("WEBP", drawn)
        red, green, blue = picture.convert("RGB").getpixel((100, 100))
        assert red > 240 > 20 > max(green, blue)


def test_what_did_not_change_is_not_drawn_again_and_what_did_is(pdf, tmp_path, monkeypatch):
    store, times = Store(tmp_path / "store"), []
    first_page = thumbnail.first_page
    monkeypatch.setattr(thumbnail, "first_page", lambda *values: times.append(1) or first_page(*values))
    draw_thumbnail(pdf(), "booklet", store)
    file = pdf("elders.pdf")
    draw_thumbnail(file, "booklet", store)
    kept = file.with_suffix(".webp").read_bytes()
    draw_thumbnail(file, "summary", store)
    assert len(times) == 1
    draw_thumbnail(pdf("elders.pdf", colours=(BLUE,)), "booklet", store)
    assert file.with_suffix(".webp").read_bytes() != kept


@pytest.mark.parametrize(
    ("name", "form"), [("a.pdf", "cards"), ("a.pdf", "sheets"), ("a.pdf", "cover"), ("a.x", "booklet")]
)
def test_other_files_show_nothing(tmp_path, name, form):
    (tmp_path / name).write_bytes(b"iets")
    assert draw_thumbnail(tmp_path / name, form, Store(None)) is None
    assert [path.name for path in tmp_path.iterdir()] == [name]


def test_a_page_that_typst_cannot_read_is_left_out(tmp_path):
    (tmp_path / "stuk.pdf").write_bytes(b"%PDF-1.7 stuk")
    assert draw_thumbnail(tmp_path / "stuk.pdf", "booklet", Store(tmp_path / "store")) is None
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["stuk.pdf"]


def test_a_page_full_of_detail_is_small_too():
    random = Random(7)
    photo = Image.frombytes("RGB", (60, 85), random.randbytes(60 * 85 * 3)).resize((240, 339))
    best = io.BytesIO()
    photo.save(best, "WEBP", quality=75, method=4)
    assert len(best.getvalue()) > 15_000 >= len(small(photo))
    with Image.open(io.BytesIO(small(photo))) as picture:
        assert picture.size == (240, 339)
