"""Pictures of a document: their files, what kind they are and how large."""

from __future__ import annotations

import hashlib
import struct
from dataclasses import dataclass
from pathlib import Path

from katern.containment import climbs, inside
from katern.layout import Layout

# a picture of this many pixels fills A3 at 300 dots per inch
LARGEST = 5000
# pixels of the longest side of a photo that fills the paper's text at 300 dots per inch
PAPER = {"a5": 1750, "a4": 2500, "a3": 3500}
_POINTS_PER_PIXEL = 0.75
_JPEG_SIZES = frozenset((*range(0xC0, 0xC4), *range(0xC5, 0xC8), *range(0xC9, 0xCC), *range(0xCD, 0xD0)))


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture as it goes into the document: a name that its content determines, and its width in pixels."""

    name: str
    data: bytes
    pixels: int | None


def named(data: bytes, kind: str) -> Picture:
    """A picture under a name that its content determines, since documents share a folder while they are set."""
    return Picture(f"{hashlib.sha256(data).hexdigest()[:16]}.{kind}", data, width_of(data, kind))


def picture_file(layout: Layout, address: str, folders: tuple[Path, ...] = ()) -> Path | None:
    """The file behind an address of the site, or None; `folders` are those of the theme."""
    if climbs(address):
        return None
    for folder, prefix in layout.trees:
        if address.startswith(prefix):
            path = layout.root / folder / address[len(prefix) :]
            if path.is_file() and inside(layout.root, path):
                return path
    here = (folder / address for folder in folders if inside(folder, address))
    return next((path for path in here if path.is_file()), None)


def kind_of(data: bytes) -> str | None:
    """The file extension that belongs to a picture's content; None where Typst cannot draw it."""
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    if data.startswith(b"\xff\xd8\xff"):
        return "jpg"
    if data[:6] in (b"GIF87a", b"GIF89a"):
        return "gif"
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "webp"
    if b"<svg" in data[:2000]:
        return "svg"
    return None


def width_of(data: bytes, kind: str) -> int | None:
    """The width in pixels that the header tells; None for a drawing and where the header is odd."""
    try:
        if kind == "png":
            return int(struct.unpack(">I", data[16:20])[0])
        if kind == "gif":
            return int(struct.unpack("<H", data[6:8])[0])
        if kind == "jpg":
            return _jpeg_width(data)
    except (struct.error, IndexError):
        return None
    return None


def _jpeg_width(data: bytes) -> int | None:
    offset = 2
    while offset + 9 < len(data) and data[offset] == 0xFF:
        if data[offset + 1] in _JPEG_SIZES:
            return int(struct.unpack(">H", data[offset + 7 : offset + 9])[0])
        offset += 2 + int(struct.unpack(">H", data[offset + 2 : offset + 4])[0])
    return None


def points(pixels: str | None) -> str | None:
    """A width as HTML gives it, in points; None for percentages and what is no number."""
    try:
        return f"{float((pixels or '').removesuffix('px')) * _POINTS_PER_PIXEL:g}"
    except ValueError:
        return None
