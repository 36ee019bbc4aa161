"""Locators: "p. 12", "hoofdstuk 3", "Kap. 3" and their like, in Dutch, English, German and French, whatever the site's language.

Pandoc knows only the words of the one locale that it formats in, so a locator is recognised here and handed over in
the words of that locale, between braces.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

# CSL label: the words that authors use for it
_WORDS: dict[str, tuple[str, ...]] = {
    "page": ("p.", "pp.", "p", "pp", "blz.", "blz", "bladzijde", "bladzijden", "bladzijdes", "pag.", "pagina", "pagina's", "page", "pages", "s.", "seite", "seiten"),
    "chapter": ("hfst.", "hfst", "hfdst.", "hfdst", "h.", "hoofdstuk", "hoofdstukken", "chap.", "chaps.", "chapter", "chapters", "ch.", "kap.", "kapitel", "chapitre", "chapitres"),
    "paragraph": ("par.", "par", "paragraaf", "paragrafen", "para.", "paragraph", "paragraphs", "¶", "abs.", "absatz", "absätze", "paragraphe", "paragraphes"),
    "section": ("sec.", "secs.", "sectie", "secties", "section", "sections", "§", "§§", "abschn.", "abschnitt", "abschnitte"),
    "figure": ("fig.", "figs.", "figuur", "figuren", "figure", "figures", "abb.", "abbildung", "abbildungen"),
    "volume": ("vol.", "vols.", "volume", "volumes", "bd.", "bde.", "band", "bände", "tome", "tomes"),
    "part": ("deel", "delen", "part", "parts", "pt.", "teil", "teile", "partie", "parties"),
    "verse": ("vers", "verzen", "verse", "verses", "v.", "verset", "versets"),
    "line": ("regel", "regels", "r.", "line", "lines", "l.", "ll.", "zeile", "zeilen", "ligne", "lignes"),
    "book": ("boek", "boeken", "book", "books", "bk.", "buch", "bücher", "livre", "livres"),
    "note": ("noot", "noten", "n.", "nn.", "note", "notes", "anm.", "anmerkung", "fn."),
    "column": ("kolom", "kolommen", "kol.", "column", "columns", "col.", "cols.", "sp.", "spalte", "spalten", "colonne", "colonnes"),
}  # fmt: skip
# CSL label: the word by which pandoc's own locale calls it
_TERMS = {
    "nl": {"page": "p.", "chapter": "hoofdstuk", "paragraph": "paragraaf", "section": "sectie", "figure": "figuur",
           "volume": "volume", "part": "deel", "verse": "vers", "line": "regel", "book": "boek", "note": "aantekening",
           "column": "column"},
    "de": {"page": "Seite", "chapter": "Kapitel", "paragraph": "Absatz", "section": "Abschnitt", "figure": "Abbildung",
           "volume": "Band", "part": "Teil", "verse": "Vers", "line": "Zeile", "book": "Buch", "note": "Note", "column": "Spalte"},
    "fr": {"page": "page", "chapter": "chapitre", "paragraph": "paragraphe", "section": "section", "figure": "figure",
           "volume": "volume", "part": "partie", "verse": "verset", "line": "ligne", "book": "livre", "note": "note",
           "column": "colonne"},
    "en": {label: label for label in _WORDS},
}  # fmt: skip

_LABELS = {word.casefold(): label for label, words in _WORDS.items() for word in words}
_NUMBER = r"(?:\d+[a-z]?(?:\.\d+)*|[ivxlcdm]+|[IVXLCDM]+)(?!\w)"
_RANGE = rf"{_NUMBER}(?:\s*(?:--?|–|—)\s*{_NUMBER})?"
_RANGES = rf"{_RANGE}(?:(?:,|\s*&|\s+en|\s+and|\s+und|\s+et)\s*{_RANGE})*"
_LABEL = "|".join(re.escape(word) for word in sorted(_LABELS, key=len, reverse=True))
_LABELLED = re.compile(rf"\s*,?\s*(?P<label>{_LABEL})\s*(?P<value>{_RANGES})", re.IGNORECASE)
_BARE = re.compile(rf"\s*,?\s*(?P<value>(?=\d)(?!\d+e\b){_RANGES})(?=\s|[,.;:]|$)")
_BRACED = re.compile(r"\s*,?\s*\{(?P<inside>[^{}]*)\}")
# says that what follows is no locator, whatever it looks like; pandoc reads it so itself
_NONE = re.compile(r"\s*,?\s*\{\s*\}")


@dataclass(frozen=True, slots=True)
class Locator:
    """The place in a source: a CSL label, the value, and the words that follow it."""

    label: str
    value: str
    rest: str


def read_locator(suffix: str) -> Locator | None:
    """The locator with which a citation's suffix begins, if any; a bare number is a page."""
    braced = _BRACED.match(suffix)
    if braced:
        inner = read_locator(braced["inside"])
        label, value = (inner.label, inner.value + inner.rest) if inner else ("page", braced["inside"].strip())
        return Locator(label, value, suffix[braced.end() :])
    labelled = _LABELLED.match(suffix)
    if labelled:
        return Locator(_LABELS[labelled["label"].casefold()], labelled["value"], suffix[labelled.end() :])
    bare = _BARE.match(suffix)
    return Locator("page", bare["value"], suffix[bare.end() :]) if bare else None


def localised(suffix: str, language: str) -> str:
    """The suffix with its locator in the words that pandoc's locale knows, between braces."""
    locator = None if _NONE.match(suffix) else read_locator(suffix)
    if locator is None:
        return suffix
    terms = _TERMS.get(language.split("-")[0], _TERMS["en"])
    return f", {{{terms[locator.label]} {locator.value}}}{locator.rest}"
