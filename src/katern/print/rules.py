"""How one booklet draws the dialect."""

from __future__ import annotations

from dataclasses import dataclass

from katern.words.print import Print


@dataclass(frozen=True, slots=True)
class Rules:
    """Its edition, its paper, whether a page may be turned on its side, and the words of its language."""

    edition: str | None
    paper: str
    landscape: bool
    words: Print
