"""What booklets, sheets, e-books and slides say that no author wrote."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from katern.words.model import Table, names

_FORMS = names("booklet", "sheets", "cards", "poster", "epub", "slides")


@dataclass(frozen=True, slots=True)
class Print:
    """The words of paper; `units` and `unit` count what a file has many or one of, by its form."""

    units: Annotated[Table, _FORMS]
    unit: Annotated[Table, _FORMS]
    title: str
    contents: str
    summary: str
    page: str
    line: str
    lines: str
    version: str
    draft_title: str
    draft: str
    final: str
    colophon: str
    authors: str
    publisher: str
    status: str
    review: str
    not_reviewed: str
    licence: str
    outdated: str
    look_here: str
    look_on_site: str
    qr_alt: str
    helplines: str
    glossary: str
    media: str
    participant: str
    trainer: str
    cards: str
    poster: str
    everyone: str
    sheet: str
    download: str
    slides: str
    ebook: str
