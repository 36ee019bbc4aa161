"""A photo with a place in it, in every file that leaves the house: site, booklet and e-book."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

CAMERA, MAKER = "SpiedCam 3000", b"Een Maker"
LARGEST = {"site": 1600, "a4": 2500}
PLACES = (
    "toolkits/oefenen/foto.jpg", "dossiers/proef/foto.jpg", "docs/foto.jpg", "overrides/assets/foto.jpg", "docs/foto.png",
    "docs/foto.webp",
)  # fmt: skip


def photo(kind: str) -> bytes:
    """A large photo, taken sideways, with camera and place."""
    exif = Image.Exif()
    exif[0x010F], exif[0x0112] = CAMERA, 6
    exif.get_ifd(0x8825)[2] = (52.0, 5.0, 27.0)
    out = io.BytesIO()
    options = {"comment": MAKER} if kind == "JPEG" else {}
    Image.linear_gradient("L").resize((3000, 2000)).convert("RGB").save(out, kind, exif=exif, **options)
    return out.getvalue()


@pytest.fixture(scope="module")
def with_photos(copied, run) -> Path:
    root = copied("booklets")
    for place in PLACES:
        path = root / place
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(photo({".jpg": "JPEG", ".png": "PNG", ".webp": "WEBP"}[path.suffix]))
    config = (root / "mkdocs.yml").read_text(encoding="utf-8")
    config = config.replace("  name: material\n", "  name: material\n  custom_dir: overrides\n")
    (root / "mkdocs.yml").write_text(config, encoding="utf-8")
    page = root / "dossiers/proef/alles.md"
    page.write_text(
        page.read_text(encoding="utf-8") + "\n![Een helling van wit naar zwart](foto.jpg)\n", encoding="utf-8"
    )
    done = run("build", "--draft", cwd=root)
    assert done.returncode == 0, done.stdout + done.stderr
    return root


def told(data: bytes) -> bool:
    return CAMERA.encode() in data or MAKER in data or b"Exif\0\0" in data or b"eXIf" in data


@pytest.mark.parametrize("place", PLACES)
def test_a_photo_on_the_site_tells_nothing_and_stands_upright(with_photos, place):
    data = (with_photos / "site" / place.removeprefix("docs/").removeprefix("overrides/")).read_bytes()
    picture = Image.open(io.BytesIO(data))
    assert (told(data), dict(picture.getexif()), picture.size) == (False, {}, (1067, 1600))


def test_no_file_of_the_site_tells_the_camera(with_photos):
    assert [str(path) for path in (with_photos / "site").rglob("*") if path.is_file() and told(path.read_bytes())] == []


def test_a_photo_in_a_booklet_tells_nothing_and_fits_the_paper(with_photos):
    with pikepdf.open(with_photos / "site/boekjes/proef-boekje.pdf") as pdf:
        streams = [entry for entry in pdf.objects if isinstance(entry, pikepdf.Stream)]
        photos = [entry for entry in streams if entry.get("/Subtype") == "/Image" and entry.get("/Height", 0) > 1600]
        assert [(int(entry.Width), int(entry.Height)) for entry in photos] == [(1667, 2500)]
        assert not any(told(entry.read_raw_bytes()) for entry in streams)


def test_a_photo_in_an_e_book_tells_nothing_and_is_as_large_as_on_the_site(with_photos):
    with zipfile.ZipFile(with_photos / "site/boekjes/proef.epub") as book:
        files = {name: book.read(name) for name in book.namelist()}
    assert not any(told(data) for data in files.values())
    sizes = [Image.open(io.BytesIO(data)).size for name, data in files.items() if name.endswith(".jpg")]
    assert sizes == [(1067, 1600)]


def test_a_file_that_is_no_picture_stops_the_build(copied, run):
    root = copied("booklets")
    (root / "docs/plein.jpg").write_bytes(b"geen foto")
    (root / "docs/iphone.heic").write_bytes(b"ftypheic")
    done = run("build", "--no-booklets", "--draft", cwd=root)
    assert done.returncode == 1
    assert [line.split(" (")[0] for line in done.stdout.splitlines() if "error" in line] == [
        "docs/iphone.heic:1:1: error meta.bad-picture: een bestand .heic kan vertellen waar en waarmee het is gemaakt, en is niet schoon te maken",
        "docs/plein.jpg:1:1: error meta.bad-picture: dit bestand is geen JPEG, zoals zijn naam zegt",
    ]


def test_a_broken_picture_stops_the_build(copied, run):
    root = copied("booklets")
    (root / "docs/plein.jpg").write_bytes(photo("JPEG")[:2000])
    done = run("build", "--no-booklets", "--draft", cwd=root)
    assert done.returncode == 1
    assert (
        "docs/plein.jpg:1:1: error meta.bad-picture: dit bestand is niet als afbeelding te lezen"
        in done.stdout + done.stderr
    )
    assert not (root / "site").exists()
