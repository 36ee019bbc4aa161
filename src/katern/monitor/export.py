"""The figures of areas as CSV, to take along: as they stand in the sets, each with its source."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from katern.datasets.areas import Area
from katern.monitor.book import Book

HEADER = ("code", "name", "year", "indicator", "value", "mark", "publisher", "table", "retrieved", "borders")


def as_csv(book: Book, areas: Sequence[Area]) -> str:
    """All figures of areas; what is missing has no value and says why."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(HEADER)
    for area in areas:
        for row, held, source in book.rows(area.code):
            value = "" if row.value is None else str(row.value)
            writer.writerow((
                area.code, area.name, row.year, row.indicator, value, row.mark, held.manifest.publisher,
                source.table or source.title, source.retrieved, source.borders or "",
            ))  # fmt: skip
    return out.getvalue()
