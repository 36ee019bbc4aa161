"""What a build knows when it is to be published as a version: its name, and who tells what changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Protocol

from katern.drawing.downloads import Download
from katern.words import Words

if TYPE_CHECKING:
    from katern.site.build import Build


class Release(Protocol):
    """Set by who publishes; plain builds have none."""

    @property
    def version(self) -> str:
        """The version's name."""

    @property
    def date(self) -> str:
        """When it was made (ISO 8601)."""

    @property
    def address(self) -> str:
        """The address of the page that tells what changed, a MkDocs `src_uri`."""

    def title(self, words: Words) -> str:
        """The title of that page, as HTML."""

    def __call__(self, build: Build, booklets: Mapping[str, Sequence[Download]]) -> Mapping[str, str]:
        """All texts are drawn: give the news of each page that has any, as HTML, by the page's address."""
