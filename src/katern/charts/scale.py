"""Scales that begin at zero, and the round numbers that stand along them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

_STEPS = (Decimal(1), Decimal(2), Decimal("2.5"), Decimal(5), Decimal(10))


@dataclass(frozen=True, slots=True)
class Scale:
    """Leads values from `lowest` to `highest` to places from `start` to `end`."""

    lowest: Decimal
    highest: Decimal
    start: float
    end: float

    def at(self, value: Decimal | int) -> float:
        """The place of a value, with two decimals, so that the same figures give the same bytes."""
        span = self.highest - self.lowest
        share = float((value - self.lowest) / span) if span else 0.0
        return round(self.start + share * (self.end - self.start), 2)


def zero_based(values: Iterable[Decimal], start: float, end: float, most: int = 4) -> tuple[Scale, Sequence[Decimal]]:
    """A scale from zero, or below it where a value is, to the first round number past the highest value; and its round numbers."""
    found = list(values)
    highest, lowest = max([*found, Decimal(0)]), min([*found, Decimal(0)])
    if highest == lowest:
        highest = Decimal(1)
    step = _step(highest - lowest, most)
    first, last = _down(lowest, step), -_down(-highest, step)
    count = int((last - first) / step)
    ticks = tuple(_plain(first + step * number) for number in range(count + 1))
    return Scale(first, last, start, end), ticks


def _step(span: Decimal, most: int) -> Decimal:
    """The smallest round step of which `most` span the figures."""
    least = span / most
    power = Decimal(10) ** least.adjusted()
    return next(_plain(step * power) for step in _STEPS if step * power >= least)


def _down(value: Decimal, step: Decimal) -> Decimal:
    """The multiple of a step at or below a value."""
    whole = value // step
    return _plain((whole - (1 if whole * step > value else 0)) * step)


def _plain(value: Decimal) -> Decimal:
    """The same number without an exponent or idle zeros."""
    short = value.normalize()
    return short.quantize(Decimal(1)) if short == short.to_integral_value() else short
