"""Sums that the figures of a set must reach, within what rounding can do."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from katern.datasets.areas import kind_of
from katern.datasets.manifest import Sum
from katern.datasets.sets import DataSet, Sets
from katern.datasets.table import Row, Table, decimals
from katern.finding import Finding, Position


def totals(held: DataSet, sets: Sets) -> Iterator[Finding]:
    """data.total: a whole that its parts do not reach; what is missing is not counted as 0 but left alone."""
    for number, rule in enumerate(held.manifest.sums):
        yield from _unknown(held, rule, held.position("sums", number))
        if rule.areas:
            yield from _over_areas(held, sets, rule, rule.areas)
        elif rule.category:
            yield from _over_category(held, rule, rule.category)
        else:
            yield from _over_indicators(held, rule)


def _unknown(held: DataSet, rule: Sum, at: Position) -> Iterator[Finding]:
    """A sum that names what the set does not have would never be checked, and nobody would know."""
    columns = [category.id for category in held.manifest.categories]
    if rule.category:
        place = columns.index(rule.category) if rule.category in columns else None
        known = {row.categories[place] for row in held.rows.values()} if place is not None else set()
    else:
        known = {row.indicator for row in held.rows.values()}
    names = {*rule.parts, *([rule.whole] if rule.whole and not _is_number(rule.whole) else [])}
    if not rule.parts or (rule.whole is None) != (rule.areas is not None):
        yield Finding.error("data.total", at, "een som heeft delen (parts) en een geheel (whole), of delen en gebieden (areas)", "zie de handleiding over cijfers")
    for name in sorted(names - known):
        yield Finding.error("data.total", at, f"'{name}' komt in deze set niet voor, dus de som is niet na te rekenen", "verbeter de naam bij sums")


def _over_indicators(held: DataSet, rule: Sum) -> Iterator[Finding]:
    for table, whole in _of(held, {rule.whole}):
        parts = [held.rows.get((part, whole.area, whole.year, whole.categories)) for part in rule.parts]
        yield from _compare(held, rule, table, whole, parts, whole.value)


def _over_category(held: DataSet, rule: Sum, name: str) -> Iterator[Finding]:
    columns = [category.id for category in held.manifest.categories]
    if name not in columns or not rule.parts:
        return
    place = columns.index(name)
    number = Decimal(rule.whole) if rule.whole and _is_number(rule.whole) else None
    first = rule.whole if number is None else rule.parts[0]
    for table in held.tables:
        for row in table.rows:
            if row.categories[place] == first:
                parts = [held.rows.get((row.indicator, row.area, row.year, (*row.categories[:place], part, *row.categories[place + 1 :]))) for part in rule.parts]  # fmt: skip
                yield from _compare(held, rule, table, row, parts, row.value if number is None else number)


def _over_areas(held: DataSet, sets: Sets, rule: Sum, kinds: tuple[str, str]) -> Iterator[Finding]:
    for table, whole in _of(held, set(rule.parts)):
        source = held.manifest.source(whole.source)
        areas = sets.areas.get(source.borders or 0) if source else None
        if areas is None or not whole.area or kind_of(whole.area) != kinds[0]:
            continue
        inside = areas.within(whole.area, kinds[1])
        parts = [held.rows.get((whole.indicator, area.code, whole.year, whole.categories)) for area in inside]
        if any(parts):
            yield from _compare(held, rule, table, whole, parts, whole.value)


def _compare(held: DataSet, rule: Sum, table: Table, whole: Row, parts: list[Row | None], total: Decimal | None) -> Iterator[Finding]:
    known = [part for part in parts if part is not None and part.value is not None]
    if total is None or len(known) < len(parts) or not parts:
        return
    added = sum((part.value for part in known if part.value is not None), Decimal(0))
    if added == total:
        return
    margin = _margin(held, [*known, whole]) + abs(total) * Decimal(str(rule.slack))
    if abs(added - total) > margin:
        yield Finding.error(
            "data.total", table.position(whole, "value"),
            f"de delen zijn samen {added} en het geheel is {total}: {abs(added - total)} verschil, meer dan afronden kan ({margin.normalize():f})",
            "kijk na of een deel ontbreekt of verkeerd is overgenomen",
        )  # fmt: skip


def _margin(held: DataSet, rows: list[Row]) -> Decimal:
    """How far a sum may be off: each rounded figure by its own rounding, a count that nobody rounds not at all."""
    return sum((_rounding(held, row) for row in rows), Decimal(0))


def _rounding(held: DataSet, row: Row) -> Decimal:
    for rounding in held.manifest.rounding:
        if not rounding.areas or (row.area and kind_of(row.area) in rounding.areas):
            return Decimal(rounding.to - 1) if rounding.random else Decimal(rounding.to) / 2
    places = decimals(row.value) if row.value is not None else 0
    exact = held.indicators[row.indicator].unit == "aantal"
    return Decimal(0) if exact else Decimal(1).scaleb(-places) / 2


def _of(held: DataSet, indicators: set[str | None] | set[str]) -> Iterator[tuple[Table, Row]]:
    for table in held.tables:
        for row in table.rows:
            if row.indicator in indicators:
                yield table, row


def _is_number(text: str | None) -> bool:
    return text is not None and text.replace(".", "", 1).isdecimal()
