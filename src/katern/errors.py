"""What stops a run that is nobody's writing mistake; what an author did wrong is a Finding."""

from __future__ import annotations


class KaternError(Exception):
    """Base of everything that Katern raises on purpose; its text is meant for a person."""


class NoSite(KaternError):
    """There is no mkdocs.yml, or it does not name the plugin `katern`, or its pages stand outside its folder."""


class PandocFailed(KaternError):
    """Pandoc ended with an error; the text holds what it said."""


class NotBuilt(KaternError):
    """A disk was full or could not be written while a site was made; the text says what stands there now."""
