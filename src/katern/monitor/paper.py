"""A profile as data for paper: the same words and places as on the site, for a template to set."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from katern.monitor.book import Book, Value
from katern.monitor.overtime import HEIGHT, PANEL, Chart, Panel
from katern.monitor.profile import Line, Profile, Strip
from katern.monitor.strips import WIDTH
from katern.words import Words


def on_paper(profile: Profile, book: Book, words: Words) -> dict[str, Any]:
    """What a template sets of a profile."""
    monitor, few = words.monitor, book.monitor.few
    names = [parent.name for parent in profile.parents]
    return {
        "names": names,
        "keys": [{**_line(line), "around": _around(line, names)} for line in profile.keys],
        "themes": [
            {
                "title": told.theme.title,
                "sentence": told.sentence,
                "rows": [_line(line) for line in told.lines],
                "charts": [_chart(chart) for chart in told.charts],
            }
            for told in profile.themes
            if told.lines
        ],
        "empty": [told.theme.title for told in profile.themes if not told.lines],
        "beside": [_line(line) for line in profile.beside],
        "changed": profile.changed,
        "reading": [
            monitor.read_hatch, monitor.read_few(share=few.share, rate=few.rate), monitor.read_share, *profile.how_to_read,
        ],
        "not_there": list(book.monitor.not_there),
        "correction": book.monitor.correction or "",
        "others": monitor.legend_others["district" if profile.districts or len(names) > 1 else "municipality"],
        "labels": {
            name: getattr(monitor, name)
            for name in (
                "keys", "figure", "source", "over_time", "nothing", "how_to_read", "not_there", "beside", "beside_why",
                "cite", "correct", "legend", "legend_here", "legend_in",
            )
        },
    }  # fmt: skip


def _line(line: Line) -> dict[str, Any]:
    taken_of = line.measure.taken_of
    return {
        "label": f"{line.measure.label} ({taken_of[:1].lower()}{taken_of[1:]})" if taken_of else line.measure.label,
        "cells": [_cell(value) for value in (line.here, *line.around)],
        "source": line.source,
        "strip": _strip(line.strip) if line.strip else None,
    }


def _cell(value: Value) -> dict[str, Any]:
    return {"text": value.text, "behind": value.behind, "no": value.value is None}


def _around(line: Line, names: Sequence[str]) -> list[dict[str, Any]]:
    return [{"name": name, **_cell(value)} for name, value in zip(names, line.around, strict=True)]


def _strip(strip: Strip) -> dict[str, Any]:
    """Places on a strip as parts of its width; None where nothing stands."""
    places = {name: getattr(strip, name) for name in ("here", "municipality", "country")}
    return {
        "others": [place / WIDTH for place in strip.others],
        **{name: float(place) / WIDTH if place else None for name, place in places.items()},
        "low": strip.low,
        "high": strip.high,
    }


def _chart(chart: Chart) -> dict[str, Any]:
    panels = [_panel(panel) for panel in chart.panels]
    return {"title": chart.title, "words": chart.words, "gaps": list(chart.gaps), "panels": panels}


def _panel(panel: Panel) -> dict[str, Any]:
    lines = [
        {
            "label": line.measure.label,
            "points": [[float(point.x) / PANEL, float(point.y) / HEIGHT] for point in line.points],
            "runs": [[[float(point.x) / PANEL, float(point.y) / HEIGHT] for point in run] for run in line.runs],
            "cells": {str(value.year): _cell(value) for value in line.values},
        }
        for line in panel.lines
    ]
    return {"years": [{"x": float(x) / PANEL, "year": year} for x, year in panel.years], "lines": lines}
