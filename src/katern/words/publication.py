"""What readers of a published site are told of its versions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from katern.words.model import Phrase, Table, names, takes

_CHANGES = names(
    "added", "changed", "removed", "renamed", "reviewed", "withdrawn", "source-added", "source-changed", "source-removed", "booklet"
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Versions:
    """The notice on pages of other versions, and the news of a version; phrases are filled in by the notice's script."""

    label: str
    redirect: str
    old: Annotated[Phrase, takes("version", "current")]
    newer: Annotated[Phrase, takes("version", "current")]
    draft: Annotated[Phrase, takes("version", "current")]
    version_withdrawn: Annotated[Phrase, takes("version", "why")]
    title_withdrawn: Annotated[Phrase, takes("version")]
    page_withdrawn: str
    moved: Annotated[Phrase, takes("title")]
    gone: Annotated[Phrase, takes("current")]
    only_draft: str
    replacing: str
    to_same: Annotated[Phrase, takes("current")]
    to_moved: Annotated[Phrase, takes("current")]
    to_home: Annotated[Phrase, takes("current")]
    to_news: str
    to_all: str
    changed: str
    since: str
    news_title: str
    compared: str
    nothing: str
    first: str
    other: str
    follow: str
    feed: str
    states: Annotated[Table, names("new", "gone")]
    what: Annotated[Table, _CHANGES]
