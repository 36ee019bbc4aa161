"""Names of languages: biblatex's and those that people type, as BCP 47."""

from __future__ import annotations

import re
from collections.abc import Mapping

_LANGUAGES: Mapping[str, str] = {
    "dutch": "nl", "flemish": "nl-BE", "nederlands": "nl", "english": "en", "american": "en-US", "usenglish": "en-US",
    "british": "en-GB", "ukenglish": "en-GB", "canadian": "en-CA", "australian": "en-AU", "newzealand": "en-NZ", "engels": "en",
    "german": "de", "ngerman": "de", "germanb": "de", "austrian": "de-AT", "naustrian": "de-AT", "swissgerman": "de-CH",
    "nswissgerman": "de-CH", "duits": "de", "french": "fr", "francais": "fr", "frenchb": "fr", "acadian": "fr-CA",
    "canadien": "fr-CA", "frans": "fr", "spanish": "es", "catalan": "ca", "basque": "eu", "galician": "gl", "italian": "it",
    "portuguese": "pt", "portuges": "pt", "brazil": "pt-BR", "brazilian": "pt-BR", "turkish": "tr", "polish": "pl",
    "czech": "cs", "slovak": "sk", "slovene": "sl", "slovenian": "sl", "croatian": "hr", "serbian": "sr", "serbianc": "sr",
    "bulgarian": "bg", "romanian": "ro", "hungarian": "hu", "magyar": "hu", "russian": "ru", "ukrainian": "uk", "greek": "el",
    "polutonikogreek": "el", "danish": "da", "swedish": "sv", "norwegian": "nb", "norsk": "nb", "nynorsk": "nn",
    "icelandic": "is", "finnish": "fi", "estonian": "et", "latvian": "lv", "lithuanian": "lt", "latin": "la", "arabic": "ar",
    "farsi": "fa", "persian": "fa", "hebrew": "he", "japanese": "ja", "chinese": "zh", "korean": "ko", "vietnamese": "vi",
    "indonesian": "id", "bahasai": "id", "hindi": "hi", "afrikaans": "af", "frisian": "fy", "fries": "fy", "kurdish": "ku",
    "somali": "so", "tigrinya": "ti", "amharic": "am", "papiamento": "pap",
}  # fmt: skip
_TAG = re.compile(r"[a-z]{2,3}(?:-[a-z0-9]{2,8})*", re.IGNORECASE)
# words that stand small in an English title in capitals and in few titles of other languages
_ENGLISH = re.compile(r"\b(?:the|of|and|with|from)\b")
_WORD = re.compile(r"(?<![^\s({\[\"“‘`-])[^\W\d_][^\W_]{3,}")


def language_tag(written: str) -> str:
    """A language as BCP 47; nothing where the name is unknown."""
    name = written.strip().casefold()
    return (
        _LANGUAGES.get(name)
        or _LANGUAGES.get(name.removeprefix("lang"))
        or (written.strip() if _TAG.fullmatch(name) else "")
    )


def is_in_capitals(title: str, language: str) -> bool:
    """Whether a title is written In Capitals as English does, so that a style may write it small.

    Where the language is not given, an English word must show it; a title that holds a small word of four letters or
    more has its capitals where they belong.
    """
    if language and not language.startswith("en"):
        return False
    words = _WORD.findall(title)
    if len(words) < 2 or not all(
        word[0].isupper() for word in words if word not in ("with", "from", "into", "that", "than", "over")
    ):
        return False
    return bool(language) or _ENGLISH.search(title) is not None
