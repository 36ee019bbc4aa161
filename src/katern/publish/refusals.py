"""Why a release is refused: each name is a fact, each text says what to do."""

from __future__ import annotations

from katern.errors import KaternError
from katern.saying import said


class ReleaseRefused(KaternError):
    """A gate is closed; what it says tells which, and how to open it."""


class AlreadyPublished(ReleaseRefused):
    """The version exists with other bytes, and a published version never changes."""


class Busy(ReleaseRefused):
    """Another release works on the same tree."""


class NoLock(ReleaseRefused):
    """A lock that nobody needs to break."""

    def __init__(self, place: object) -> None:
        super().__init__(said("target", "never-left-locked", place=str(place)))


class TargetUnusable(ReleaseRefused):
    """The place to publish to cannot be read or written as asked."""


class KeyUnusable(ReleaseRefused):
    """A key cannot sign or check."""


class Altered(ReleaseRefused):
    """Published files are not what was published; `paths` are those."""

    def __init__(self, version: str, paths: tuple[str, ...]) -> None:
        shown = tuple(paths[:4])
        if len(paths) > 4:
            super().__init__(said("published", "much-altered", version=version, paths=shown, number=len(paths) - 4))
        else:
            super().__init__(said("published", "altered", version=version, paths=shown))
        self.paths = paths
