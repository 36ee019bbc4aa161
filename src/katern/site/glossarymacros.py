"""What a page may ask of the glossary: a term that leads to it, or the whole list."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable

from jinja2 import Environment
from markupsafe import Markup

from katern.data import Glossary, Term
from katern.drawing.termuses import place_of
from katern.finding import said
from katern.layout import Layout
from katern.reading.filelinks import relative_url
from katern.reading.macros import MacroRefused
from katern.words import Words

# a list of so many terms is seen at once, and needs no letters
_FEW = 20


def _place(term: str) -> Markup:
    return Markup(place_of(term))


def _folded(word: str) -> str:
    """A word as it is sorted: an accent makes no other letter."""
    return "".join(sign for sign in unicodedata.normalize("NFD", word.casefold()) if not unicodedata.combining(sign))


def glossary_macros(known: Glossary, drawing: Environment, words: Words, way: str) -> dict[str, Callable[..., str]]:
    """The macros `term` and `glossary` of a page from which `way` leads to the glossary."""
    prefix = words.addresses.term

    def anchor(word: str) -> str:
        return prefix + "-".join("".join(sign if sign.isalnum() else " " for sign in word.casefold()).split())

    def term(word: str) -> str:
        found = known.named(word)
        if found is None:
            raise MacroRefused(said("macro.failed", "no-term", term=word))
        return (
            drawing.get_template("katern/term.html")
            .render(term=found, word=word, href=f"{way}#{anchor(found.term)}")
            .strip()
        )

    def also(entry: Term) -> list[tuple[str, str]]:
        """The words that an entry names beside itself, with the anchor of each that the glossary holds."""
        found = [(known.named(word), word) for word in entry.see]
        return [(anchor(other.term) if other else "", word) for other, word in found]

    def glossary() -> str:
        groups: dict[str, list[tuple[str, Term, list[tuple[str, str]]]]] = {}
        for entry in sorted(known.terms, key=lambda entry: _folded(entry.term)):
            letter = _folded(entry.term)[:1].upper() if len(known.terms) > _FEW else ""
            groups.setdefault(letter if letter.isalpha() else "", []).append((anchor(entry.term), entry, also(entry)))
        lettered = [
            (letter or "#", f"{words.addresses.letter}{letter.lower()}", terms) for letter, terms in groups.items()
        ]
        return drawing.get_template("katern/glossary.html").render(groups=lettered, place_of=_place).strip()

    return {"term": term, "glossary": glossary}


def way_to_glossary(layout: Layout, words: Words, url: str) -> str:
    """The way from the page at a URL to the glossary, which is a page of the site's own."""
    stem = words.addresses.glossary
    name = next(
        (name for name in (f"{stem}.md", f"{stem}/index.md") if (layout.root / layout.docs / name).is_file()),
        f"{stem}.md",
    )
    return relative_url(layout.url(name), url)
