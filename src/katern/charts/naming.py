"""How what stands in a chart is called: rows, columns, what is measured, and the chart itself to who does not see it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from katern.charts.declared import AREA, INDICATOR, YEAR
from katern.charts.grid import Grid
from katern.datasets.areas import Areas
from katern.datasets.figure import Figure
from katern.datasets.indicators import Indicator
from katern.datasets.series import Cut
from katern.words.charts import Charts
from katern.words.pages import Figures

# so few figures are all told in the text alternative
_ALL_TOLD = 8


@dataclass(frozen=True, slots=True)
class Names:
    """Calls things by the words of a language; `areas` are those of each year."""

    charts: Charts
    figures: Figures
    areas: Mapping[int, Areas]

    def value(self, figure: Figure | None) -> str:
        """A figure with its unit, or why there is none; a star where it may change."""
        if figure is None:
            return self.charts.no_figure
        return figure.written(self.figures) + ("*" if is_starred(figure) else "")

    def marked(self, figure: Figure | None) -> str:
        """The same, and how sure its publisher is of it."""
        return self.charts.no_figure if figure is None else figure.marked(self.figures)

    def of(self, grid: Grid, name: str, value: str) -> str:
        """What a value of a dimension is called."""
        if name == INDICATOR:
            return grid.wanted.held.indicators[value].label
        if name == AREA:
            return next((area.name for areas in self.areas.values() if (area := areas.by_code.get(value))), value)
        return value

    def row(self, grid: Grid, row: str) -> str:
        """What a row is called."""
        return self.of(grid, grid.row_dimension, row)

    def column(self, grid: Grid, column: str) -> str:
        """What a column is called."""
        return self.of(grid, grid.column_dimension, column)

    def heading(self, grid: Grid, name: str) -> str:
        """What a dimension is called at the head of a table."""
        held = grid.wanted.held
        if name == YEAR:
            own_year = "year_is" in held.manifest.model_fields_set
            return _upper(held.manifest.year_is) if own_year else self.charts.year
        own = {AREA: self.charts.area, INDICATOR: self.charts.indicator, "": self.charts.what}
        return own.get(name) or next(one.label for one in held.manifest.categories if one.id == name)

    def measure(self, indicator: Indicator) -> str:
        """An indicator, and of whom it is a share."""
        if indicator.of:
            return self.charts.share_of(label=indicator.label, of=indicator.of)
        return indicator.label

    def part(self, figure: Figure) -> str:
        """What part of a figure another one is."""
        label = figure.indicator.label
        in_line = label if label[1:2].isupper() else label[:1].lower() + label[1:]
        return self.charts.part(value=self.value(figure), label=in_line)

    def subtitle(self, grid: Grid) -> str:
        """What is measured, of whom and when: as the declaration says, or as the set does."""
        own = [self.charts.own_scale] if grid.wanted.text("scale") == "own" else []
        if grid.wanted.text("subtitle"):
            return ". ".join([grid.wanted.text("subtitle").removesuffix("."), *own])
        held = grid.wanted.held
        indicators = [id for id in grid.shared.values() if id == grid.shared.get(INDICATOR)][:1]
        told = [self.measure(held.indicators[id]) for id in indicators]
        told += [self.of(grid, name, value) for name, value in grid.shared.items() if name != INDICATOR and value]
        if YEAR in (grid.row_dimension, grid.column_dimension):
            years = sorted({figure.year for figure in grid.figures})
            told.append(f"{years[0]}–{years[-1]}")
        return ". ".join([", ".join(told), *own])

    def between(self, cut: Cut) -> str:
        """The words of a break."""
        words = cut.words
        if not words:
            first, second = (str(year) for year in cut.borders)
            words = self.charts.other_borders(first=first, second=second)
        return self.charts.between(first=cut.before, second=cut.after, words=words)

    def alternative(self, grid: Grid) -> str:
        """The chart in words: what its author wrote, else its kind, its title and what stands out."""
        kind = self.charts.kinds[grid.wanted.kind]
        facts = grid.wanted.text("alt") or " ".join([*self._facts(grid), *self._cuts(grid)])
        return self.charts.alternative(kind=kind, title=_sentence(grid.wanted.text("title")), facts=facts).strip()

    def _facts(self, grid: Grid) -> Iterator[str]:
        runs = grid.wanted.kind in ("line", "slope", "multiples")
        if runs and len(grid.rows) > 1:
            yield from (self._from_to(grid, row) for row in grid.rows)
        elif len(grid.figures) <= _ALL_TOLD:
            told = [self.charts.one(row=self._place(grid, *at), value=self.marked(cell)) for at, cell in _cells(grid)]
            yield "; ".join(told) + "."
        elif runs:
            yield self._from_to(grid, grid.rows[0])
        else:
            yield self._extremes(grid)

    def _place(self, grid: Grid, row: str, column: str) -> str:
        return ", ".join(part for part in (self.row(grid, row), self.column(grid, column)) if part)

    def _extremes(self, grid: Grid) -> str:
        known = [(cell.value, at, cell) for at, cell in _cells(grid) if cell is not None and cell.value is not None]
        told = [
            self.charts.one(row=self._place(grid, *at), value=self.marked(cell))
            for _, at, cell in (max(known, key=lambda one: one[0]), min(known, key=lambda one: one[0]))
        ]
        return self.charts.extremes(highest=told[0], lowest=told[1])

    def _from_to(self, grid: Grid, row: str) -> str:
        known = [
            (column, cell) for column in grid.columns if (cell := grid.cells.get((row, column))) and not cell.is_missing
        ]
        if not known:
            return self.charts.one(row=self.row(grid, row), value=self.charts.no_figure) + "."
        (start, first), (end, last) = known[0], known[-1]
        name = self.row(grid, row) or self.measure(first.indicator)
        begun, ended = self.column(grid, start), self.column(grid, end)
        return self.charts.from_to(row=name, first=self.value(first), start=begun, last=self.value(last), end=ended)

    def _cuts(self, grid: Grid) -> list[str]:
        return [_sentence(self.between(cut)) for cut in cuts(grid)]


def is_starred(figure: Figure) -> bool:
    """Whether a figure is there and its publisher may still change it."""
    return figure.mark == "provisional" and not figure.is_missing


def cuts(grid: Grid) -> list[Cut]:
    """The breaks of a chart that have words, each once, by year."""
    lines = [[grid.cells.get((row, column)) for column in grid.columns] for row in grid.rows]
    if grid.row_dimension == YEAR:
        lines = [[grid.cells.get((row, column)) for row in grid.rows] for column in grid.columns]
    found: dict[Cut, None] = {}
    for line in lines:
        known = [figure for figure in line if figure is not None]
        for first, second in pairwise(known):
            between = grid.cut(first, second)
            if between is not None and between.kind != "missing":
                found.setdefault(between)
    return sorted(found, key=lambda one: one.before)


def _cells(grid: Grid) -> Iterator[tuple[tuple[str, str], Figure | None]]:
    for row in grid.rows:
        for column in grid.columns:
            yield (row, column), grid.cells.get((row, column))


def _sentence(text: str) -> str:
    return text if text.endswith((".", "!", "?")) else f"{text}."


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]
