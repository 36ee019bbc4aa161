"""Which languages Katern has words in: each is a folder of `locale`."""

from __future__ import annotations

from functools import cache
from pathlib import Path

FALLBACK = "en"
FOLDER = Path(__file__).parent / "locale"


@cache
def languages() -> tuple[str, ...]:
    """The languages that have words."""
    return tuple(sorted(folder.name for folder in FOLDER.iterdir() if folder.is_dir() and folder.name[0].isalpha()))


def has_words(language: str) -> bool:
    """Whether there are words in a language (BCP 47), as there are in `nl` for `nl-BE`."""
    return _own(language) != ""


def nearest_language(language: str) -> str:
    """The language whose words a reader of another gets: its own (`nl` for `nl-BE`), else English."""
    return _own(language) or FALLBACK


def _own(language: str) -> str:
    return next((name for name in (language.lower(), language.lower().split("-")[0]) if name in languages()), "")
