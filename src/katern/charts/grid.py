"""The figures of a chart, in rows and columns: chosen from a set by what its declaration fixes, and what it leaves open."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from katern.charts.declared import INDICATOR, YEAR, Problem, Refused, Wanted, coordinates, known_values
from katern.datasets.figure import Figure
from katern.datasets.indicators import Indicator
from katern.datasets.series import Cut, cut
from katern.finding import did_you_mean, nearest, said

# what a reader still tells apart
_MOST = {"bar": 30, "dots": 30, "line": 4, "slope": 8, "multiples": 12}
_MOST_MARKS = 2
# kinds that run along a dimension
_ALONG = ("line", "slope", "multiples")


@dataclass(frozen=True)
class Grid:
    """Figures by row and column; a row is a bar or a line, a column a year or a mark. `cuts` lie between columns, or rows, that follow each other."""

    wanted: Wanted
    row_dimension: str
    column_dimension: str
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    cells: Mapping[tuple[str, str], Figure]
    # the part of each cell's figure that is told apart
    parts: Mapping[tuple[str, str], Figure] = field(default_factory=dict)
    # the values that all figures share
    shared: Mapping[str, str] = field(default_factory=dict)

    @property
    def figures(self) -> tuple[Figure, ...]:
        """All figures, by row and column, parts behind their wholes."""
        found = []
        for row in self.rows:
            for column in self.columns:
                for cells in (self.cells, self.parts):
                    if (row, column) in cells:
                        found.append(cells[row, column])
        return tuple(found)

    def cut(self, first: Figure | None, second: Figure | None) -> Cut | None:
        """Why two figures that follow each other may not be compared, where one of the two is not missing."""
        if first is None or second is None or YEAR not in (self.row_dimension, self.column_dimension):
            return None
        return cut(self.wanted.held, first, second)


def choose(wanted: Wanted) -> Grid:
    """The figures of a declaration; Refused where they differ in more than a chart can show, or may not stand together."""
    found = _matching(wanted)
    if not found:
        raise Refused([Problem("", said("data.unlisted", "nothing", set=wanted.held.slug))])
    names = wanted.dimensions
    values = {name: _in_order(wanted, name, [at[place] for at in found]) for place, name in enumerate(names)}
    problems = list(_mixed(wanted, values[INDICATOR]))
    row, column = _roles(wanted, values, problems)
    if problems:
        raise Refused(problems)
    rows = values[row] if row else ("",)
    columns = values[column] if column else ("",)
    cells = {(_at(at, names, row), _at(at, names, column)): figure for at, figure in found.items()}
    shared = {name: values[name][0] for name in names if name not in (row, column)}
    rows, columns = (_with_gaps(wanted, name, kept) for name, kept in ((row, rows), (column, columns)))
    grid = Grid(wanted, row, column, rows, columns, cells, _parts(wanted, cells, names, row, column, found), shared)
    problems = [*_too_many(grid), *_across(grid), *_named_rows(grid)]
    if problems:
        raise Refused(problems)
    return _ordered(grid)


def _matching(wanted: Wanted) -> dict[tuple[str, ...], Figure]:
    names = wanted.dimensions
    allowed = [(names.index(name), set(values)) for name, values in wanted.fixed.items()]
    held, part = wanted.held, wanted.text("part")
    found = {}
    for key, row in held.rows.items():
        at = coordinates(key)
        if all(at[place] in values for place, values in allowed) and at[0] != part:
            found[at] = held.figure(row)
    return found


def _in_order(wanted: Wanted, name: str, found: Sequence[str]) -> tuple[str, ...]:
    """The values that were found: in the order of the declaration, else of the files."""
    kept = set(found)
    return tuple(value for value in wanted.fixed.get(name) or known_values(wanted.held, name) if value in kept)


def _mixed(wanted: Wanted, indicators: Sequence[str]) -> Iterator[Problem]:
    """Indicators that measure something else and so may not share a scale."""
    known = [wanted.held.indicators[id] for id in indicators]
    part = wanted.text("part")
    if part in wanted.held.indicators:
        known.append(wanted.held.indicators[part])
    for first, second in pairwise(known):
        ours, theirs = ((one.unit, one.of, one.definition) for one in (first, second))
        if ours != theirs:
            yield Problem(INDICATOR, said("data.mixed", "measures", first=first.label, second=second.label))
            return
        if wanted.kind != "multiples" and _follow(first, second):
            yield Problem(INDICATOR, said("data.mixed", "classifications", first=first.label, second=second.label))
            return


def _follow(first: Indicator, second: Indicator) -> bool:
    """Whether one indicator ends where the other begins: they belong to two classifications."""
    ends = [one.valid_to for one in (first, second) if one.valid_to]
    begins = [one.valid_from for one in (first, second) if one.valid_from]
    return bool(ends and begins and min(ends) < max(begins))


def _roles(wanted: Wanted, values: Mapping[str, tuple[str, ...]], problems: list[Problem]) -> tuple[str, str]:
    """Which dimension makes the rows and which the columns; what else differs is a problem."""
    varying = [name for name in wanted.dimensions if len(values[name]) > 1]
    if wanted.kind in _ALONG:
        column = wanted.text("along") or YEAR
        own = wanted.text("rows") if wanted.text("rows") != column else ""
        row = own or next((name for name in varying if name != column), "")
        found = len(values[column])
        if wanted.kind == "slope" and found != 2:
            problems.append(Problem("years", said("data.chart", "two-points", column=column, found=found)))
        elif found < 2:
            problems.append(Problem("years", said("data.chart", "one-point", column=column, found=found)))
    else:
        row = wanted.text("rows") or next((name for name in varying if name != YEAR), YEAR if YEAR in varying else "")
        others = [name for name in varying if name != row]
        column = others[0] if wanted.kind == "dots" and len(others) == 1 and others[0] != YEAR else ""
    left = tuple(name for name in varying if name not in (row, column))
    if YEAR in left:
        problems.append(Problem("years", said("data.chart", "no-year", years=values[YEAR])))
    elif left:
        shown = [f"{name}: {', '.join(values[name][:4])}" for name in left]
        problems.append(Problem("where", said("data.chart", "differ", columns=tuple(shown))))
    return row, column


def _at(at: tuple[str, ...], names: Sequence[str], name: str) -> str:
    return at[names.index(name)] if name else ""


def _with_gaps(wanted: Wanted, name: str, values: tuple[str, ...]) -> tuple[str, ...]:
    """Years with those between them of which the set has other figures or says that it has none, unless the declaration names its years."""
    if name != YEAR or YEAR in wanted.fixed or wanted.kind == "slope":
        return values
    first, last = min(map(int, values)), max(map(int, values))
    manifest = wanted.held.manifest
    others = [*manifest.years, *(year for gap in manifest.gaps for year in gap.years)]
    return tuple(sorted({*values, *(str(year) for year in others if first < year < last)}))


def _parts(
    wanted: Wanted,
    cells: Mapping[tuple[str, str], Figure],
    names: Sequence[str],
    row: str,
    column: str,
    found: Mapping[tuple[str, ...], Figure],
) -> dict[tuple[str, str], Figure]:
    """Of each figure, the part that the declaration names."""
    part = wanted.text("part")
    parts = {}
    for at in found if part else ():
        held = wanted.held
        figure = held.find(part, int(at[2]), at[1], at[3:])
        where = (_at(at, names, row), _at(at, names, column))
        if figure is not None and not figure.is_missing and where in cells:
            parts[where] = figure
    return parts


def _too_many(grid: Grid) -> Iterator[Problem]:
    kind, most = grid.wanted.kind, _MOST[grid.wanted.kind]
    if len(grid.rows) > most:
        yield Problem("where", said("data.chart", "too-many", kind=kind, found=len(grid.rows), most=most))
    elif kind == "dots" and len(grid.columns) > _MOST_MARKS:
        yield Problem("where", said("data.chart", "too-many", kind=kind, found=len(grid.columns), most=_MOST_MARKS))


def _across(grid: Grid) -> Iterator[Problem]:
    """A slope leads the eye from one figure to the other: they must be comparable."""
    if grid.wanted.kind != "slope":
        return
    if not any(is_whole(grid, row) for row in grid.rows):
        yield Problem("", said("data.unlisted", "nothing", set=grid.wanted.held.slug))
    for row in grid.rows:
        between = grid.cut(*(grid.cells.get((row, column)) for column in grid.columns))
        if between is not None and between.kind != "missing":
            words = between.words or ", ".join(map(str, between.borders))
            what = said("data.break", "in-chart", first=between.before, second=between.after, words=words)
            yield Problem("years", what)
            return


def is_whole(grid: Grid, row: str) -> bool:
    """Whether each figure of a row is there."""
    cells = [grid.cells.get((row, column)) for column in grid.columns]
    return all(cell is not None and not cell.is_missing for cell in cells)


def _named_rows(grid: Grid) -> Iterator[Problem]:
    """Rows that a declaration picks out are rows of the chart, and a part is an indicator of the set."""
    for argument in ("compare", "highlight"):
        value = grid.wanted.text(argument)
        if value and value not in grid.rows:
            what = said("data.chart", "no-row", argument=argument, value=value, known=grid.rows[:12])
            yield Problem(argument, what, did_you_mean(nearest(value, grid.rows)))
    part = grid.wanted.text("part")
    if part and part not in grid.wanted.held.indicators:
        known = known_values(grid.wanted.held, INDICATOR)
        what = said("data.unlisted", "no-indicator", value=part, set=grid.wanted.held.slug, known=known[:12])
        yield Problem("part", what, did_you_mean(nearest(part, known)))


def _ordered(grid: Grid) -> Grid:
    """With the highest row first, where the declaration asks for it; what is missing stands last."""
    if grid.wanted.text("order") != "value" or not grid.columns:
        return grid

    def height(row: str) -> tuple[bool, float]:
        figure = grid.cells.get((row, grid.columns[0]))
        value = figure.value if figure else None
        return value is None, -float(value or 0)

    rows = tuple(sorted(grid.rows, key=height))
    return replace(grid, rows=rows)
