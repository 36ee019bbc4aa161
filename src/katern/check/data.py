"""Rules on figures: sums that do not add up, values that cannot be, years and areas that are not there, hidden breaks."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from katern.check import sums
from katern.datasets.indicators import Indicator
from katern.datasets.setfile import Source
from katern.datasets.sets import DataSet, Sets
from katern.datasets.table import Row, Table
from katern.finding import Finding, Position, nearest
from katern.library import Library


def data_sets(library: Library) -> Iterator[Finding]:
    """Everything that is wrong in the data sets of a checkout."""
    sets = Sets.load(library.layout)
    yield from sets.findings
    for held in sets.by_slug.values():
        yield from figures_out_of_range(held)
        yield from unknown_areas(held, sets)
        yield from broken_series(held)
        yield from unmarked(held)
        if held.is_whole:  # what could not be read is missing from every year and sum: that is said once
            yield from years(held)
            yield from sums.totals(held, sets)


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
                yield Finding.error(
                    "data.range",
                    at,
                    f"'{label}' is {row.value}, en de uitgever toont niets onder {smallest}",
                    "laat value leeg en zet secret in mark; een geheim cijfer is geen 0",
                )
            else:
                said = f"minstens {lowest}" if row.value < lowest else f"hoogstens {highest}"
                yield Finding.error(
                    "data.range", at, f"'{label}' kan niet {row.value} zijn: {said}", "kijk het na bij de bron"
                )


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
            where, hint = held.position("years", number), "voeg de cijfers toe, of haal het jaar weg"
            yield _year(where, f"er is geen enkel cijfer over {year}", hint)
    for year in sorted(found - named):
        yield _year(at, f"er staan cijfers over {year} en years noemt dat jaar niet", f"voeg {year} toe aan years")
    yield from _gaps(held, named, found)
    used = {row.source for row in held.rows.values()}
    for number, source in enumerate(held.manifest.sources):
        if source.id not in used:
            hint = f"voeg {source.id}.csv toe, of haal de bron weg"
            yield _year(held.position("sources", number), f"geen enkel cijfer komt uit de bron '{source.id}'", hint)


def _gaps(held: DataSet, named: set[int], found: set[int]) -> Iterator[Finding]:
    explained = {year for gap in held.manifest.gaps for year in gap.years}
    between = set(range(min(named), max(named))) if named else set()
    for year in sorted(between - named - explained):
        at = held.position("years")
        yield _year(at, f"{year} ontbreekt tussen {min(named)} en {max(named)}", "zeg bij gaps waarom")
    for number, gap in enumerate(held.manifest.gaps):
        if set(gap.years) & (named | found):
            at = held.position("gaps", number)
            yield _year(at, "dit jaar heet een gat en heeft toch cijfers", "haal het weg bij gaps")


def _year(at: Position, message: str, hint: str) -> Finding:
    return Finding.error("data.year-missing", at, message, hint)


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
                hint = (
                    "zet bij de bron in set.yml borders: en het jaar"
                    if source.borders is None
                    else f"voeg areas/{source.borders}.csv toe"
                )
                yield Finding.error(
                    "data.area-unknown",
                    at,
                    f"van de bron '{source.id}' is niet bekend in welke grenzen haar gebieden liggen",
                    hint,
                )
            reported.add(("", source.borders))
        elif row.area not in areas.by_code:
            reported.add((row.area, source.borders))
            near = nearest(row.area, areas.by_code) if len(reported) < 20 else None
            yield Finding.error(
                "data.area-unknown",
                at,
                f"'{row.area}' is geen gebied in {source.borders}",
                f"bedoelde u '{near}'?" if near else f"kijk in areas/{source.borders}.csv",
            )


def broken_series(held: DataSet) -> Iterator[Finding]:
    """data.break: a figure outside its classification, and areas in other borders that make one series unsaid."""
    reported: set[tuple[str, int]] = set()
    borders: dict[str, tuple[Row, int | None]] = {}
    told = False
    for table, row, source in sorted(_rows(held), key=lambda found: found[1].year):
        indicator = held.indicators[row.indicator]
        if not indicator.is_valid_in(row.year) and (row.indicator, row.year) not in reported:
            reported.add((row.indicator, row.year))
            span = f"{indicator.valid_from or '…'}–{indicator.valid_to or '…'}"
            yield Finding.error(
                "data.break",
                table.position(row, "year"),
                f"'{indicator.label}' bestaat in {row.year} niet ({span})",
                "gebruik de indicator van de andere indeling; het is een andere maat",
            )
        first = borders.setdefault(row.area, (row, source.borders))
        if row.area and first[1] != source.borders and not held.manifest.same_borders and not told:
            told = True
            yield Finding.error(
                "data.break",
                table.position(row, "area"),
                f"'{row.area}' staat hier in de grenzen van {source.borders} en elders in die van {first[1]}: dezelfde code kan een ander gebied zijn",
                "kijk de grenzen na en schrijf in set.yml same_borders: hoe dat bleek; anders horen de jaren in twee sets",
            )


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
            yield Finding.error(
                "data.provisional",
                table.position(row, "mark"),
                f"dit cijfer is voorlopig volgens set.yml ('{source.id}') en draagt geen teken",
                "zet provisional in mark",
            )


def _rows(held: DataSet) -> Iterator[tuple[Table, Row, Source]]:
    sources = {source.id: source for source in held.manifest.sources}
    for table in held.tables:
        for row in table.rows:
            yield table, row, sources[row.source]
