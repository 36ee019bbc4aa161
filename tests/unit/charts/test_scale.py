"""Scales begin at zero and end at a round number."""

from __future__ import annotations

from decimal import Decimal

import pytest

from katern.charts.scale import zero_based


@pytest.mark.parametrize(
    ("values", "ticks"),
    [
        (["3499", "9613"], ["0", "2500", "5000", "7500", "10000"]),
        (["10.7"], ["0", "5", "10", "15"]),
        (["0.3", "0.9"], ["0", "0.25", "0.5", "0.75", "1"]),
        (["100"], ["0", "25", "50", "75", "100"]),
        (["0"], ["0", "0.25", "0.5", "0.75", "1"]),
        ([], ["0", "0.25", "0.5", "0.75", "1"]),
        (["-0.4", "0.6"], ["-0.5", "-0.25", "0", "0.25", "0.5", "0.75"]),
    ],
)
def test_round_numbers_span_the_figures_from_zero(values, ticks):
    scale, found = zero_based(map(Decimal, values), 0, 100)
    assert [str(tick) for tick in found] == ticks
    assert scale.at(scale.lowest) == 0
    assert scale.at(scale.highest) == 100


def test_a_scale_may_run_down_the_page():
    scale, _ = zero_based([Decimal(50), Decimal(100)], 120, 20)
    assert (scale.at(0), scale.at(50), scale.at(100)) == (120, 70, 20)
