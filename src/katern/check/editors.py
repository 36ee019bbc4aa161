"""A page for editors: what is due for review, by owner, and what else grows old."""

from __future__ import annotations

import datetime
import itertools
from pathlib import Path

from jinja2 import Environment, FileSystemLoader

from katern.check.fresh import Review, due_reviews, is_stale, old_sources
from katern.check.history import History
from katern.library import Library

_STATES = {"broken": "kapot", "blocked": "niet te controleren", "unknown": "geen antwoord", "archived": "archiefversie"}


def editors_page(library: Library, today: datetime.date) -> str:
    """The page in Markdown, as it is on this day."""
    history = History.read(library.layout.root)
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"), trim_blocks=True, lstrip_blocks=True,
        keep_trailing_newline=True, autoescape=False,
    )  # fmt: skip
    due = due_reviews(library, today)
    lines = library.data.helplines.helplines
    return environment.get_template("editors.md.jinja").render(
        today=today,
        owners=[(owner, list(group)) for owner, group in itertools.groupby(due, key=lambda review: review.owner)],
        helplines=[line for line in lines if is_stale(line, today)],
        old=list(old_sources(library, today)),
        history=history,
        outside=[(url, record) for url, record in history.records.items() if record.state != "ok" or record.moved],
        states=_STATES,
        day=_day,
        cell=_cell,
        state=lambda review: _state(review, today),
    )


def _state(review: Review, today: datetime.date) -> str:
    if review.due is None:
        return "nog nooit nagekeken"
    return f"{(today - review.due).days} dagen te laat" if review.overdue(today) else "binnenkort"


def _day(day: datetime.date) -> str:
    return f"{day.day}-{day.month}-{day.year}"


def _cell(text: str) -> str:
    return text.replace("|", "\\|")
