"""Rules on outside links, from what the history knows: each problem at every place that uses the address."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from katern.check.addresses import uses_of_addresses
from katern.check.history import DAYS_UNTIL_BROKEN, History, Record
from katern.finding import Finding, Position, Said, said
from katern.library import Library

_REASONS: Mapping[str, Said] = MappingProxyType(
    {
        "robots": said("ext", "robots"),
        "private": said("ext", "private"),
        "circle": said("ext", "circle"),
        "no-name": said("ext", "no-name"),
        "not-secure": said("ext", "not-secure"),
        "no-answer": said("ext", "no-answer"),
        "garbled": said("ext", "garbled"),
        "cut-off": said("ext", "cut-off"),
    }
)


def outside_links(library: Library, history: History) -> Iterator[Finding]:
    """ext.broken, ext.blocked, ext.unknown, ext.moved and ext.archived, at each place that uses the address."""
    for url, places in uses_of_addresses(library).items():
        record = history.records.get(url)
        if record is not None and (record.state != "ok" or record.moved):
            for at in places:
                yield _finding(url, record, at)


def _finding(url: str, record: Record, at: Position) -> Finding:
    why = said("ext", "because", why=reason(record.why)) if record.why else ""
    seen = said("ext", "last-seen", day=record.seen) if record.seen else ""
    if record.state == "archived":
        made = said("ext", "made-on", day=record.archive_date) if record.archive_date else ""
        return Finding.warning(at, said("ext.archived", "gone", address=url, why=why, made=made))
    if record.state == "broken" and len(record.bad) >= DAYS_UNTIL_BROKEN:
        return Finding.error(at, said("ext.broken", "gone", address=url, why=why, since=record.bad[0], seen=seen))
    if record.state == "broken":
        days, of = len(record.bad), DAYS_UNTIL_BROKEN
        return Finding.warning(at, said("ext.broken", "failing", address=url, why=why, days=days, of=of, seen=seen))
    if record.state == "blocked":
        return Finding.warning(at, said("ext.blocked", "blocked", address=url, why=why))
    if record.state == "unknown":
        return Finding.warning(at, said("ext.unknown", "silent", address=url, why=why, since=record.since, seen=seen))
    return Finding.warning(at, said("ext.moved", "moved", address=url, new=record.moved))


def reason(why: str) -> Said | str:
    """Why an address is not well: a reason of ours has words, what a server said has its own."""
    return _REASONS.get(why, why)
