"""What a page may ask of the glossary: a term that leads to it, or the whole list."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from jinja2 import Environment

from katern.data import Glossary, Term


def glossary_macros(known: Glossary, drawing: Environment, words: dict[str, Any], url: str) -> dict[str, Callable[..., str]]:
    """The macros `term` and `glossary` of the page at this address."""
    address, prefix = str(words["glossary"]["address"]), str(words["glossary"]["anchor"])

    def anchor(word: str) -> str:
        return prefix + "-".join("".join(sign if sign.isalnum() else " " for sign in word.casefold()).split())

    def term(word: str) -> str:
        found = _term(known.terms, word)
        href = f"{'../' * url.count('/')}{address}#{anchor(found.term)}"
        return drawing.get_template("katern/term.html").render(term=found, word=word, href=href).strip()

    def glossary() -> str:
        terms = sorted(known.terms, key=lambda entry: entry.term.casefold())
        return drawing.get_template("katern/glossary.html").render(terms=[(anchor(entry.term), entry) for entry in terms]).strip()

    return {"term": term, "glossary": glossary}


def _term(terms: tuple[Term, ...], word: str) -> Term:
    for entry in terms:
        if word.casefold() in (entry.term.casefold(), (entry.plural or "").casefold()):
            return entry
    raise ValueError(f"het begrip '{word}' staat niet in glossary.yml")
