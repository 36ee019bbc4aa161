"""What a profile shows of an area: indicators as they were published, and shares that are worked out from two of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from katern.datasets.indicators import Break, Indicator
from katern.monitor.settings import Monitor


@dataclass(frozen=True, slots=True)
class Measure:
    """One thing that is shown: an indicator `part`, or the share that it is of the indicator `of`."""

    id: str
    label: str
    unit: str
    part: str
    of: str = ""
    taken_of: str = ""
    # per so many people, where few people make a figure that says nothing
    rate: bool = False
    # of where people come from
    origin: bool = False
    # an amount that grows with the area, so that areas cannot be held against each other by it
    amount: bool = False
    breaks: tuple[Break, ...] = ()
    note: str = ""


def measures_of(monitor: Monitor, indicators: Mapping[str, Indicator]) -> Mapping[str, Measure]:
    """All measures that a monitor may name, by id; what names no known indicator is left out."""
    found: dict[str, Measure] = {}
    for indicator in indicators.values():
        found[indicator.id] = Measure(
            indicator.id,
            indicator.label,
            indicator.unit,
            indicator.id,
            taken_of=indicator.of or "",
            rate=indicator.id in monitor.few.rates,
            origin=indicator.id in monitor.origin,
            amount=(indicator.is_count or indicator.unit in _AMOUNTS) and not indicator.decimals,
            breaks=indicator.breaks,
            note=indicator.publication.words if indicator.publication else "",
        )
    for share in monitor.shares:
        part, whole = indicators.get(share.part), indicators.get(share.of)
        if part and whole:
            found[share.id] = Measure(
                share.id, share.label, "%", share.part, share.of, whole.label,
                origin=share.id in monitor.origin or share.part in monitor.origin, breaks=part.breaks,
            )  # fmt: skip
    return found


_AMOUNTS = frozenset(("ha", "x 1000"))
