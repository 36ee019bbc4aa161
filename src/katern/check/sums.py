"""Sums that the figures of a set must reach, within what rounding can do."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from katern.datasets.areas import kind_of
from katern.datasets.setfile import Sum
from katern.datasets.sets import DataSet, Sets
from katern.datasets.table import Row, Table, decimals
from katern.finding import Finding, Position, said


class _Case(NamedTuple):
    """One sum to do: where its whole stands (or its first part, where the whole is a number), the parts and the total."""

    table: Table
    row: Row
    parts: list[Row | None]
    total: Decimal | None


def totals(held: DataSet, sets: Sets) -> Iterator[Finding]:
    """data.total: a whole that its parts do not reach; what is missing is not counted as 0 but left alone."""
    for number, rule in enumerate(held.manifest.sums):
        at = held.position("sums", number)
        wrong = list(_unfit(held, rule, at))
        yield from wrong
        met = False
        for case in [] if wrong else _cases(held, sets, rule):
            met = met or None not in case.parts
            yield from _compare(held, rule, case)
        if not met and not wrong:
            yield Finding.error(at, said("data.total", "never-whole"))


def _unfit(held: DataSet, rule: Sum, at: Position) -> Iterator[Finding]:
    """A sum that cannot be done would never be checked, and nobody would know."""
    columns = [category.id for category in held.manifest.categories]
    if not rule.parts or (rule.whole is None) != (rule.areas is not None):
        yield Finding.error(at, said("data.total", "no-sum"))
    elif rule.category and rule.category not in columns:
        yield Finding.error(at, said("data.total", "no-column", column=rule.category))
    else:
        place = columns.index(rule.category) if rule.category else None
        known = {row.indicator if place is None else row.categories[place] for row in held.rows.values()}
        names = {*rule.parts, *([rule.whole] if rule.whole and _number(rule.whole) is None else [])}
        for name in sorted(names - known):
            yield Finding.error(at, said("data.total", "no-part", name=name))


def _cases(held: DataSet, sets: Sets, rule: Sum) -> Iterator[_Case]:
    if rule.areas:
        return _over_areas(held, sets, rule.parts, rule.areas)
    number = _number(rule.whole or "")
    first = rule.parts[0] if number is not None else rule.whole or ""
    if rule.category:
        return _over_category(held, rule.category, rule.parts, first, number)
    return _over_indicators(held, rule.parts, first, number)


def _over_indicators(held: DataSet, names: tuple[str, ...], first: str, number: Decimal | None) -> Iterator[_Case]:
    for table, row in _of(held, {first}):
        parts = [held.rows.get((name, row.area, row.year, row.categories)) for name in names]
        yield _Case(table, row, parts, row.value if number is None else number)


def _over_category(
    held: DataSet, column: str, names: tuple[str, ...], first: str, number: Decimal | None
) -> Iterator[_Case]:
    place = [category.id for category in held.manifest.categories].index(column)
    for table, row in _of(held, None):
        if row.categories[place] == first:
            before, after = row.categories[:place], row.categories[place + 1 :]
            parts = [held.rows.get((row.indicator, row.area, row.year, (*before, name, *after))) for name in names]
            yield _Case(table, row, parts, row.value if number is None else number)


def _over_areas(held: DataSet, sets: Sets, names: tuple[str, ...], kinds: tuple[str, str]) -> Iterator[_Case]:
    for table, row in _of(held, set(names)):
        if kind_of(row.area) != kinds[0]:
            continue
        source = held.manifest.source(row.source)
        areas = sets.areas.get(source.borders or 0) if source else None
        inside = areas.within(row.area, kinds[1]) if areas else ()
        if inside:
            parts = [held.rows.get((row.indicator, area.code, row.year, row.categories)) for area in inside]
            yield _Case(table, row, parts, row.value)


def _compare(held: DataSet, rule: Sum, case: _Case) -> Iterator[Finding]:
    known = [part for part in case.parts if part is not None and part.value is not None]
    if case.total is None or len(known) < len(case.parts):
        return
    added = sum((part.value for part in known if part.value is not None), Decimal(0))
    off = abs(added - case.total)
    if not off:
        return
    rounded = [*known, case.row] if _number(rule.whole or "") is None else known
    margin = sum((_rounding(held, row) for row in rounded), abs(case.total) * Decimal(str(rule.slack)))
    if off > margin:
        most = f"{margin.normalize():f}"
        what = said("data.total", "off", added=str(added), whole=str(case.total), off=str(off), most=most)
        yield Finding.error(case.table.position(case.row, "value"), what)


def _rounding(held: DataSet, row: Row) -> Decimal:
    """How far one figure may be off: a rounded count by its rounding, a count that nobody rounds not at all."""
    if not held.indicators[row.indicator].is_count:  # a share or a mean is right to half its last digit
        return Decimal(1).scaleb(-decimals(row.value) if row.value is not None else 0) / 2
    for rounding in held.manifest.rounding:
        if not rounding.areas or kind_of(row.area) in rounding.areas:
            return Decimal(rounding.to - 1) if rounding.random else Decimal(rounding.to) / 2
    return Decimal(0)


def _of(held: DataSet, indicators: set[str] | None) -> Iterator[tuple[Table, Row]]:
    """The rows of these indicators, or of all."""
    for table in held.tables:
        for row in table.rows:
            if indicators is None or row.indicator in indicators:
                yield table, row


def _number(text: str) -> Decimal | None:
    return Decimal(text) if text.replace(".", "", 1).isdecimal() else None
