"""The key of a source by the house rule: its first maker, its year and a word of its title (`day2019geboren`)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container, Iterator

from katern.bibliography.names import read_names
from katern.bibliography.source import Source
from katern.locales import nearest_language

# what stands in the place of a year that nobody knows: "zonder jaar", "no date"
_NO_YEAR = {"nl": "zj", "en": "nd"}
# a maker of more words is called by their first letters
_LONGEST_NAME = 2
# words that tell one title from no other
_SMALL = frozenset((
    "de", "het", "een", "en", "van", "voor", "in", "op", "aan", "met", "te", "bij", "uit", "over", "om", "als",
    "door", "tot", "naar", "onder", "tussen", "der", "den", "des", "is", "zijn", "wat", "hoe", "the", "a", "an",
    "and", "of", "for", "on", "at", "with", "to", "by", "from", "about", "as", "how", "what", "are", "do", "does",
    "into", "its", "their", "die", "das", "ein", "eine", "und", "von", "fuer", "im", "am", "mit", "zu", "bei", "aus",
    "ueber", "durch", "bis", "le", "la", "les", "un", "une", "et", "du", "au", "aux", "pour", "dans", "sur", "avec",
    "par", "l", "d",
))  # fmt: skip
_LETTERS = str.maketrans({"ß": "ss", "ø": "o", "Ø": "O", "æ": "ae", "Æ": "AE", "œ": "oe", "Œ": "OE", "ł": "l", "Ł": "L", "đ": "d", "ð": "d", "þ": "th", "ı": "i"})  # fmt: skip
_LETTER = "abcdefghijklmnopqrstuvwxyz"


def house_key(source: Source, taken: Container[str], language: str) -> str:
    """A key that nobody has yet; another word of the title, and at last a letter, tells those apart that would be alike."""
    year = str(source.year) if source.year else _NO_YEAR[nearest_language(language)]
    words = [word for word in _words(source.fields.get("title", "")) if word not in _SMALL and not word.isdecimal()]
    maker = _maker(source) or (words.pop(0) if words else _plain(source.kind))
    for word in words or [""]:
        if (key := f"{maker}{year}{word}") not in taken:
            return key
    base = f"{maker}{year}{words[0] if words else ''}"
    return next(key for key in _numbered(base) if key not in taken)


def _maker(source: Source) -> str:
    """The family name of its first maker with what stands before it, or what an organisation is called for short."""
    fields = (source.written.get(name, "") for name in ("author", "editor"))
    name = next((names[0] for field in fields if (names := read_names(field)) and not names[0].et_al), None)
    if name is not None and not name.literal:
        return _plain(_decoded(source, f"{name.particle}{name.family}"))
    organisations = ("organization", "institution", "publisher")
    named = name.literal if name else next((source.fields[one] for one in organisations if source.fields.get(one)), "")
    words = _words(_decoded(source, named))
    if len(words) <= _LONGEST_NAME:
        return "".join(words)
    short = "".join(word[0] for word in words if word not in _SMALL)
    return short if len(short) > 1 else words[0]


def _decoded(source: Source, text: str) -> str:
    """The words of a part of a name, as readers see them."""
    if "\\" not in text and "{" not in text:
        return text
    return Source(source.key, "misc", {"title": text}, source.position).fields["title"]


def _words(text: str) -> list[str]:
    return [word for part in re.split(r"[\s\-–/|.,:;!?()“”\"'’‘]+", text) if (word := _plain(part))]


def _plain(text: str) -> str:
    """Small letters and figures of ASCII: what is easy to type."""
    apart = unicodedata.normalize("NFKD", text.translate(_LETTERS))
    bare = "".join(sign for sign in apart if not unicodedata.combining(sign))
    # other scripts stay as they are: a key may be of any letters
    return re.sub(r"[\W_]", "", bare.casefold())


def _numbered(base: str) -> Iterator[str]:
    yield from (base + letter for letter in _LETTER)
    number = 0
    while True:
        number += 1
        yield f"{base}{number}"
