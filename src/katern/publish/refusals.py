"""Why a release is refused: each name is a fact, each text says what to do."""

from __future__ import annotations

from katern.errors import KaternError


class ReleaseRefused(KaternError):
    """A gate is closed; the text says which and how to open it."""


class AlreadyPublished(ReleaseRefused):
    """The version exists with other bytes, and a published version never changes."""


class Busy(ReleaseRefused):
    """Another release works on the same tree."""


class NoLock(ReleaseRefused):
    """A lock that nobody needs to break."""

    def __init__(self, place: object) -> None:
        super().__init__(f"in {place} blijft nooit een slot staan: het verdwijnt met het programma dat publiceert; bezig is alleen wat nog draait")  # fmt: skip


class TargetUnusable(ReleaseRefused):
    """The place to publish to cannot be read or written as asked."""


class KeyUnusable(ReleaseRefused):
    """A key cannot sign or check."""


class Altered(ReleaseRefused):
    """Published files are not what was published; `paths` are those."""

    def __init__(self, version: str, paths: tuple[str, ...]) -> None:
        shown = ", ".join(paths[:4]) + (f" en {len(paths) - 4} andere" if len(paths) > 4 else "")
        super().__init__(f"versie {version} is niet meer wat er gepubliceerd is: {shown}. Er is niets overschreven. Zet die bestanden terug uit een reservekopie; katern verify zegt wat er mis is")  # fmt: skip
        self.paths = paths
