"""Small rules on words: quotes, addresses, places in the Markdown, sizes of pictures."""

from __future__ import annotations

import struct

import pytest

from katern.print.address import shown_address
from katern.print.images import kind_of, picture_file, points, width_of
from katern.print.locate import Locator
from katern.print.markup import parse, serialise
from katern.print.quotes import set_quotes


@pytest.mark.parametrize(
    ("straight", "curled"),
    [
        ("<p>\"a\" en 'b'</p>", "<p>“a” en ‘b’</p>"),
        ('<p>("x"), <em>"y"</em>"</p>', "<p>(“x”), <em>“y”</em>”</p>"),
        ("<p>'s avonds, 't, 'n, zo'n, foto's</p>", "<p>’s avonds, ’t, ’n, zo’n, foto’s</p>"),
        ("<p>de letter 's' zelf</p>", "<p>de letter ‘s’ zelf</p>"),
        ("<p>a</p>\"b\"<p>'c'</p>", "<p>a</p>“b”<p>‘c’</p>"),
        ('<p><code>"a"</code> "b"</p><pre>\'c\'</pre>', "<p><code>\"a\"</code> “b”</p><pre>'c'</pre>"),
    ],
)
def test_quotes_are_set_as_dutch_does(straight, curled):
    root = parse(straight)
    set_quotes(root, "“”‘’")
    assert serialise(root) == f"<div>{curled}</div>"


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("https://www.a.example/b/", "a.example/b"),
        ("http://a.example", "a.example"),
        ("mailto:x@a.example", ""),
        ("tel:112", ""),
        ("https://wa.me/31", ""),
    ],
)
def test_an_address_is_shown_as_one_types_it(address, shown):
    assert shown_address(address) == shown


@pytest.fixture
def locator(library):
    body = '## Kop *een*\n\nTekst met\neen regel.\n\n!!! card "A"\n    b\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n    !!! card "B"\n        c\n'
    return Locator(library({"docs/a.md": f"---\ntitle: A\n---\n{body}"}).items["docs/a.md"])


@pytest.mark.parametrize(
    ("find", "place"),
    [
        (lambda locator: locator.text("Kop een"), (4, 4)),
        (lambda locator: locator.text("met een regel"), (6, 7)),
        (lambda locator: locator.text("staat er niet"), (4, 1)),
        (lambda locator: locator.text(""), (4, 1)),
        (lambda locator: locator.text("een", last=True), (7, 1)),
        (lambda locator: locator.table(0), (12, 1)),
        (lambda locator: locator.table(3), (4, 1)),
        (lambda locator: locator.tag("br"), (4, 1)),
        (lambda locator: locator.card(0), (9, 1)),
        (lambda locator: locator.card(1), (16, 5)),
        (lambda locator: locator.card(2), (4, 1)),
    ],
)
def test_what_the_html_shows_is_found_in_the_markdown(locator, find, place):
    found = find(locator)
    assert (found.path, found.line, found.column) == ("docs/a.md", *place)


PNG = b"\x89PNG\r\n\x1a\n" + b"\0\0\0\rIHDR" + struct.pack(">II", 640, 480)
GIF = b"GIF89a" + struct.pack("<HH", 320, 200)
JPEG = b"\xff\xd8\xff\xe0\0\x04ab\xff\xc0\0\x11\x08" + struct.pack(">HH", 100, 200) + b"\3"


@pytest.mark.parametrize(
    ("data", "kind", "width"),
    [
        (PNG, "png", 640),
        (GIF, "gif", 320),
        (JPEG, "jpg", 200),
        (b"RIFF\0\0\0\0WEBP", "webp", None),
        (b"<?xml?><svg/>", "svg", None),
        (b"\xff\xd8\xff", "jpg", None),
        (PNG[:12], "png", None),
    ],
)
def test_a_picture_says_its_kind_and_width(data, kind, width):
    assert kind_of(data) == kind
    assert width_of(data, kind) == width


def test_what_is_no_picture_has_no_kind():
    assert kind_of(b"BM1234") is None
    assert kind_of(b"") is None


@pytest.mark.parametrize(
    ("pixels", "expected"), [("200", "150"), ("100px", "75"), ("50%", None), (None, None), ("", None)]
)
def test_a_width_in_html_is_one_in_points(pixels, expected):
    assert points(pixels) == expected


def test_a_picture_is_found_behind_its_address(library, dossier, tmp_path):
    found = library({"dossiers/d/index.md": dossier(), "dossiers/d/a.png": PNG, "docs/b.png": PNG, "thema/c.png": PNG})
    layout = found.layout
    assert picture_file(layout, "dossiers/d/a.png") == layout.root / "dossiers/d/a.png"
    assert picture_file(layout, "b.png") == layout.root / "docs/b.png"
    assert picture_file(layout, "c.png") is None
    assert picture_file(layout, "c.png", (layout.root / "thema",)) == layout.root / "thema/c.png"
