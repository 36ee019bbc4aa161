"""What a page may ask of data sets: a figure in a sentence, with its year and source in a note, and charts."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from jinja2 import Environment

from katern.charts.cited import Keys
from katern.charts.declared import Refused
from katern.charts.drawn import chart as made_chart
from katern.charts.picked import pick
from katern.datasets.figure import Figure
from katern.datasets.sets import OnDemand
from katern.reading.macros import Noted
from katern.words import Words

# a figure that is copied must not swallow the number of its note
_APART = "\u202f"
# what Markdown would read otherwise than it stands
_SIGNS = re.compile(r"[\\`*_{}\[\]<>#|!~^$@:\"']")


@dataclass(frozen=True, slots=True)
class Around:
    """What the macros of all pages share: the sets, the keys of the site's sources, templates and words, and whether notes can be written."""

    sets: OnDemand
    keys: Keys
    drawing: Environment
    words: Words
    notes: bool = True


def figure_macros(around: Around, way: str) -> dict[str, Callable[..., str]]:
    """The macros `figure` and `chart` of a page from which `way` leads to the folder of sets.

    What cannot be drawn draws nothing: the checks tell it, and stop a build.
    """
    names = around.words.addresses
    noted: dict[str, str] = {}
    drawn: list[str] = []

    def figure(set: object = "", indicator: object = "", year: object = "", **more: object) -> str:
        try:
            found = pick(around.sets, set, indicator, year, more)
        except Refused:
            return ""
        written = plain(found.marked(around.words.figures))
        note = _note(around, found)
        if not around.notes:
            return around.drawing.get_template("katern/figure.html").render(written=written, note=note).strip()
        name = noted.setdefault(note, f"{names.figure}{len(noted) + 1}")
        return Noted(f"{written}{_APART}[^{name}]", name, note)

    def chart(set: object = "", **declared: object) -> str:
        words = (around.words.charts, around.words.figures)
        name = f"{names.figure}hatch-{len(drawn) + 1}"
        try:
            made = made_chart(around.sets, set, declared, words, name)
        except Refused:
            return ""
        drawn.append(name)
        template = around.drawing.get_template("katern/chart.html")
        return template.render(chart=made, keys=around.keys.all(made.sources), way=way).strip()

    return {"figure": figure, "chart": chart}


def _note(around: Around, found: Figure) -> str:
    """What the note behind a figure says: what it is, of whom and when, and where it was seen."""
    template = around.drawing.get_template("katern/figure-note.html")
    shown = template.render(figure=found, key=around.keys.of(found.source), plain=plain)
    return " ".join(shown.split())


def plain(text: str) -> str:
    """A text of a data file as Markdown that reads as it stands."""
    return _SIGNS.sub(lambda match: f"&#{ord(match.group())};", text)
