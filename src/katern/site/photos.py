"""The site's pictures: each goes out without what its camera wrote, or does not go out."""

from __future__ import annotations

from pathlib import Path

from katern.finding import Finding, Position, said
from katern.photos.clean import NoPicture, Photos
from katern.photos.kinds import SUFFIXES, suffix, why_not


def clean_picture(photos: Photos, path: str, file: Path, largest: int) -> bytes | Finding | None:
    """The clean picture; meta.bad-picture where that cannot be made; None for a file that is no picture."""
    if suffix(path) not in SUFFIXES:
        return None
    data = file.read_bytes()
    wrong = why_not(path, data)
    if wrong is None:
        try:
            return photos.clean(data, largest)
        except NoPicture:
            wrong = said("meta.bad-picture", "no-picture")
    return Finding.error(Position(path), wrong)
