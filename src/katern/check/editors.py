"""A page for editors: what is due for review, by owner, and what else grows old."""

from __future__ import annotations

import datetime
import itertools
from collections.abc import Callable, Mapping
from pathlib import Path

from jinja2 import Environment, FileSystemLoader

from katern.check.ext import reason
from katern.check.fresh import Review, due_reviews, is_stale, old_sources
from katern.check.history import History
from katern.finding import Said, day_of, said
from katern.library import Library
from katern.messages import messages_of

_STATES: Mapping[str, Said] = {
    "ok": said("editors", "moved"),
    "broken": said("editors", "broken"),
    "blocked": said("editors", "blocked"),
    "unknown": said("editors", "no-answer"),
    "archived": said("editors", "archived"),
}


def editors_page(library: Library, today: datetime.date, language: str) -> str:
    """The page in Markdown, as it is on this day, in a language (BCP 47)."""
    tell = messages_of(language).say
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
        say=lambda section, name, **values: tell(Said(section, name, tuple(values.items()))),
        tell=tell,
        day=day_of,
        cell=_cell,
        why=lambda record: _words(reason(record.why or record.moved), tell),
        state=lambda review: _state(review, today),
    )


def _state(review: Review, today: datetime.date) -> Said:
    if review.due is None:
        return said("editors", "never-reviewed")
    late = (today - review.due).days
    return said("editors", "late", days=late) if review.overdue(today) else said("editors", "soon")


def _words(why: Said | str, tell: Callable[[Said], str]) -> str:
    return tell(why) if isinstance(why, Said) else why


def _cell(text: str) -> str:
    return text.replace("|", "\\|")
