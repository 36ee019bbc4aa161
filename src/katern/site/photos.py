"""The site's pictures: each goes out without what its camera wrote, or does not go out."""

from __future__ import annotations

from pathlib import Path

from katern.finding import Finding, Position
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
            wrong = (
                "dit bestand is niet als afbeelding te lezen",
                "open het in een tekenprogramma en sla het opnieuw op",
            )
    return Finding.error("meta.bad-picture", Position(path), *wrong)
