"""Profiles of areas on paper, each when somebody asks for it: thousands of files that nobody opens are not made."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from katern import halfmade
from katern.print.address import shown_address
from katern.print.matter import Imprint
from katern.print.typeset import Typesetter
from katern.stamp import Stamp
from katern.words import Words


@dataclass(frozen=True, slots=True)
class Sheet:
    """A profile to set: the name of its file, its title, what stands below it, its address and how to cite it."""

    stem: str
    title: str
    placed: str
    url: str
    cited: str
    profile: Mapping[str, Any]


def profile_pdf(
    sheet: Sheet, words: Words, imprint: Imprint, stamp: Stamp, overrides: Path | None
) -> tuple[bytes, int]:
    """The PDF of a profile, and how many pages it has."""
    import pikepdf  # takes longer to load than what was remembered to read

    language, _, region = imprint.language.partition("-")
    data = {
        "paper": "a4", "lang": language, "region": region or language.upper(), "title": sheet.title,
        "subtitle": sheet.placed, "description": sheet.placed, "document_title": f"{sheet.title} - {imprint.site}",
        "author": imprint.site, "keywords": [], "site": imprint.site, "version": stamp.version, "date": stamp.day(words),
        "licence": imprint.licence, "address": shown_address(sheet.url) if sheet.url else "", "cited": sheet.cited,
        "words": words.print, "addresses": words.addresses, "profile": dict(sheet.profile),
    }  # fmt: skip
    with halfmade.folder("profile") as folder:
        made = Typesetter(folder, overrides).pdf("", "profile", data, stamp.epoch)
    with pikepdf.open(io.BytesIO(made)) as document:
        return made, len(document.pages)
