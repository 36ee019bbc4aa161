"""What a page may ask of the glossary: a term that leads to it, or the whole list."""

from __future__ import annotations

from collections.abc import Callable

from jinja2 import Environment

from katern.data import Glossary
from katern.finding import said
from katern.layout import Layout
from katern.reading.filelinks import relative_url
from katern.reading.macros import MacroRefused
from katern.words import Words


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

    def glossary() -> str:
        terms = sorted(known.terms, key=lambda entry: entry.term.casefold())
        return (
            drawing.get_template("katern/glossary.html")
            .render(terms=[(anchor(entry.term), entry) for entry in terms])
            .strip()
        )

    return {"term": term, "glossary": glossary}


def way_to_glossary(layout: Layout, words: Words, url: str) -> str:
    """The way from the page at a URL to the glossary, which is a page of the site's own."""
    stem = words.addresses.glossary
    name = next(
        (name for name in (f"{stem}.md", f"{stem}/index.md") if (layout.root / layout.docs / name).is_file()),
        f"{stem}.md",
    )
    return relative_url(layout.url(name), url)
