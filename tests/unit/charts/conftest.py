"""Sets, declarations and charts of the made-up series."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from katern.charts.declared import Refused, read_chart
from katern.charts.drawn import Chart, chart
from katern.charts.grid import Grid, choose
from katern.charts.naming import Names
from katern.datasets.sets import OnDemand
from katern.layout import Layout
from katern.words import words_of

sys.path.insert(0, str(Path(__file__).parent))

from made_up import INDICATORS, ROWS, SET

WORDS = words_of("nl")


@pytest.fixture
def sets(tmp_path: Path) -> OnDemand:
    """The sets of a checkout with one of these figures."""
    folder = tmp_path / "docs/_data/sets/proef"
    folder.mkdir(parents=True)
    (tmp_path / "docs/_data/indicators.yml").write_text(INDICATORS)
    (folder / "set.yml").write_text(SET)
    (folder / "cijfers.csv").write_text(ROWS)
    return OnDemand(Layout(tmp_path))


@pytest.fixture
def grid(sets: OnDemand) -> Callable[..., Grid]:
    """The figures of a declaration."""
    return lambda **declared: choose(read_chart(sets, "proef", {"title": "Zo is het"} | declared))


@pytest.fixture
def drawn(sets: OnDemand) -> Callable[..., Chart]:
    """The chart of a declaration."""

    def draw(**declared: Any) -> Chart:
        return chart(sets, "proef", {"title": "Zo is het"} | declared, (WORDS.charts, WORDS.figures), "hatch")

    return draw


@pytest.fixture
def refused(grid: Callable[..., Grid]) -> Callable[..., list[tuple[str, str]]]:
    """Why a declaration is refused: each argument, with the name of what is said."""

    def why(**declared: Any) -> list[tuple[str, str]]:
        with pytest.raises(Refused) as problem:
            grid(**declared)
        return [(one.argument, f"{one.what.code} {one.what.name}") for one in problem.value.problems]

    return why


@pytest.fixture
def names() -> Names:
    """Dutch names."""
    return Names(WORDS.charts, WORDS.figures, {})
