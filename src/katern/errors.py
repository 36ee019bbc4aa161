"""What stops a run that is nobody's writing mistake; what an author did wrong is a Finding."""

from __future__ import annotations

from katern.saying import Telling


class KaternError(Telling):
    """Base of everything that Katern raises on purpose; its sentences stand in `locale/*/errors.yml`."""


class NoSite(KaternError):
    """There is no mkdocs.yml, or it does not name the plugin `katern`, or its pages stand outside its folder."""


class PandocFailed(KaternError):
    """Pandoc ended with an error, which is told in its own words."""


class NotBuilt(KaternError):
    """A disk was full or could not be written while a site was made."""
