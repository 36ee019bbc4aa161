"""Names in bibliographies, after BibTeX's rules, with Dutch particles kept apart from the family name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from katern.bibliography.latex import plain

_OTHERS = "others"
_LETTER = re.compile(r"[^\W\d_]")


@dataclass(frozen=True, slots=True)
class Name:
    """A person, or an organisation where only `literal` is set; `et_al` stands for "and others"."""

    family: str = ""
    given: str = ""
    particle: str = ""
    suffix: str = ""
    literal: str = ""
    et_al: bool = False


def read_names(written: str) -> tuple[Name, ...]:
    """The names of an author or editor field: divided by "and", a name in braces is an organisation."""
    return tuple(_name(part) for part in _divide(written, " and ") if part.strip())


def _name(written: str) -> Name:
    written = " ".join(written.split())
    if written.casefold() == _OTHERS:
        return Name(et_al=True)
    if written.startswith("{") and _closes_at_end(written):
        return Name(literal=plain(written))
    if "=" in written and re.match(r"(?:family|given|prefix|suffix)(?:-i)?\s*=", written):
        return _extended(written)
    parts = [part.strip() for part in _divide(written, ",")]
    if len(parts) == 1:
        return _first_von_last(parts[0])
    particle, family = _von_last(_words(parts[0]))
    suffix, given = ("", parts[1]) if len(parts) == 2 else (parts[1], ", ".join(parts[2:]))
    if not particle:
        given, particle = _trailing_particle(given)
    return Name(plain(family), plain(given), plain(particle), plain(suffix))


def _trailing_particle(given: str) -> tuple[str, str]:
    """Given name and particle of "Vries, Anna de", as Dutch catalogues write it."""
    words = _words(given)
    first = len(words)
    while first > 1 and _is_particle(words[first - 1]):
        first -= 1
    return " ".join(words[:first]), " ".join(words[first:])


def _extended(written: str) -> Name:
    """biblatex's extended form: `family=Vries, given=Anna, prefix=de`."""
    values = {}
    for part in _divide(written, ","):
        name, _, value = part.partition("=")
        values[name.strip()] = plain(value.strip())
    return Name(values.get("family", ""), values.get("given", ""), values.get("prefix", ""), values.get("suffix", ""))


def _first_von_last(written: str) -> Name:
    words = _words(written)
    first = next((number for number, word in enumerate(words[:-1]) if _is_particle(word)), None)
    if first is None:
        if len(words) == 1:
            return Name(plain(written))
        return Name(plain(words[-1]), plain(" ".join(words[:-1])))
    particle, family = _von_last(words[first:])
    return Name(plain(family), plain(" ".join(words[:first])), plain(particle))


def _von_last(words: list[str]) -> tuple[str, str]:
    """Particle and family name: the particle ends with the last lower-case word that is not the family name itself."""
    last = max((number for number, word in enumerate(words[:-1]) if _is_particle(word)), default=-1)
    if not words or not _is_particle(words[0]):
        return "", " ".join(words)
    return " ".join(words[: last + 1]), " ".join(words[last + 1 :])


def _is_particle(word: str) -> bool:
    """Whether a word begins in lower case, as "de", "van", "'t" and "d'" do; what is in braces has no case."""
    if word.startswith("{") and not word.startswith("{\\"):
        return False
    letter = _LETTER.search(plain(word))
    return letter is not None and letter[0].islower()


def _words(written: str) -> list[str]:
    return [word for word in _divide(written, " ") if word]


def _divide(written: str, divider: str) -> Iterator[str]:
    """The parts between dividers that stand outside braces."""
    folded = written if divider == "," else " ".join(written.split())
    depth = start = 0
    for offset, sign in enumerate(folded):
        if sign == "{":
            depth += 1
        elif sign == "}":
            depth -= 1
        elif depth == 0 and offset >= start and folded.startswith(divider, offset):
            yield folded[start:offset]
            start = offset + len(divider)
    yield folded[start:]


def _closes_at_end(written: str) -> bool:
    depth = 0
    for offset, sign in enumerate(written):
        depth += (sign == "{") - (sign == "}")
        if depth == 0:
            return offset == len(written) - 1
    return False
