"""Who says what: views that differ, each with its holder, and stories of people who agreed to have them told."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from katern.items import Slug, Text


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, coerce_numbers_to_str=True, defer_build=True)


class View(_Model):
    """One position: whose it is, and on what ground."""

    position: Text
    holder: Text | None = None
    ground: Text | None = None
    sources: tuple[Text, ...] = ()


class Viewpoint(_Model):
    """A question on which views differ, and what those who hold them agree on."""

    id: Slug
    question: Text
    views: Annotated[tuple[View, ...], Field(min_length=2)]
    agree: Text | None = None
    sources: tuple[Text, ...] = ()
    lines: tuple[Slug, ...] = ()
    toolkits: tuple[Slug, ...] = ()

    def about(self, subject: str) -> bool:
        """Whether it belongs to a programme line or a toolkit."""
        return subject in self.lines or subject in self.toolkits


class Story(_Model):
    """What somebody tells from experience; `who` is a role, never a name.

    `consent` is the day on which that person agreed to have it told here, or `published` where it stands in a public source.
    """

    id: Slug
    who: Text
    text: Text
    consent: Literal["published"] | datetime.date | None = None
    sources: tuple[Text, ...] = ()


class Voices(_Model):
    """The file voices.yml."""

    viewpoints: tuple[Viewpoint, ...] = ()
    stories: tuple[Story, ...] = ()

    def on(self, subject: str) -> tuple[Viewpoint, ...]:
        """The viewpoints about a programme line or a toolkit, or the one with this id."""
        return tuple(point for point in self.viewpoints if point.id == subject or point.about(subject))

    def story(self, id: str) -> Story | None:
        """The story with this id."""
        return next((story for story in self.stories if story.id == id), None)

    def cited_at(self) -> Iterator[tuple[tuple[str | int, ...], str]]:
        """The keys of its sources, each with the field that holds it."""
        for index, point in enumerate(self.viewpoints):
            for place, view in enumerate(point.views):
                for number, key in enumerate(view.sources):
                    yield ("viewpoints", index, "views", place, "sources", number), key
            for number, key in enumerate(point.sources):
                yield ("viewpoints", index, "sources", number), key
        for index, story in enumerate(self.stories):
            for number, key in enumerate(story.sources):
                yield ("stories", index, "sources", number), key
