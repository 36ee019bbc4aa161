"""Strips: the values of many areas as dots on one line, as the few numbers that an SVG needs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import NamedTuple

WIDTH = 300
_EDGE = 6
# the ends of scales: 1, 2, 2.5, 4, 5 or 8 times a power of ten
_ROUND = (Decimal(1), Decimal(2), Decimal("2.5"), Decimal(4), Decimal(5), Decimal(8), Decimal(10))


class Scale(NamedTuple):
    """From the lowest to the highest value of a strip."""

    low: Decimal
    high: Decimal

    def at(self, value: Decimal) -> str:
        """How far from the left a value stands."""
        span = self.high - self.low
        place = _EDGE + (WIDTH - 2 * _EDGE) * float((value - self.low) / span) if span else WIDTH / 2
        return f"{place:.1f}".removesuffix(".0")


def scale_of(values: Iterable[Decimal]) -> Scale:
    """A scale from 0, or from a round number below it, to a round number that holds all values."""
    known = list(values)
    most, least = max(known, default=Decimal(1)), min(known, default=Decimal(0))
    return Scale(-_round_up(-least) if least < 0 else Decimal(0), _round_up(most) if most > 0 else Decimal(0))


def _round_up(value: Decimal) -> Decimal:
    power = Decimal(1).scaleb(value.adjusted())
    return next(step * power for step in _ROUND if step * power >= value)


def dots(values: Sequence[Decimal], scale: Scale) -> tuple[int, ...]:
    """Where dots stand, each place once."""
    return tuple(sorted({round(float(scale.at(value))) for value in values}))
