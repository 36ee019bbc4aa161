"""What booklets, sheets, e-books and slides say that no author wrote."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from katern.words.model import Length, Phrase, Table, names, takes

_FORMS = names(
    "booklet", "sheets", "cards", "poster", "sheet", "role-cards", "set", "summary", "press", "cover", "epub", "slides", "docx"
)  # fmt: skip
_OWN = names(
    "title", "about", "choose", "all", "none", "date", "place", "logo", "logo_alt", "make", "busy", "made", "failed", "empty",
    "row", "choice",
)  # fmt: skip
_LAYOUTS = names("cards", "poster", "sheet", "role-cards", "set", "summary")


@dataclass(frozen=True, slots=True)
class Print:
    """The words of paper; `units` and `unit` count what a file has many or one of, by its form.
    `quotes` are the signs around a quotation, and around one within it.

    `layouts` name what a layout makes, `advice` says how a form is printed, `groups` name rows of downloads, `own` is said
    where readers put a booklet together, and in what they made.
    """

    units: Annotated[Table, _FORMS]
    unit: Annotated[Table, _FORMS]
    quotes: Annotated[tuple[str, ...], Length(4)]
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
    layouts: Annotated[Table, _LAYOUTS]
    groups: Annotated[Table, names("meeting", "read", "adapt", "press", "own")]
    advice: Annotated[
        Table, names("booklet", "sheets", "cards", "poster", "sheet", "role-cards", "set", "press", "cover")
    ]
    own: Annotated[Table, _OWN]
    large: str
    black_and_white: str
    stays: str
    left_empty: str
    room_for_notes: str
    also_needed: str
    set_intro: Annotated[Phrase, takes("meeting", "number")]
    set_heads: Annotated[tuple[str, ...], Length(4)]
    set_how: Annotated[Table, names("sheet", "roles", "cards")]
    set_poster: Annotated[Phrase, takes("paper")]
    set_warning_title: str
    set_warning: str
    works: str
    works_with: str
    works_not: str
    works_heads: Annotated[tuple[str, ...], Length(3)]
    read_all: str
    invitation: str
    programme: str
    to_fill_in: tuple[str, ...]
    everyone: str
    press: str
    cover: str
    sheet: str
    download: str
    slides: str
    ebook: str
    epub_access: str
    front: str
    questions: str
