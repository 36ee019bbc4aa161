"""Which languages Katern has words in: each is a folder of `locale`; some have words for readers alone."""

from __future__ import annotations

from functools import cache
from pathlib import Path

FALLBACK = "en"
FOLDER = Path(__file__).parent / "locale"
# what authors are told, without which a language has words for readers alone
_FOR_AUTHORS = "findings.yml"


@cache
def readers_languages() -> tuple[str, ...]:
    """The languages that readers may get."""
    return tuple(sorted(folder.name for folder in FOLDER.iterdir() if folder.is_dir() and folder.name[0].isalpha()))


@cache
def languages() -> tuple[str, ...]:
    """The languages in which authors are told of their work too."""
    return tuple(name for name in readers_languages() if (FOLDER / name / _FOR_AUTHORS).is_file())


def has_words(language: str) -> bool:
    """Whether authors are told of their work in a language (BCP 47), as they are in `nl` for `nl-BE`."""
    return _own(language, languages()) != ""


def has_words_for_readers(language: str) -> bool:
    """Whether readers get words of a language."""
    return _own(language, readers_languages()) != ""


def nearest_language(language: str) -> str:
    """The language in which authors of another are told of their work: its own (`nl` for `nl-BE`), else English."""
    return _own(language, languages()) or FALLBACK


def readers_language(language: str) -> str:
    """The language whose words readers of another get."""
    return _own(language, readers_languages()) or FALLBACK


def _own(language: str, known: tuple[str, ...]) -> str:
    return next((name for name in (language.lower(), language.lower().split("-")[0]) if name in known), "")
