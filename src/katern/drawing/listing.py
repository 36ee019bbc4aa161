"""A list of items of one kind that is more than cards in a row: a table to compare, a calendar, or groups."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from jinja2 import Environment
from markupsafe import Markup

from katern.drawing.agenda import Agenda
from katern.drawing.comparing import Comparison
from katern.drawing.facts import Telling, choice_word
from katern.fields import Leads, choices, mark_of
from katern.item import Item
from katern.library import Library
from katern.words import Words


def drawn_list(env: Environment, library: Library, words: Words, items: Sequence[Item], base: str) -> Markup:
    """The list as its kind wants it; nothing where that is cards in a row."""
    shown = [item for item in items if item.fits and item.meta.status != "withdrawn"]
    listing = shown[0].row.listing if shown and len({item.kind for item in shown}) == 1 else None
    if listing is None:
        return Markup("")
    if listing.comparing is not None:
        return Comparison(env, library, words).draw(shown, listing.comparing, base)
    if listing.calendar:
        return Agenda(env, library, words).draw(base)
    if not listing.by:
        return Markup("")
    telling = Telling(library, words)
    html = env.get_template("katern/grouped.html").render(
        groups=list(_groups(shown, listing.by, library, words)),
        base=base,
        library=library,
        card=telling.card,
    )
    return Markup(html)


def _groups(items: Sequence[Item], field: str, library: Library, words: Words) -> Iterator[tuple[str, list[Item]]]:
    """The items by what a field says, each group with its heading; those of which it says nothing stand last."""
    row = items[0].row
    lead = mark_of(row.model, field, Leads)
    if lead is not None and lead.to == "line":
        names = [(line.slug, line.title) for line in library.data.programme.lines]
        rest = words.about.every_line
    else:
        said = words.kinds[row.name]
        named = [(name, choice_word(said, name, library)) for name in choices(row.model, field)]
        names = [(name, word[:1].upper() + word[1:]) for name, word in named]
        rest = words.about.unknown
    for name, title in names:
        found = [item for item in items if name in _values(item, field)]
        if found:
            yield title, found
    left = [item for item in items if not _values(item, field)]
    if left:
        yield rest, left


def _values(item: Item, field: str) -> tuple[str, ...]:
    value = getattr(item.meta, field)
    return value if isinstance(value, tuple) else (value,) if value else ()
