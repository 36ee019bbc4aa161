"""Names in bibliographies, after BibTeX's rules, with particles kept apart from the family name.

What a name's parts mean is pandoc's to read; where they begin and end is read here, since pandoc takes "Vries, Anna de",
"Étienne" written as `{\\'E}tienne` and "AND" for something else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_OTHERS = frozenset(("others", "et al.", "et al", "e.a.", "{et al.}", "u.a.", "et alii"))
_LETTER = re.compile(r"[^\W\d_]")
_AND = re.compile(r"\s+and(?=\s)\s*", re.IGNORECASE)
_ACCENT = re.compile(r"\\(?:(?P<own>oe|OE|aa|AA|ae|AE|ss|dj|DJ|th|TH|ng|NG|[oOlLij])(?![A-Za-z])|[A-Za-z]+\s*|.)")
_CONTROL = re.compile(r"\\[A-Za-z]+$")
_EXTENDED = re.compile(r"(?:family|given|prefix|suffix|useprefix)(?:-i)?\s*=")
PARTICLES = frozenset(
    ["van", "von", "de", "den", "der", "des", "du", "ten", "ter", "te", "'t", "’t", "op", "in", "la", "le", "los", "el", "al", "ben", "bin", "d'", "da", "di", "do", "dos", "das", "del", "della", "zu", "zur", "auf", "onder", "aan", "uit", "bij"]
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Name:
    """A person in the LaTeX of the file, or an organisation where only `literal` is set; `et_al` stands for "and others"."""

    family: str = ""
    given: str = ""
    particle: str = ""
    suffix: str = ""
    literal: str = ""
    et_al: bool = False


def read_names(written: str) -> tuple[Name, ...]:
    """The names of an author or editor field: divided by "and", a name in braces is an organisation."""
    return tuple(name for name in map(_name, split_names(written)) if name != Name())


def split_names(written: str) -> list[str]:
    """The names of a field as written; "and" in any case divides them, "and" in braces does not."""
    # a list that begins or ends with "and" has a gap there, and "al." alone is what "et al." left
    return [part for part in (part.strip() for part in _divide_names(f" {written} ")) if part]


def _divide_names(written: str) -> Iterator[str]:
    if "{" not in written:
        yield from _AND.split(" ".join(["", *written.split(), ""]))
        return
    start = 0
    depths = _Depths(written)
    for match in _AND.finditer(written):
        if match.start() >= start and depths.at(match.start()) == 0:
            yield written[start : match.start()]
            start = match.end()
    yield written[start:]


class _Depths:
    """How many braces are open at an offset, asked in ascending order."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = self._depth = 0

    def at(self, offset: int) -> int:
        part = self._text[self._at : offset]
        self._depth += part.count("{") - part.count("}")
        self._at = offset
        return self._depth


def _name(written: str) -> Name:
    written = " ".join(written.replace("~", " ").split()) if "\\" not in written else " ".join(written.split())
    if written.casefold() in _OTHERS:
        return Name(et_al=True)
    if written.startswith("{") and _closes_at_end(written):
        return Name(literal=written[1:-1])
    if "=" in written and _EXTENDED.match(written):
        return _extended(written)
    parts = [part.strip() for part in _divide(written, ",")]
    while len(parts) > 1 and not parts[-1]:
        parts.pop()
    if len(parts) == 1:
        return _first_von_last(parts[0])
    particle, family = _von_last(_words(parts[0]))
    suffix, given = ("", parts[1]) if len(parts) == 2 else (parts[1], ", ".join(parts[2:]))
    if not particle:
        given, particle = _trailing_particle(given)
    return _unbraced(Name(family, given, particle, suffix))


def _unbraced(name: Name) -> Name:
    """`{van der Meer}` as a family name: its particle, which the braces hid; Zotero and R write it so."""
    if name.particle or not name.family.startswith("{") or not _closes_at_end(name.family):
        return name
    words = name.family[1:-1].split()
    count = next(
        (number for number, word in enumerate(words) if word.lower() not in PARTICLES or word != word.lower()), 0
    )
    if not 0 < count < len(words):
        return name
    return Name("{" + " ".join(words[count:]) + "}", name.given, " ".join(words[:count]), name.suffix)


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
        values[name.strip().lower()] = value.strip()
    return Name(values.get("family", ""), values.get("given", ""), values.get("prefix", ""), values.get("suffix", ""))


def _first_von_last(written: str) -> Name:
    words = _words(written)
    first = next((number for number, word in enumerate(words[:-1]) if _is_particle(word)), None)
    if first is None:
        if len(words) < 2:
            return Name(" ".join(words))
        return _unbraced(Name(words[-1], " ".join(words[:-1])))
    particle, family = _von_last(words[first:])
    return Name(family, " ".join(words[:first]), particle)


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
    letter = _LETTER.search(_ACCENT.sub(lambda match: match["own"] or "", word) if "\\" in word else word)
    return letter is not None and letter[0].islower()


def _words(written: str) -> list[str]:
    words: list[str] = []
    for word in _divide(written, " "):
        if words and _CONTROL.search(words[-1]):  # `\\AA sa` is one word
            words[-1] += " " + word
        elif word:
            words.append(word)
    return words


def _divide(written: str, divider: str) -> Iterator[str]:
    """The parts between dividers that stand outside braces."""
    folded = written if divider == "," else " ".join(written.split())
    if "{" not in folded and "}" not in folded:
        yield from folded.split(divider)
        return
    depth = start = 0
    for offset, sign in enumerate(folded):
        if sign == "{":
            depth += 1
        elif sign == "}":
            depth -= 1
        elif depth == 0 and sign == divider:
            yield folded[start:offset]
            start = offset + 1
    yield folded[start:]


def _closes_at_end(written: str) -> bool:
    depth = 0
    for offset, sign in enumerate(written):
        depth += (sign == "{") - (sign == "}")
        if depth == 0:
            return offset == len(written) - 1
    return False
