"""One figure for a text: the only one that fits what is asked, or why there is none."""

from __future__ import annotations

from collections.abc import Mapping

from katern.charts.declared import Problem, Refused, coordinates, dimensions, read_figure
from katern.datasets.figure import Figure
from katern.datasets.sets import DataSet, OnDemand
from katern.saying import said


def pick(sets: OnDemand, slug: object, indicator: object, year: object, more: Mapping[str, object]) -> Figure:
    """The figure that a text asks for; Refused where none or more than one fits."""
    held, fixed = read_figure(sets, slug, indicator, year, more)
    found = matching(held, fixed)
    for category in held.manifest.categories if len(found) > 1 else ():
        if category.id not in fixed:  # a column that is not named means everybody
            whole = {at: figure for at, figure in found.items() if _value(held, at, category.id) == category.whole}
            found = whole or found
    if not found:
        raise Refused([Problem("", said("data.unlisted", "nothing", set=held.slug))])
    if len(found) > 1:
        differ = [
            f"{name}: {', '.join(values[:4])}"
            for name in dimensions(held)
            if len(values := list(dict.fromkeys(_value(held, at, name) for at in found))) > 1
        ]
        raise Refused([Problem("", said("data.unlisted", "several", set=held.slug, columns=tuple(differ)))])
    return next(iter(found.values()))


def matching(held: DataSet, fixed: Mapping[str, str]) -> dict[tuple[str, ...], Figure]:
    """The figures of a set that have these values, by where they stand in each dimension."""
    names = dimensions(held)
    wanted = [(names.index(name), value) for name, value in fixed.items()]
    return {
        at: held.figure(row)
        for key, row in held.rows.items()
        if all((at := coordinates(key))[place] == value for place, value in wanted)
    }


def _value(held: DataSet, at: tuple[str, ...], name: str) -> str:
    return at[dimensions(held).index(name)]
