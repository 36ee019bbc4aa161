"""A figure typed in a sentence that cites a table of a set, where the set says otherwise.

What a number means, its sentence says: the table by its citation (or by another figure of the set in it), the year, the
group and the indicator by their words. Where that leaves more than one figure of the set, or none, nothing is said.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from katern.charts.cited import Keys
from katern.charts.declared import coordinates
from katern.check.tongue import Figures, tongue_of
from katern.datasets.figure import Figure
from katern.datasets.sets import DataSet, on_demand
from katern.finding import Finding, Position, Said, said
from katern.item import Item
from katern.library import Library
from katern.reading.text import BLANK, Block, Text
from katern.words import words_of

_END = re.compile(r"[.!?:;](?=\s+[A-Z0-9‘“(\[]|\s*$)|\n")
_YEAR = re.compile(r"(?<![\d.,])(?:19|20)\d\d(?![\d.,]*\d)")
_WORD = re.compile(r"[^\W\d_]{4,}")
# so many letters of a word tell what it is, however it is bent
_STEM = 6
_ENOUGH = 0.5
# a smaller number is seldom a count of a set
_COUNT = 100


@dataclass(frozen=True, slots=True)
class _Number:
    """A number as it is typed: where, of which unit, and to how many of its last digit it is exact."""

    start: int
    written: str
    value: Decimal
    is_share: bool

    @property
    def exact(self) -> Decimal:
        """One of its last digit that says something: 100 for 9600, 0.1 for 10.7."""
        _, digits, exponent = self.value.as_tuple()
        assert isinstance(exponent, int)  # it was written with digits
        zeros = len(digits) - len("".join(map(str, digits)).rstrip("0"))
        return Decimal(1).scaleb(exponent + (zeros if exponent >= 0 else 0))

    def means(self, value: Decimal) -> bool:
        """Whether the number is this one, or it rounded."""
        return abs(self.value - value) < self.exact if self.value != value else True


def typed(library: Library) -> Iterator[Finding]:
    """data.typed: a number in prose that the set, which its sentence cites, says otherwise."""
    known = tongue_of(library.language).figures
    cited = _Cited(library)
    if known is None or not cited.by_key:
        return
    for item in library.items.values():
        for text, own, position in _texts(item):
            clusters = [(placed.start, placed.cluster.keys) for placed in text.clusters]
            for block in text.blocks if any(cited.by_key.keys() & keys for _, keys in clusters) else ():
                for start, sentence in _sentences(block):
                    keys = {key for at, keys in clusters if start <= at <= start + len(sentence) for key in keys}
                    tables = {table for key in keys for table in cited.by_key.get(key, ())}
                    numbers = [one for one in _numbers(sentence, known) if own(start + one.start)] if tables else []
                    for offset, what in _otherwise(sentence, numbers, cited, tables):
                        # a macro does nothing in front matter
                        advice = None if text is item.text else said("data.typed", "mend-it")
                        yield Finding.error(position(start + offset), what, advice)


def _texts(item: Item) -> Iterator[tuple[Text, Callable[[int], bool], Callable[[int], Position]]]:
    """The text of a page and those of its front matter, with what their author wrote, and where."""
    yield item.text, item.own, item.position
    for field in item.fields:
        yield field.text, lambda offset: True, field.position


class _Cited:
    """The tables of sets by the keys of the sources that they are."""

    def __init__(self, library: Library) -> None:
        self.sets = on_demand(library.layout)
        self.words = words_of(library.language).figures
        keys = Keys(library.sources)
        self.by_key: dict[str, set[tuple[str, str]]] = {}
        for slug in self.sets.names:
            held = self.sets.manifest(slug)
            for table in held.sources if held else ():
                if key := keys.of(table):
                    self.by_key.setdefault(key, set()).add((slug, table.id))

    def figures(self, table: tuple[str, str]) -> Mapping[tuple[str, ...], Figure]:
        """The figures of a table that are there, by where they stand in their set."""
        held = self.sets.get(table[0])
        rows = held.rows.items() if held else ()
        return {
            coordinates(key): held.figure(row)
            for key, row in rows
            if held and row.source == table[1] and row.value is not None
        }


def _sentences(block: Block) -> Iterator[tuple[int, str]]:
    """The sentences of a block, each with its offset in the page; the citation behind one is part of it."""
    begin = 0
    for match in _END.finditer(block.text):
        yield block.start + begin, block.text[begin : match.end()]
        begin = match.end()
    yield block.start + begin, block.text[begin:]


def _numbers(sentence: str, known: Figures) -> Iterator[_Number]:
    shares = [match.span() for match in known.percentage.finditer(sentence)]
    pattern = rf"(?<![\w.,])\d+(?:{known.thousands.pattern}\d{{3}})*(?:{re.escape(known.decimal)}\d+)?(?![\w]|[.,]\d)"
    for match in re.finditer(pattern, sentence):
        is_share = any(start <= match.start() < end for start, end in shares)
        if _YEAR.fullmatch(match.group()) and not is_share:
            continue
        digits = known.thousands.sub("", match.group()).replace(known.decimal, ".")
        yield _Number(match.start(), match.group(), Decimal(digits), is_share)


def _otherwise(
    sentence: str, numbers: Sequence[_Number], cited: _Cited, tables: set[tuple[str, str]]
) -> Iterator[tuple[int, Said]]:
    figures = {(table, at): figure for table in sorted(tables) for at, figure in cited.figures(table).items()}
    for one in numbers:
        alike = {
            where: figure
            for where, figure in figures.items()
            if figure.indicator.is_share == one.is_share and (one.is_share or one.value >= _COUNT)
        }
        if any(figure.value is not None and one.means(figure.value) for figure in alike.values()):
            continue
        meant = _meant(sentence, alike, cited)
        if len(meant) == 1 and sum(other.is_share == one.is_share for other in numbers) == 1:
            (((slug, _), at), figure) = meant[0]
            what = ", ".join([figure.indicator.label, *(value for _, value in figure.categories), str(figure.year)])
            value, macro = figure.written(cited.words), _macro(cited.sets.get(slug), at, slug)
            yield (
                one.start,
                said("data.typed", "otherwise", written=one.written, set=slug, value=value, what=what, macro=macro),
            )


_Where = tuple[tuple[str, str], tuple[str, ...]]


def _meant(sentence: str, figures: Mapping[_Where, Figure], cited: _Cited) -> Sequence[tuple[_Where, Figure]]:
    """The figures of which a sentence can speak: it names their year, their groups and what they measure."""
    text = sentence.replace(BLANK, " ").casefold()
    years = set(_YEAR.findall(text))
    found = []
    for where, figure in figures.items():
        held = cited.sets.get(where[0][0])
        if held is None or str(figure.year) not in years or not _names_groups(text, held, figure):
            continue
        if _likeness(text, figure) >= _ENOUGH:
            found.append((where, figure))
    best = max((_likeness(text, figure) for _, figure in found), default=0)
    return [one for one in found if _likeness(text, one[1]) == best]


def _names_groups(text: str, held: DataSet, figure: Figure) -> bool:
    """Whether a text names each group of a figure; one that names no group of a column means everybody."""
    for place, (category, (_, value)) in enumerate(zip(held.manifest.categories, figure.categories, strict=True)):
        values = {key[3][place] for key in held.rows}
        named = {one for one in values if re.search(rf"\b{re.escape(one.casefold())}\b", text)}
        if value not in named and (value != category.whole or named):
            return False
    return True


def _likeness(text: str, figure: Figure) -> float:
    """How much of an indicator's name stands in a text."""
    stems = {word[:_STEM] for word in _WORD.findall(figure.indicator.label.casefold())}
    return sum(stem in text for stem in stems) / len(stems) if stems else 0.0


def _macro(held: DataSet | None, at: tuple[str, ...], slug: str) -> str:
    """How the figure is asked for in a text."""
    assert held is not None  # the figure is of it
    indicator, area, year, *groups = at
    named = [("area", area)] if area else []
    columns = zip(held.manifest.categories, groups, strict=True)
    named += [(category.id, value) for category, value in columns if value != category.whole]
    more = "".join(f', {name}="{value}"' for name, value in named)
    return f'{{{{ figure("{slug}", "{indicator}", {year}{more}) }}}}'
