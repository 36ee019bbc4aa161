"""Which file each page of a site is drawn from, so that a page shows the findings of its own file first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from types import MappingProxyType

from katern.bibliography.source import Source
from katern.finding import Finding
from katern.site.build import Build


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a file: from one line up to another, which is no part of it; without end up to the end of the file."""

    path: str
    first: int = 1
    end: int | None = None

    def holds(self, finding: Finding) -> bool:
        """Whether a finding stands in it."""
        below = self.end is None or finding.line < self.end
        return finding.path == self.path and self.first <= finding.line and below


@dataclass(frozen=True, slots=True)
class Origins:
    """The part of a file behind each page, by URL, and the URL of each file's page."""

    parts: Mapping[str, Part] = field(default_factory=lambda: MappingProxyType({}))
    urls: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    @classmethod
    def of(cls, build: Build) -> Origins:
        """Those of a site that was drawn."""
        items = {page.url: page.item.path for page in build.outlines.values() if page.item is not None}
        urls = {path: url for url, path in items.items()}
        parts = {url: Part(path) for url, path in items.items()}
        entries = dict(_entries(build.library.sources.values()))
        parts |= {build.catalogue.urls[key]: part for key, part in entries.items() if key in build.catalogue.urls}
        return cls(parts, urls)

    def own(self, url: str, findings: Iterable[Finding]) -> tuple[Finding, ...]:
        """The findings of the file that a page is drawn from."""
        part = self.parts.get(url)
        return () if part is None else tuple(finding for finding in findings if part.holds(finding))


def _entries(sources: Iterable[Source]) -> Iterator[tuple[str, Part]]:
    """The lines of each source, by its key: up to the source that follows in its file."""
    placed = sorted(sources, key=lambda source: (source.position.path, source.position.line))
    for source, following in pairwise([*placed, None]):
        assert source is not None  # only the last is
        same = following is not None and following.position.path == source.position.path
        end = following.position.line if same and following is not None else None
        yield source.key, Part(source.position.path, source.position.line, end)
