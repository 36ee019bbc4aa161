"""What a text asks of a chart or a figure, held against the sets: what can be drawn, or what is wrong with which word of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from katern.datasets.sets import DataSet, OnDemand
from katern.finding import did_you_mean, nearest
from katern.saying import Said, said

Kind = Literal["bar", "dots", "line", "slope", "multiples"]
KINDS: tuple[str, ...] = get_args(Kind)
INDICATOR, YEAR, AREA = "indicator", "year", "area"
TEXTS = ("title", "subtitle", "note", "alt", "rows", "along", "part", "compare", "highlight", "order", "scale")
CHART = ("kind", INDICATOR, "years", AREA, "where", *TEXTS)
_FROM = {"order": ("file", "value"), "scale": ("shared", "own")}


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with an argument of a macro; an empty name means the macro as a whole."""

    argument: str
    what: Said
    advice: Said | None = None


class Refused(Exception):
    """What a text asks cannot be drawn: `problems` says why."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__()
        self.problems = tuple(problems)


@dataclass(frozen=True, slots=True)
class Wanted:
    """A declaration whose every name is known; `fixed` holds the values that each dimension may take, where it says so."""

    held: DataSet
    kind: str
    fixed: Mapping[str, tuple[str, ...]]
    texts: Mapping[str, str]

    def text(self, name: str) -> str:
        """A text of the declaration, empty where it has none."""
        return self.texts.get(name, "")

    @property
    def dimensions(self) -> tuple[str, ...]:
        """In what figures of the set can differ."""
        return dimensions(self.held)


def dimensions(held: DataSet) -> tuple[str, ...]:
    """In what figures of a set can differ: indicator, area, year and its categories."""
    return (INDICATOR, AREA, YEAR, *(category.id for category in held.manifest.categories))


def find_set(sets: OnDemand, slug: object) -> DataSet:
    """The set of a name; Refused where there is none, without more where it is there and cannot be read: that is told elsewhere."""
    held = sets.get(slug) if isinstance(slug, str) else None
    if held is None and slug in sets.names:
        raise Refused([])
    if held is None:
        named = "" if slug is None else str(slug)
        what = said("data.unlisted", "no-set", set=named, known=sets.names)
        if not sets.names:
            what = said("data.unlisted", "no-sets", set=named)
        raise Refused([Problem("set", what, did_you_mean(nearest(named, sets.names)))])
    return held


def read_chart(sets: OnDemand, slug: object, declared: Mapping[str, object]) -> Wanted:
    """What a chart's declaration asks; Refused with everything that is wrong in it."""
    held = find_set(sets, slug)
    problems = [*_words(declared, CHART), *_kind(declared), *_texts(declared)]
    fixed: dict[str, tuple[str, ...]] = {}
    for argument, name, value in _named(declared):
        found = list(_values(held, argument, name, value))
        problems += [one for one in found if isinstance(one, Problem)]
        fixed[name] = tuple(one for one in found if isinstance(one, str))
    for argument in ("rows", "along"):
        value = str(declared.get(argument, ""))
        if value and value not in dimensions(held):
            problems.append(_no_column(argument, value, held))
    if problems:
        raise Refused(problems)
    texts = {name: str(declared[name]) for name in TEXTS if declared.get(name)}
    return Wanted(held, str(declared["kind"]), fixed, texts)


def read_figure(
    sets: OnDemand, slug: object, indicator: object, year: object, more: Mapping[str, object]
) -> tuple[DataSet, Mapping[str, str]]:
    """What a figure's macro asks: its set, and one value for each dimension that is named; Refused where a name is unknown."""
    held = find_set(sets, slug)
    unsaid = [name for name, value in ((INDICATOR, indicator), (YEAR, year)) if value in (None, "")]
    if unsaid:
        known = {name: known_values(held, name)[-12:] for name in unsaid}
        raise Refused([Problem("", _unsaid(held, name, known[name])) for name in unsaid])
    problems: list[Problem] = []
    fixed: dict[str, str] = {}
    for name, value in ({INDICATOR: indicator, YEAR: year} | dict(more)).items():
        found = list(_values(held, name, name, value))
        problems += [one for one in found if isinstance(one, Problem)]
        if len(found) > 1:
            shown = f"{name}: {', '.join(map(str, value))}" if isinstance(value, list | tuple) else name
            problems.append(Problem(name, said("data.unlisted", "several", set=held.slug, columns=(shown,))))
        fixed.update((name, one) for one in found[:1] if isinstance(one, str))
    if problems:
        raise Refused(problems)
    return held, fixed


def _unsaid(held: DataSet, name: str, known: tuple[str, ...]) -> Said:
    if name == YEAR:
        return said("data.unlisted", "year-unsaid", set=held.slug, known=known)
    return said("data.unlisted", "indicator-unsaid", set=held.slug, known=known)


def _words(declared: Mapping[str, object], known: Sequence[str]) -> Iterator[Problem]:
    for name in declared:
        if name not in known:
            what = said("data.chart", "no-argument", argument=name, known=tuple(known))
            yield Problem(name, what, did_you_mean(nearest(name, known)))


def _kind(declared: Mapping[str, object]) -> Iterator[Problem]:
    kind = str(declared.get("kind", ""))
    if kind not in KINDS:
        near = did_you_mean(nearest(kind, KINDS)) if kind else None
        yield Problem("kind", said("data.chart", "no-kind", kind=kind, known=KINDS), near)


def _texts(declared: Mapping[str, object]) -> Iterator[Problem]:
    if not str(declared.get("title", "")).strip():
        yield Problem("title", said("data.chart", "no-title"))
    for name, known in _FROM.items():
        value = str(declared.get(name, known[0]))
        if value not in known:
            what = said("data.chart", "no-choice", argument=name, value=value, known=known)
            yield Problem(name, what, did_you_mean(nearest(value, known)))


def _named(declared: Mapping[str, object]) -> Iterator[tuple[str, str, object]]:
    """Each dimension that a declaration fixes: the argument that does so, its name, and the value or values."""
    for argument, name in ((INDICATOR, INDICATOR), ("years", YEAR), (AREA, AREA)):
        if argument in declared:
            yield argument, name, declared[argument]
    where = declared.get("where", {})
    if isinstance(where, Mapping):
        for name, value in where.items():
            yield "where", str(name), value
    else:
        yield "where", "", where


def _values(held: DataSet, argument: str, name: str, value: object) -> Iterator[str | Problem]:
    """The values of a dimension, as they are written in the set, and what is wrong with those that are not there."""
    if name not in dimensions(held):
        yield _no_column(argument, name, held)
        return
    known = known_values(held, name)
    many = value if isinstance(value, list | tuple) else [value]
    for one in map(str, many):
        if one in known:
            yield one
            continue
        yield Problem(argument, _no_value(held, name, one, known[:12]), did_you_mean(nearest(one, known)))


def _no_value(held: DataSet, name: str, value: str, known: tuple[str, ...]) -> Said:
    if name == INDICATOR:
        return said("data.unlisted", "no-indicator", value=value, set=held.slug, known=known)
    if name == YEAR:
        return said("data.unlisted", "no-year", value=value, set=held.slug, known=known)
    if name == AREA:
        return said("data.unlisted", "no-area", value=value, set=held.slug)
    return said("data.unlisted", "no-value", value=value, column=name, set=held.slug, known=known)


def known_values(held: DataSet, name: str) -> tuple[str, ...]:
    """The values that the figures of a set have in a dimension, in the order of its files; years by number."""
    place = dimensions(held).index(name)
    found = tuple(dict.fromkeys(coordinates(key)[place] for key in held.rows))
    return tuple(sorted(found)) if name == YEAR else found


def coordinates(key: tuple[str, str, int, tuple[str, ...]]) -> tuple[str, ...]:
    """Where a figure stands in each dimension of its set."""
    return (key[0], key[1], str(key[2]), *key[3])


def _no_column(argument: str, name: str, held: DataSet) -> Problem:
    known = dimensions(held)
    what = said("data.unlisted", "no-column", column=name, set=held.slug, known=known)
    return Problem(argument, what, did_you_mean(nearest(name, known)))
