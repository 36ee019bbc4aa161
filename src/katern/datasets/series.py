"""Figures over time: runs of points that may be compared, and the words that stand between two runs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from katern.datasets.figure import Figure
from katern.datasets.sets import DataSet


@dataclass(frozen=True, slots=True)
class Cut:
    """Why no line runs from one year to a later one: the words of its set, or the two borders that differ; neither where a figure is only missing."""

    before: int
    after: int
    kind: str
    words: str
    borders: tuple[int | None, ...] = ()


@dataclass(frozen=True, slots=True)
class Series:
    """One indicator of one area and category: runs of comparable figures, and what lies between each two."""

    runs: tuple[tuple[Figure, ...], ...]
    cuts: tuple[Cut, ...]

    @property
    def figures(self) -> tuple[Figure, ...]:
        """All figures, missing ones included, by year."""
        return tuple(figure for run in self.runs for figure in run)


def series(held: DataSet, indicator: str, area: str = "", categories: tuple[str, ...] = ()) -> Series:
    """The figures of a set by year, cut at every break, at every year that is not there and at every missing value."""
    rows = sorted(
        (row for key, row in held.rows.items() if (key[0], key[1], key[3]) == (indicator, area, categories)),
        key=lambda row: row.year,
    )
    figures = [held.figure(row) for row in rows]
    runs: list[list[Figure]] = []
    cuts: list[Cut] = []
    for figure in figures:
        between = cut(held, runs[-1][-1], figure) if runs else None
        if between:
            cuts.append(between)
        if between or not runs:
            runs.append([])
        runs[-1].append(figure)
    return Series(tuple(map(tuple, runs)), tuple(cuts))


def breaks(held: DataSet, first: Figure, second: Figure) -> Iterator[Cut]:
    """What keeps two figures of one indicator from being compared."""
    for broken in first.indicator.breaks:
        if first.year < broken.year <= second.year:
            yield Cut(first.year, second.year, broken.kind, broken.words)
    borders = (first.source.borders, second.source.borders)
    if first.area and borders[0] != borders[1] and not held.manifest.same_borders:
        yield Cut(first.year, second.year, "borders", "", borders)


def cut(held: DataSet, first: Figure, second: Figure) -> Cut | None:
    """Why no line runs from one figure to the next, or None where one does."""
    found = next(breaks(held, first, second), None)
    if found:
        return found
    if first.is_missing or second.is_missing or _absent(held, first.year, second.year):
        return Cut(first.year, second.year, "missing", "")
    return None


def _absent(held: DataSet, first: int, second: int) -> bool:
    """Whether a year between the two is one that the set ought to have: it holds it, or says that it is a gap."""
    gaps: Sequence[int] = [year for gap in held.manifest.gaps for year in gap.years]
    return any(first < year < second for year in (*gaps, *held.manifest.years))
