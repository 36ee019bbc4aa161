"""Items of a kind to choose from: a table to filter and sort, and a few of them side by side."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape, unescape

from jinja2 import Environment
from markupsafe import Markup

from katern.drawing.facts import Telling
from katern.fields import Leads, Running, mark_of
from katern.item import Item
from katern.items import Evidence
from katern.kinds import Comparing
from katern.library import Library
from katern.words import Words

_TAG = re.compile(r"<[^>]+>")
_NOT_IN_NAMES = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Column:
    """A field: its term, its name in addresses, and what can be chosen of it, each with its label and how many items have it."""

    field: str
    term: str
    name: str
    choices: tuple[tuple[str, str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Cell:
    """What an item says in a field, as HTML; the ids of what can be chosen, and what it is sorted by."""

    html: Markup
    ids: tuple[str, ...] = ()
    sorted_by: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """An item with what it says in each column, and in each field that stands side by side alone."""

    item: Item
    url: str
    cells: Mapping[str, Cell]


class Comparison:
    """Draws the items of a kind as a table."""

    def __init__(self, env: Environment, library: Library, words: Words) -> None:
        self._env = env
        self._library = library
        self._words = words
        self._telling = Telling(library, words)

    def draw(self, items: Sequence[Item], comparing: Comparing, base: str) -> Markup:
        """The table; nothing where there is nothing to compare."""
        fit = [item for item in items if item.fits and item.meta.status != "withdrawn"]
        if not fit:
            return Markup("")
        fields = (*comparing.columns, *comparing.more)
        rows = [
            Row(item, self._library.layout.url(item.address), {name: self._cell(item, name) for name in fields})
            for item in fit
        ]
        template = self._env.get_template("katern/comparing.html")
        return Markup(
            template.render(
                rows=rows,
                columns=[self._column(name, rows) for name in comparing.columns],
                more=[self._column(name, rows) for name in comparing.more],
                folder=fit[0].folder,
                base=base,
            )
        )

    def _column(self, field: str, rows: Sequence[Row]) -> Column:
        term = self._words.kinds[rows[0].item.kind].fields[field]
        counts = Counter(id for row in rows for id in row.cells[field].ids)
        choices = sorted(
            ((id, self._label(rows[0].item, field, id), count) for id, count in counts.items()), key=_place
        )
        if field == "evidence":
            choices.sort(key=lambda choice: -self._library.data.vocabulary.level(choice[0])[0])
        return Column(field, term, _in_address(term), tuple(choices))

    def _label(self, item: Item, field: str, id: str) -> str:
        lead = mark_of(item.row.model, field, Leads)
        return self._library.data.vocabulary.label(lead.to if lead is not None else "evidence_levels", id)

    def _cell(self, item: Item, field: str) -> Cell:
        value = getattr(item.meta, field)
        if mark_of(item.row.model, field, Running):
            texts = [one.text for one in item.fields if one.name == field]
            return Cell(Markup("; ".join(escape(_plain(text.pieces)) for text in texts)))
        if isinstance(value, Evidence):
            level, _ = self._library.data.vocabulary.level(value.level)
            html = self._env.get_template("katern/level.html").module.level(  # type: ignore[attr-defined]
                value, self._library.data.vocabulary, self._words.kinds[item.kind]
            )
            return Cell(Markup(html), (value.level,), str(9 - level))
        html = Markup(self._telling.value(item, field))
        return Cell(html, value if mark_of(item.row.model, field, Leads) else (), _plain((html,)))


def _plain(pieces: Sequence[str]) -> str:
    """A text without its citations."""
    text = unescape(_TAG.sub("", "".join(pieces)))
    return re.sub(r"\s+([.,;:])", r"\1", re.sub(r"\s+", " ", text)).strip()


def _place(choice: tuple[str, str, int]) -> str:
    return choice[1].casefold()


def _in_address(term: str) -> str:
    plain = unicodedata.normalize("NFKD", term).encode("ascii", "ignore").decode().lower()
    return _NOT_IN_NAMES.sub("-", plain).strip("-")
