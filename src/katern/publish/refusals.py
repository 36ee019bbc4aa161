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
