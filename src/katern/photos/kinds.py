"""What kind of picture a file is, by its name and by its first bytes."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePath

from katern.finding import Said, said

# what can be cleaned; a name that ends so promises it
BY_NAME: Mapping[str, str] = {
    ".jpg": "JPEG", ".jpeg": "JPEG", ".png": "PNG", ".webp": "WEBP", ".gif": "GIF", ".tif": "TIFF", ".tiff": "TIFF",
    ".avif": "AVIF", ".svg": "SVG",
}  # fmt: skip
# what cameras and programs write and no browser shows; it tells place and maker, and cannot be cleaned
NOT_FOR_THE_WEB = (".heic", ".heif", ".dng", ".cr2", ".cr3", ".nef", ".arw", ".psd", ".jp2", ".jxl", ".svgz")
SUFFIXES = (*BY_NAME, *NOT_FOR_THE_WEB)
# what browsers draw as a picture
DRAWN = (".jpg", ".jpeg", ".png", ".webp", ".gif", ".avif", ".svg", ".apng", ".bmp", ".ico")


def suffix(path: str) -> str:
    """The end of a file's name, in small letters."""
    return PurePath(path).suffix.lower()


def kind_of(data: bytes) -> str:
    """The kind that the first bytes tell; nothing where they tell none."""
    if data.startswith(b"\xff\xd8\xff"):
        return "JPEG"
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return "PNG"
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "WEBP"
    if data[:6] in (b"GIF87a", b"GIF89a"):
        return "GIF"
    if data[:4] in (b"II*\0", b"MM\0*"):
        return "TIFF"
    if data[4:8] == b"ftyp" and data[8:12] in (b"avif", b"avis"):
        return "AVIF"
    return "SVG" if b"<svg" in data[:4000] else ""


def why_not(path: str, data: bytes) -> Said | None:
    """What is wrong with a picture whose name and first bytes disagree; None where nothing is."""
    end = suffix(path)
    if end in NOT_FOR_THE_WEB:
        return said("meta.bad-picture", "cannot-be-cleaned", suffix=end)
    if kind_of(data) != BY_NAME[end]:
        return said("meta.bad-picture", "other-kind", kind=BY_NAME[end])
    return None
