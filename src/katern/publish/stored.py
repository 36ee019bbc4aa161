"""What a published tree holds as JSON; a file that was broken by hand is refused, never overwritten."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from katern.publish.refusals import ReleaseRefused, TargetUnusable


@contextmanager
def refuse_broken(name: str) -> Iterator[None]:
    """Within, what does not fit the format of the file becomes a refusal."""
    try:
        yield
    except (ValueError, KeyError, TypeError, AttributeError) as problem:
        raise ReleaseRefused(
            f"{name} van de gepubliceerde site is niet te lezen ({problem}); zet het terug zoals het was; is dat er niet meer, haal het dan weg en herstel de site met katern release --repair"
        ) from problem


def load(content: bytes, name: str) -> Any:
    """The value in a file."""
    with refuse_broken(name):
        return json.loads(content)


@contextmanager
def whole_or_refused(place: str) -> Iterator[None]:
    """Within, a disk or line that fails becomes a refusal that says what readers see."""
    try:
        yield
    except OSError as problem:
        raise TargetUnusable(
            f"het publiceren naar {place} is afgebroken ({problem}); lezers zien een hele versie, de vorige of de nieuwe: verhelp de oorzaak en publiceer opnieuw"
        ) from problem
