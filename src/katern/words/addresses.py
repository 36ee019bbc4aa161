"""Names that stand in addresses: folders, files, anchors, and fields of forms."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Filters:
    """The fields of the catalogue's filters, and the value of a source without a year."""

    search: str
    line: str
    kind: str
    year: str
    language: str
    no_year: str
    open: str
    own: str
    sort: str


@dataclass(frozen=True, slots=True)
class MonitorNames:
    """Names of the monitor of areas: its pages and files, the field with chosen areas, and anchors."""

    brief: str
    reading: str
    absent: str
    take: str
    compare: str
    find: str
    map: str
    list: str
    shared: str
    area: str
    figures: str
    tiles: str
    index: str
    beside: str
    districts: str


@dataclass(frozen=True, slots=True)
class Addresses:
    """Names in addresses; `term`, `letter`, `abbreviation`, `source`, `helpline`, `evidence` and `figure` are what the names of their anchors begin with."""

    sources: str
    glossary: str
    audiences: str
    booklets: str
    booklet: str
    summary: str
    draft: str
    current: str
    news: str
    sheets: str
    worksheets: str
    invitation: str
    programme: str
    press: str
    cover: str
    own: str
    edit: str
    content: str
    messages: str
    parts: str
    downloads: str
    changes: str
    annotation: str
    keywords: str
    cited_by: str
    record: str
    not_found: str
    term: str
    letter: str
    abbreviation: str
    source: str
    helpline: str
    evidence: str
    course: str
    mail: str
    feed: str
    calendar: str
    figure: str
    figures: str
    list: str
    every: str
    compare: str
    filters: Filters
    monitor: MonitorNames

    @property
    def drawn(self) -> frozenset[str]:
        """The anchors that templates draw around a text."""
        return frozenset((self.content, self.messages, self.parts, self.downloads, self.changes, self.compare))
