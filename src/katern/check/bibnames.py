"""Rules on names in bibliographies: lists as people type them, which every reader of BibTeX takes for one strange person."""

from __future__ import annotations

import re
from collections.abc import Iterator

from katern.bibliography.names import PARTICLES, split_names
from katern.bibliography.prepared import NAMES
from katern.bibliography.source import Source
from katern.finding import Finding, Position, Said, said, shown
from katern.library import Library

_PARTICLE = "(?:" + "|".join(re.escape(word) for word in sorted(PARTICLES, key=len, reverse=True)) + ")"
_INITIALS = r"(?:[^\W\d_a-z]\.[ -]?){1,5}(?![^\W\d_])"
_PERSON_IN_BRACES = re.compile(
    rf"(?:{_PARTICLE}\s+)+[A-Z][^\s,]*,\s*\S+(?:\s\S+)?"
    rf"|[A-Z][^\s,]*,\s*[A-Z]\S*(?:\s[A-Z]\S*)?(?:\s{_PARTICLE})+"
    rf"|(?:[A-Z]\.\s?)+{_PARTICLE}\s.*"
    rf"|[A-Z][^\s,]+,\s*{_INITIALS}"
)
_GIVEN_IN_BRACES = re.compile(rf",\s*\{{(?:{_PARTICLE}\s+)+[^{{}}]*\}}$")
# words that begin or end the names of organisations in Dutch, English, German and French
_ORGANISATION = re.compile(
    r"\b(?:ministerie|ministry|ministerium|minist[eè]re|gemeente|municipality|stadt|provincie|waterschap|rijksdienst|rijksoverheid|"
    r"raad|council|universiteit|university|universit[äé]t?|universit[aà]|hogeschool|faculteit|faculty|department|afdeling|stichting|"
    r"foundation|stiftung|vereniging|association|verband|instituut|institute?|bureau|agency|centrum|cent(?:er|re)|"
    r"commissie|commission|committee|inspectie|autoriteit|authority|planbureau|kenniscentrum|kennisplatform|expertisecentrum|"
    r"netwerk|network|platform|federatie|federation|bond|union|unie|nations|organi[sz]ation|organisatie|politie|police|"
    r"bibliotheek|library|museum|ziekenhuis|hospital|b\.?v\.?|n\.?v\.?|gmbh|inc|ltd)\b(?!,)",
    re.IGNORECASE,
)
_SUFFIX = re.compile(r"\{?(?:jr|sr|junior|senior|[IVX]+|Ph\.?\s?D|M\.?\s?D|MSc|MA|BA|Esq)\.?\}?", re.IGNORECASE)
_ET_AL = re.compile(r"[\s,]+(?:et\.? al\b\.?|e\.a\.|and others|u\. ?a\.)\s*$", re.IGNORECASE)
_DIVIDERS = re.compile(r"\s*(?:;|,?\s+(?:&|\\&|en|und|et|y)\s+|,?\s*(?:&|\\&)\s*)\s*")
# longer is no name; the patterns below are not made for it
_LONGEST = 1000
_EDGE = re.compile(r"^\s*and\s|\sand\s*$|\sand\s+and\s", re.IGNORECASE)


def braced_names(library: Library) -> Iterator[Finding]:
    """bib.name-in-braces: a person in braces, who would be cited and sorted as an organisation."""
    for source in library.sources.values():
        for _, text, at in _names(source):
            for person in split_names(text) if "{" in text else ():
                whole = re.fullmatch(r"\{+([^{}]*)\}+", person[:_LONGEST])
                if _GIVEN_IN_BRACES.search(person[:_LONGEST]):
                    yield Finding.error(at, said("bib.name-in-braces", "particle", name=shown(person)))
                if whole and _PERSON_IN_BRACES.fullmatch(whole[1].strip()) and not _ORGANISATION.search(whole[1]):
                    what = said("bib.name-in-braces", "person", name=shown(person), bare=shown(whole[1]))
                    yield Finding.error(at, what)


def typed_names(library: Library) -> Iterator[Finding]:
    """bib.name: a list of names that is not divided by "and", or an organisation that braces do not hold together."""
    for source in library.sources.values():
        for name, text, at in _names(source):
            flaw = _flaw(text)
            if flaw:
                what, right = flaw
                told = said(
                    "bib.name", "mistyped", names=shown(text, 60), field=name, what=what, right=shown(right, 400)
                )
                yield Finding.error(at, told)


def _names(source: Source) -> Iterator[tuple[str, str, Position]]:
    for name in NAMES:
        if name in source.field_positions:
            yield name, source.written[name], source.field_positions[name]


def _flaw(text: str) -> tuple[Said, str] | None:
    """What is wrong with a list of names, and how it is written."""
    if _EDGE.search(text):
        return said("bib.name", "and-too-many"), " and ".join(
            split_names(re.sub(r"(?i)\sand\s+(?=and\s)", " ", f" {text} "))
        )
    parts = split_names(text)
    fixed = [_fixed(part) for part in parts]
    flaw = next((what for what, _ in fixed if what), None)
    return (flaw, " and ".join(right for _, right in fixed)) if flaw else None


def _fixed(part: str) -> tuple[Said | None, str]:
    """What is wrong with one name, if anything, and that name as it should be."""
    if len(part) > _LONGEST:
        return said("bib.name", "no-name"), part[:40]
    bare = _outside_braces(part)
    if part.casefold() in ("others", "et al.", "et al", "e.a.") or "=" in bare:
        return None, part
    if _ET_AL.search(bare):
        return said("bib.name", "et-al"), " and ".join([_list(_ET_AL.sub("", part).rstrip(" ,")), "others"])
    organisation = _ORGANISATION.search(bare)
    if organisation and " " in bare.strip() and not re.search(_INITIALS, bare) and part[:1] != "{":
        return said("bib.name", "organisation"), f"{{{part}}}"
    if re.search(r";|&", bare) or re.search(r"[^\s,]\s+(?:en|und|et)\s+[^\W\d_a-z]", bare):
        return said("bib.name", "not-divided"), _list(part)
    pieces = [piece.strip() for piece in bare.split(",")]
    if len(pieces) > 3 or (
        len(pieces) == 3 and pieces[2] and not (_SUFFIX.fullmatch(pieces[1]) or pieces[1][:1].islower())
    ):
        return said("bib.name", "not-divided"), _list(part)
    if len(pieces) == 2 and " " in pieces[0] and re.search(rf"^\S+ (?:{_PARTICLE} )+[A-Z]\S+$", pieces[1]):
        return said("bib.name", "not-divided"), _list(part)
    return None, part


def _list(text: str) -> str:
    """A typed list with "and" between its names: "Jansen, B., & de Vries, K." and "Bo Jansen, Kim de Vries" alike."""
    names: list[str] = []
    for group in _DIVIDERS.split(text):
        pieces = [piece.strip() for piece in group.split(",") if piece.strip()]
        paired = len(pieces) > 1 and all(
            re.fullmatch(_INITIALS, f"{piece} ".strip()) or " " not in piece for piece in pieces[1::2]
        )
        step = 2 if paired else 1
        names += [", ".join(pieces[start : start + step]) for start in range(0, len(pieces), step)]
    return " and ".join(name for name in names if name)


def _outside_braces(text: str) -> str:
    """The text with each group in braces as one letter: what braces protect divides nothing."""
    while "{" in text:
        shorter = re.sub(r"\{[^{}]*\}", "x", text)
        if shorter == text:
            break
        text = shorter
    return text.replace("\\&", "&")
