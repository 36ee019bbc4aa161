"""Rules on charts and figures in a text: what they name must be there, and what they put side by side must be comparable."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from katern.charts.declared import Problem, Refused, read_chart
from katern.charts.grid import choose
from katern.charts.picked import pick
from katern.datasets.sets import OnDemand, on_demand
from katern.finding import Finding, Position
from katern.item import Item
from katern.library import Library
from katern.reading.arguments import places
from katern.reading.macros import Call

MACROS = ("chart", "figure")


def asked(library: Library) -> Iterator[Finding]:
    """data.unlisted, data.chart, data.mixed, data.break: charts and figures of a text that cannot be drawn, or would mislead."""
    calls = [(item, call) for item in library.items.values() for call in item.calls if call.macro in MACROS]
    if not calls:
        return
    sets = on_demand(library.layout)
    for item, call in calls:
        for problem in _problems(sets, call):
            yield Finding.error(_at(item, call, problem), problem.what, problem.advice)


def _problems(sets: OnDemand, call: Call) -> tuple[Problem, ...]:
    values = dict(call.values)
    more = values.pop("declared" if call.macro == "chart" else "more", {})
    assert isinstance(more, Mapping)  # what a macro takes beside its own arguments
    try:
        if call.macro == "chart":
            choose(read_chart(sets, values.get("set"), more))
        else:
            pick(sets, values.get("set"), values.get("indicator"), values.get("year"), more)
    except Refused as refused:
        return refused.problems
    return ()


# the arguments that a call may give by their place
_BY_PLACE = {"chart": ("set",), "figure": ("set", "indicator", "year")}


def _at(item: Item, call: Call, problem: Problem) -> Position:
    """Where an argument stands; the call itself where it is the whole that is wrong, or the argument is not there."""
    found = places(item.front.body, call.start, call.macro)
    names = _BY_PLACE[call.macro]
    by_place = names.index(problem.argument) if problem.argument in names else None
    offset = found.get(problem.argument, found.get(str(by_place)))
    return call.at if offset is None else item.origin.written_position(offset)
