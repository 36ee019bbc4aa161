"""What a reader of a site sees who searches, and what a language asks of a search."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from katern.words.model import Counted, Phrase, takes


@dataclass(frozen=True, slots=True)
class Search:
    """The box of the search: its labels, what it says of what was found, and what a language leaves out.

    `small` are words that do not count, `endings` those by which forms of one word differ, `urgent` words of somebody who
    needs a telephone number now.
    """

    open: str
    title: str
    label: str
    hint: str
    submit: str
    close: str
    clear: str
    filters: str
    all: str
    kind: str
    line: str
    audience: str
    year: str
    best: str
    more: Annotated[Phrase, takes("count")]
    count: Counted
    sources_count: Counted
    sources: str
    fewer: str
    page: str
    meant: str
    instead: Annotated[Phrase, takes("words")]
    none: Annotated[Phrase, takes("words")]
    none_filtered: str
    advice: tuple[str, ...]
    doors: str
    call: str
    failed: str
    loading: str
    small: tuple[str, ...]
    endings: tuple[str, ...]
    links: tuple[str, ...]
    urgent: tuple[str, ...]
