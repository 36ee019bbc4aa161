"""Rules on voices: a view has a holder, and a story is told with consent."""

from __future__ import annotations

from collections.abc import Iterator

from katern.finding import Finding, Position, said
from katern.library import Library


def holders(library: Library) -> Iterator[Finding]:
    """kinds.viewpoint-holder: a view of which nothing tells whose it is; two viewpoints with one id."""
    taken: set[str] = set()
    for index, point in enumerate(library.data.voices.viewpoints):
        if point.id in taken:
            at = _place(library, "viewpoints", index, "id")
            yield Finding.error(at, said("meta.bad-value", "voice-twice", id=point.id))
        taken.add(point.id)
        for number, view in enumerate(point.views):
            if not view.holder:
                at = _place(library, "viewpoints", index, "views", number, "position")
                yield Finding.error(at, said("kinds.viewpoint-holder", "no-holder", position=view.position))


def consents(library: Library) -> Iterator[Finding]:
    """kinds.story-consent: a story that nobody agreed to, or that stood in public without a source that says so."""
    taken: set[str] = set()
    for index, story in enumerate(library.data.voices.stories):
        at = _place(library, "stories", index, "id")
        if story.id in taken:
            yield Finding.error(at, said("meta.bad-value", "voice-twice", id=story.id))
        taken.add(story.id)
        if story.consent is None:
            yield Finding.error(at, said("kinds.story-consent", "no-consent", id=story.id))
        elif story.consent == "published" and not story.sources:
            at = _place(library, "stories", index, "consent")
            yield Finding.error(at, said("kinds.story-consent", "no-source", id=story.id))


def _place(library: Library, *where: str | int) -> Position:
    return library.data_positions["voices"].get(where, Position(f"{library.layout.data}/voices.yml"))
