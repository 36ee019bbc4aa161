"""Pictures whose names promise what they are not: nobody can tell what else such a file holds."""

from __future__ import annotations

from collections.abc import Iterator

from katern.finding import Finding, Position, Said, said
from katern.library import Library
from katern.photos.kinds import SUFFIXES, why_not
from katern.textfile import walk

# an element of SVG may stand behind a long head
_HEAD = 4000
_WRITTEN = (*SUFFIXES, *(end.upper() for end in SUFFIXES))


def unfit_pictures(library: Library) -> Iterator[Finding]:
    """meta.bad-picture: a file that is no picture of the kind that its name says, or that cannot be cleaned."""
    layout = library.layout
    for folder, _ in layout.trees:
        for path in walk(layout.root, folder, _WRITTEN):
            try:
                wrong: Said | None
                with (layout.root / path).open("rb") as file:
                    wrong = why_not(path, file.read(_HEAD))
            except OSError:
                wrong = said("meta.bad-picture", "unreadable")
            if wrong is not None:
                yield Finding.error(Position(path), wrong)
