"""What authors see of the preview: the panel in the page, its own pages, and what stands on the terminal."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Annotated

from katern.locales import nearest_language
from katern.words.model import Counted, Phrase, Table, names, read, takes


@dataclass(frozen=True, slots=True)
class Panel:
    """The panel with findings in each page."""

    title: str
    close: str
    keys: str
    here: str
    none_here: str
    elsewhere: str
    none: str
    rest: Annotated[Phrase, takes("count")]
    more: Annotated[Phrase, takes("number")]
    error: Counted
    warning: Counted
    kept: str
    lost: str
    booklets: str


@dataclass(frozen=True, slots=True)
class Trouble:
    """What is said when the site could not be made anew."""

    title: str
    kept: str
    own: Annotated[Phrase, takes("problem")]


@dataclass(frozen=True, slots=True)
class Waiting:
    """The page for a site that was never made yet."""

    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Booklets:
    """The list of booklets, and the page of each."""

    title: str
    intro: str
    none: str
    download: str
    back: str
    failed: str


@dataclass(frozen=True, slots=True)
class Terminal:
    """What stands where the command was typed."""

    begin: Annotated[Phrase, takes("address")]
    ready: Annotated[Phrase, takes("pages", "seconds", "findings")]
    changed: Annotated[Phrase, takes("time", "files", "seconds", "findings")]
    pages: Counted
    files: Annotated[Phrase, takes("first", "number")]
    nothing: str
    alone: str


@dataclass(frozen=True, slots=True)
class Refused:
    """What a request is told that is not answered."""

    host: Annotated[Phrase, takes("host", "address")]
    method: str


@dataclass(frozen=True, slots=True)
class PreviewWords:
    """All words of the preview; `language` is that of the words."""

    language: str
    panel: Panel
    severities: Annotated[Table, names("error", "warning")]
    trouble: Trouble
    waiting: Waiting
    booklets: Booklets
    terminal: Terminal
    refused: Refused


def preview_words(language: str) -> PreviewWords:
    """The preview's words in a language (BCP 47)."""
    return _read(nearest_language(language))


@cache
def _read(language: str) -> PreviewWords:
    return read(PreviewWords, language, "preview.yml", known={"language": language})
