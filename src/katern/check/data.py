"""Rules on figures: sums that do not add up, values that cannot be, years and areas that are not there, hidden breaks."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from katern.check import sums
from katern.datasets.indicators import Indicator
from katern.datasets.loaded import sets_of
from katern.datasets.setfile import Source
from katern.datasets.sets import DataSet, Sets
from katern.datasets.sets import made_of as sets_made_of
from katern.datasets.table import Row, Table
from katern.digest import digest
from katern.finding import Finding, did_you_mean, nearest, said
from katern.library import Library
from katern.monitor.loading import files_of, load_monitor


def data_sets(library: Library) -> Iterator[Finding]:
    """Everything that is wrong in the data sets of a checkout."""
    sets = sets_of(library)
    yield from sets.findings
    yield from load_monitor(library).findings
    for held in sets.by_slug.values():
        yield from figures_out_of_range(held)
        yield from unknown_areas(held, sets)
        yield from broken_series(held)
        yield from unmarked(held)
        if held.is_whole:  # what could not be read is missing from every year and sum: that is said once
            yield from years(held)
            yield from sums.totals(held, sets)


def made_of(library: Library) -> str:
    """A digest of every file that these rules read."""
    return digest((sets_made_of(library.layout), files_of(library)))


def figures_out_of_range(held: DataSet) -> Iterator[Finding]:
    """data.range: a share outside 0 to 100, a count below 0 or below what its publisher shows."""
    bounds = {id: _bounds(indicator) for id, indicator in held.indicators.items()}
    for table in held.tables:
        for row in table.rows:
            if row.value is None:
                continue
            lowest, highest, smallest = bounds[row.indicator]
            if lowest <= row.value <= highest and smallest <= row.value:
                continue
            label, at = held.indicators[row.indicator].label, table.position(row, "value")
            if lowest <= row.value <= highest:
                value, least = str(row.value), str(smallest)
                yield Finding.error(at, said("data.range", "not-shown", indicator=label, value=value, smallest=least))
            elif row.value < lowest:
                what = said("data.range", "too-low", indicator=label, value=str(row.value), lowest=str(lowest))
                yield Finding.error(at, what)
            else:
                what = said("data.range", "too-high", indicator=label, value=str(row.value), highest=str(highest))
                yield Finding.error(at, what)


def _bounds(indicator: Indicator) -> tuple[Decimal, Decimal, Decimal]:
    """The lowest and the highest that can be, and the smallest that is shown."""
    least, most = (Decimal("-Infinity"), Decimal("Infinity"))
    lowest = least if indicator.minimum is None else Decimal(f"{indicator.minimum:g}")
    highest = most if indicator.highest is None else Decimal(f"{indicator.highest:g}")
    smallest = indicator.publication.smallest if indicator.publication else None
    return lowest, highest, least if smallest is None else Decimal(smallest)


def years(held: DataSet) -> Iterator[Finding]:
    """data.year-missing: years and sources of set.yml without a figure, or the reverse, and gaps that nobody explains."""
    named, found = set(held.manifest.years), {row.year for row in held.rows.values()}
    at = held.position("years")
    for number, year in enumerate(held.manifest.years):
        if year not in found:
            yield Finding.error(held.position("years", number), said("data.year-missing", "no-figure", year=year))
    for year in sorted(found - named):
        yield Finding.error(at, said("data.year-missing", "not-named", year=year))
    yield from _gaps(held, named, found)
    used = {row.source for row in held.rows.values()}
    for number, source in enumerate(held.manifest.sources):
        if source.id not in used:
            what = said("data.year-missing", "source-without-figures", source=source.id)
            yield Finding.error(held.position("sources", number), what)


def _gaps(held: DataSet, named: set[int], found: set[int]) -> Iterator[Finding]:
    explained = {year for gap in held.manifest.gaps for year in gap.years}
    between = set(range(min(named), max(named))) if named else set()
    for year in sorted(between - named - explained):
        what = said("data.year-missing", "between", year=year, first=min(named), last=max(named))
        yield Finding.error(held.position("years"), what)
    for number, gap in enumerate(held.manifest.gaps):
        if set(gap.years) & (named | found):
            yield Finding.error(held.position("gaps", number), said("data.year-missing", "no-gap"))


def unknown_areas(held: DataSet, sets: Sets) -> Iterator[Finding]:
    """data.area-unknown: a code that is no area in the borders of its source."""
    reported: set[tuple[str, int | None]] = set()
    for table, row, source in _rows(held):
        if not row.area or (row.area, source.borders) in reported:
            continue
        at = table.position(row, "area")
        areas = sets.areas.get(source.borders or 0)
        if areas is None:
            reported.add((row.area, source.borders))
            if ("", source.borders) not in reported:
                advice = (
                    said("data.area-unknown", "add-areas", year=source.borders) if source.borders is not None else None
                )
                yield Finding.error(at, said("data.area-unknown", "no-borders", source=source.id), advice)
            reported.add(("", source.borders))
        elif row.area not in areas.by_code:
            reported.add((row.area, source.borders))
            near = nearest(row.area, areas.by_code) if len(reported) < 20 else None
            what = said("data.area-unknown", "no-area", area=row.area, year=areas.year)
            yield Finding.error(at, what, did_you_mean(near))


def broken_series(held: DataSet) -> Iterator[Finding]:
    """data.break: a figure outside its classification, and areas in other borders that make one series unsaid."""
    reported: set[tuple[str, int]] = set()
    borders: dict[str, tuple[Row, int | None]] = {}
    told = False
    for table, row, source in sorted(_rows(held), key=lambda found: found[1].year):
        indicator = held.indicators[row.indicator]
        if not indicator.is_valid_in(row.year) and (row.indicator, row.year) not in reported:
            reported.add((row.indicator, row.year))
            what = said(
                "data.break",
                "other-measure",
                indicator=indicator.label,
                year=row.year,
                first=indicator.valid_from or "…",
                last=indicator.valid_to or "…",
            )
            yield Finding.error(table.position(row, "year"), what)
        first = borders.setdefault(row.area, (row, source.borders))
        if row.area and first[1] != source.borders and not held.manifest.same_borders and not told:
            told = True
            here, there = str(source.borders), str(first[1])
            what = said("data.break", "other-borders", area=row.area, borders=here, others=there)
            yield Finding.error(table.position(row, "area"), what)


def unmarked(held: DataSet) -> Iterator[Finding]:
    """data.provisional: a figure of a provisional source, or a provisional indicator, without its mark."""
    told: set[tuple[str, str]] = set()
    for table, row, source in _rows(held):
        provisional = source.status == "provisional" or row.indicator in source.provisional
        if (
            provisional
            and row.value is not None
            and row.mark != "provisional"
            and (source.id, row.indicator) not in told
        ):
            told.add((source.id, row.indicator))
            yield Finding.error(table.position(row, "mark"), said("data.provisional", "unmarked", source=source.id))


def _rows(held: DataSet) -> Iterator[tuple[Table, Row, Source]]:
    sources = {source.id: source for source in held.manifest.sources}
    for table in held.tables:
        for row in table.rows:
            yield table, row, sources[row.source]
