"""The pages in which a term of the glossary stands: where an author marked it, or in what a page says of itself."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from html import escape

from jinja2 import Environment

from katern.digest import digest
from katern.item import Item
from katern.library import Library
from katern.looked import look

# the name under which it is noted that somebody looks at them (see `katern.looked`)
TERMS = "terms"
# the place that the glossary leaves for them, with the word of the term
_PLACE = re.compile(r'<span class="glossary__in" data-term="(?P<term>[^"]*)"></span>')
# more pages than these are no help to anybody
_SHOWN = 5


def place_of(term: str) -> str:
    """What stands in the glossary where the pages of a term are to stand."""
    return f'<span class="glossary__in" data-term="{escape(term)}"></span>'


def uses(library: Library) -> Mapping[str, tuple[Item, ...]]:
    """The pages of each term, in the order of their kinds and their own."""
    glossary, found = library.data.glossary, dict[str, dict[str, Item]]()
    for row in library.kinds.in_order:
        for item in library.of_kind(row.name) if glossary.terms else ():
            for word in _words(item):
                term = glossary.named(word)
                if term is not None:
                    found.setdefault(term.term, {})[item.path] = item
    return {term: tuple(items.values()) for term, items in found.items()}


def _words(item: Item) -> Iterator[str]:
    if item.meta.status == "withdrawn":
        return
    yield item.title
    yield from item.meta.keywords
    yield from (str(call.values.get("word", "")) for call in item.reading.calls if call.macro == "term")


def digest_of_uses(library: Library) -> str:
    """Of what the glossary tells of its terms."""
    return digest([(term, [item.path for item in items]) for term, items in uses(library).items()])


def with_uses(body: str, env: Environment, library: Library, base: str) -> str:
    """The text of a page with the pages of each term, where it has places for them."""
    if _PLACE.search(body) is None:
        return body
    look(TERMS)
    known = {escape(term): items for term, items in uses(library).items()}
    template = env.get_template("katern/glossary-in.html")

    def drawn(match: re.Match[str]) -> str:
        items = known.get(match["term"], ())
        if not items:
            return ""
        shown = [(library.full_title(item), base + library.layout.url(item.address)) for item in items[:_SHOWN]]
        return template.render(items=shown, more=len(items) - len(shown)).strip()

    return _PLACE.sub(drawn, body)
