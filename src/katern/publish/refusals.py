"""Why a release is refused: each name is a fact, each text says what to do."""

from __future__ import annotations

from katern.errors import KaternError


class ReleaseRefused(KaternError):
    """A gate is closed; the text says which and how to open it."""


class AlreadyPublished(ReleaseRefused):
    """The version exists with other bytes, and a published version never changes."""


class Busy(ReleaseRefused):
    """Another release works on the same tree."""


class TargetUnusable(ReleaseRefused):
    """The place to publish to cannot be read or written as asked."""
