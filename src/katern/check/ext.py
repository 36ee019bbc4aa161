"""Rules on outside links, from what the history knows: each problem at every place that uses the address."""

from __future__ import annotations

from collections.abc import Iterator

from katern.check.addresses import uses_of_addresses
from katern.check.history import DAYS_UNTIL_BROKEN, History, Record
from katern.finding import Finding, Position
from katern.library import Library


def outside_links(library: Library, history: History) -> Iterator[Finding]:
    """ext.broken, ext.blocked, ext.unknown, ext.moved and ext.archived, at each place that uses the address."""
    for url, places in uses_of_addresses(library).items():
        record = history.records.get(url)
        if record is not None and (record.state != "ok" or record.moved):
            for at in places:
                yield _finding(url, record, at)


def _finding(url: str, record: Record, at: Position) -> Finding:
    why = f" ({record.why})" if record.why else ""
    seen = f", voor het laatst goed op {record.seen}" if record.seen else ""
    if record.state == "archived":
        copy = f" van {record.archive_date}" if record.archive_date else ""
        return Finding.warning("ext.archived", at, f"{url} bestaat niet meer{why}; lezers krijgen de archiefversie{copy}", "zoek een adres dat wel werkt, of laat het zo met een uitzondering")  # fmt: skip
    if record.state == "broken" and len(record.bad) >= DAYS_UNTIL_BROKEN:
        return Finding.error("ext.broken", at, f"{url} bestaat niet meer{why}, sinds {record.bad[0]}{seen}", "zoek het nieuwe adres, of zet bij een bron archive = {…} met een archiefversie")  # fmt: skip
    if record.state == "broken":
        times = f"{len(record.bad)} van de {DAYS_UNTIL_BROKEN} dagen"
        return Finding.warning("ext.broken", at, f"{url} geeft een fout{why}: {times}{seen}", "na drie dagen wordt dit een fout; kijk alvast of er een nieuw adres is")  # fmt: skip
    if record.state == "blocked":
        return Finding.warning(
            "ext.blocked", at, f"{url} laat zich niet controleren{why}", "open het adres zelf in een browser"
        )
    if record.state == "unknown":
        return Finding.warning(
            "ext.unknown",
            at,
            f"{url} antwoordt niet{why}, sinds {record.since}{seen}",
            "open het adres zelf in een browser",
        )
    return Finding.warning("ext.moved", at, f"{url} is verhuisd naar {record.moved}", "neem het nieuwe adres over")
