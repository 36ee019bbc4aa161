"""The site's pictures: each goes out without what its camera wrote, or does not go out."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from mkdocs.structure.files import Files

from katern.finding import Finding, Position
from katern.photos.clean import NoPicture, Photos
from katern.photos.kinds import SUFFIXES, suffix, why_not


def clean_files(files: Files, photos: Photos, root: Path, folders: tuple[Path, ...], largest: int) -> Iterator[Finding]:
    """Put the clean picture in the place of each of the site's own; meta.bad-picture where that cannot be done."""
    for file in files:
        source = file.abs_src_path
        if source is None or suffix(file.src_uri) not in SUFFIXES:
            continue
        path = Path(source)
        if not any(path.is_relative_to(folder) for folder in folders):
            continue  # the theme's own
        data = file.content_bytes
        wrong = why_not(file.src_uri, data)
        if wrong is None:
            try:
                made = photos.clean(data, largest)
            except NoPicture:
                wrong = ("dit bestand is niet als afbeelding te lezen", "open het in een tekenprogramma en sla het opnieuw op")
            else:
                if made != data:
                    file.content_bytes = made
        if wrong is not None:
            yield Finding.error("meta.bad-picture", Position(path.relative_to(root).as_posix()), *wrong)
