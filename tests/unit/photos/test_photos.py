"""Pictures go out without what their makers wrote into them, upright, and looking the same."""

from __future__ import annotations

import base64
import io
import struct

import pytest
from PIL import Image, ImageCms, PngImagePlugin

from katern.photos.clean import NoPicture, Photos
from katern.photos.kinds import kind_of, why_not
from katern.store import Store

CAMERA = b"SpiedCam 3000"
AUTHOR = b"Een Maker"
XMP = b'<x:xmpmeta xmlns:x="adobe:ns:meta/">' + AUTHOR + b"</x:xmpmeta>"
PROFILE = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
GPS = 0x8825


def exif(orientation: int = 1) -> Image.Exif:
    made = Image.Exif()
    made[0x010F] = CAMERA.decode()
    made[0x0112] = orientation
    made.get_ifd(GPS)[1] = "N"
    made.get_ifd(GPS)[2] = (52.0, 5.0, 27.0)
    return made


def drawn(size: tuple[int, int] = (8, 6), mode: str = "RGB") -> Image.Image:
    """A picture of which each corner is told apart."""
    picture = Image.new("RGB", size, "white")
    picture.putpixel((0, 0), (200, 0, 0))
    picture.paste((0, 0, 200), (size[0] // 2, 0, size[0], size[1] // 2))
    return picture.convert(mode)


def written(kind: str, size: tuple[int, int] = (8, 6), orientation: int = 1, **more: object) -> bytes:
    out = io.BytesIO()
    picture = drawn(size)
    if kind == "PNG":
        notes = PngImagePlugin.PngInfo()
        notes.add_text("Author", AUTHOR.decode())
        notes.add_itxt("XML:com.adobe.xmp", XMP.decode())
        more["pnginfo"] = notes
    elif kind == "GIF":
        more["comment"] = AUTHOR
    elif kind in ("JPEG", "WEBP", "AVIF"):
        more["xmp"] = XMP
    if kind == "JPEG":
        more["comment"] = AUTHOR
    if kind != "GIF":
        more |= {"exif": exif(orientation), "icc_profile": PROFILE}
    picture.save(out, kind, **more)
    return out.getvalue() + (b"" if kind in ("TIFF", "AVIF") else AUTHOR)  # phones put a film behind the photo


def opened(data: bytes) -> Image.Image:
    picture = Image.open(io.BytesIO(data))
    picture.load()
    return picture


KINDS = ("JPEG", "PNG", "WEBP", "TIFF", "AVIF", "GIF")


@pytest.mark.parametrize("largest", [1600, 5])
@pytest.mark.parametrize("orientation", [1, 6])
@pytest.mark.parametrize("kind", KINDS)
def test_nothing_of_camera_place_and_maker_is_left(kind, orientation, largest):
    before = written(kind, orientation=orientation)
    assert AUTHOR in before or CAMERA in before
    after = Photos().clean(before, largest)
    for told in (CAMERA, AUTHOR, b"Exif\0\0", b"eXIf", b"EXIF", b"xmpmeta", b"XMP "):
        assert told not in after
    picture = opened(after)
    assert (picture.format, dict(picture.getexif().get_ifd(GPS))) == (kind, {})
    assert 0x010F not in picture.getexif()


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF"])
def test_what_needs_no_turning_and_scaling_is_the_same_picture_to_the_last_dot(kind):
    before = written(kind)
    assert list(opened(Photos().clean(before)).convert("RGB").get_flattened_data()) == list(
        opened(before).convert("RGB").get_flattened_data()
    )


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "TIFF", "AVIF"])
@pytest.mark.parametrize("orientation", [1, 3])
def test_the_colour_profile_stays(kind, orientation):
    assert opened(Photos().clean(written(kind, orientation=orientation))).info["icc_profile"] == PROFILE


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "TIFF"])
def test_a_photo_taken_sideways_stands_upright(kind):
    after = opened(Photos().clean(written(kind, size=(40, 20), orientation=6)))
    assert after.size == (20, 40)
    blue = after.convert("RGB").getpixel((15, 35))
    assert blue[2] > 150 > blue[0]


@pytest.mark.parametrize(
    ("size", "expected"), [((400, 100), (100, 25)), ((50, 400), (12, 100)), ((100, 100), (100, 100))]
)
def test_the_longest_side_is_what_is_asked_and_small_ones_stay(size, expected):
    assert opened(Photos().clean(written("JPEG", size=size), 100)).size == expected


@pytest.mark.parametrize("mode", ["P", "1", "L", "LA", "RGBA", "I;16"])
def test_every_kind_of_png_can_be_scaled(mode):
    out = io.BytesIO()
    (Image.new(mode, (40, 20)) if mode == "I;16" else drawn((40, 20), mode)).save(out, "PNG")
    assert opened(Photos().clean(out.getvalue(), 10)).size == (10, 5)


@pytest.mark.parametrize("kind", ["GIF", "WEBP", "PNG"])
def test_what_moves_still_moves(kind):
    out = io.BytesIO()
    drawn((40, 20)).save(
        out, kind, save_all=True, append_images=[Image.new("RGB", (40, 20), "green")], duration=100, loop=0
    )
    after = opened(Photos().clean(out.getvalue(), 10))
    assert (after.n_frames, after.size) == (2, (40, 20))


def test_a_photo_without_anything_to_hide_stays_the_same_file():
    out = io.BytesIO()
    drawn().save(out, "PNG")
    assert Photos().clean(out.getvalue()) == out.getvalue()


def test_a_progressive_photo_keeps_all_its_scans():
    before = written("JPEG", size=(64, 64), progressive=True)
    assert opened(Photos().clean(before)).tobytes() == opened(before).tobytes()


def test_a_thumbnail_in_the_head_of_a_photo_goes_too():
    before = written("JPEG")
    head = b"\xff\xe0" + struct.pack(">H", 16 + 3) + b"JFIF\0\1\1\0\0\1\0\1\1\1" + b"abc"
    assert b"abc\xff" not in Photos().clean(before[:2] + head + before[2:])


DRAWING = (
    '<?xml version="1.0"?><!-- {maker} --><svg xmlns="http://www.w3.org/2000/svg" '
    'xmlns:inkscape="http://www.inkscape.org/namespaces/inkscape" xmlns:sodipodi="http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd" '
    'xmlns:xlink="http://www.w3.org/1999/xlink" sodipodi:docname="{maker}" viewBox="0 0 9 9"><metadata>{maker}</metadata>'
    '<sodipodi:namedview inkscape:export-filename="{maker}"/><title>Plein</title><!-- {maker} --><g inkscape:label="{maker}">'
    '<image xlink:href="data:image/jpeg;base64,{photo}"/><path d="M0 0h9"/></g></svg>'
)


def test_a_drawing_tells_nothing_of_its_maker_and_the_photo_in_it_neither():
    photo = base64.b64encode(written("JPEG")).decode()
    after = Photos().clean(DRAWING.format(maker=AUTHOR.decode(), photo=photo).encode())
    assert AUTHOR not in after
    assert b"<title>Plein</title>" in after
    assert b'<path d="M0 0h9"/>' in after
    inner = base64.b64decode(after.split(b"base64,")[1].split(b'"')[0])
    assert (CAMERA in inner, opened(inner).size) == (False, (8, 6))


def test_a_plain_drawing_stays_the_same_file():
    plain = b'<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0h9"/></svg>\n'
    assert Photos().clean(plain) == plain


def test_photos_within_a_page_are_cleaned():
    photo = base64.b64encode(written("JPEG")).decode()
    page = Photos().clean_page(f'<p>Zie <img src="data:image/jpeg;base64,{photo}" alt="x"> hier.</p>')
    assert page.startswith('<p>Zie <img src="data:image/jpeg;base64,')
    assert CAMERA not in base64.b64decode(page.split("base64,")[1].split('"')[0])


@pytest.mark.parametrize(
    "data",
    [b"", b"tekst", b"\xff\xd8\xff", written("JPEG")[:90], written("PNG")[:60], b"<svg><!-- a</svg>", b"%PDF-1.7"],
    ids=["empty", "text", "start", "half a JPEG", "half a PNG", "half an SVG", "PDF"],  # a profile holds the moment
)
def test_what_is_no_picture_does_not_go_out(data):
    with pytest.raises(NoPicture):
        Photos().clean(data)


def test_a_picture_is_cleaned_once(tmp_path):
    photos = Photos(Store(tmp_path))
    first = photos.clean(written("JPEG"), 4)
    photos.store.keep("photo", (written("JPEG"), 4), b"bewaard")
    assert (photos.clean(written("JPEG"), 4), photos.clean(written("JPEG"), 5) == first) == (b"bewaard", False)


@pytest.mark.parametrize("kind", KINDS)
def test_a_kind_is_told_from_the_first_bytes(kind):
    assert kind_of(written(kind)) == kind


@pytest.mark.parametrize(
    ("name", "kind", "fits"),
    [("a.jpg", "JPEG", True), ("a.JPEG", "JPEG", True), ("a.tif", "TIFF", True), ("a.png", "JPEG", False), ("a.heic", "JPEG", False), ("a.svg", "PNG", False)],
)  # fmt: skip
def test_a_name_promises_a_kind(name, kind, fits):
    assert (why_not(name, written(kind)) is None) is fits
