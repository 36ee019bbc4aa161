"""What a drawing is made of: texts, bars, strokes and dots, across in hundredths of the width and down in pixels.

So one drawing fills any width and its words keep their size. `kind` says what a shape is; how it looks, the template and
the site's style say.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from jinja2 import Environment, FileSystemLoader, StrictUndefined

Anchor = Literal["start", "middle", "end"]
# the narrowest drawing in pixels: what does not overlap here overlaps nowhere
NARROWEST = 288
# the sizes of words
SIZE, SMALL = 14, 12.5


@dataclass(frozen=True, slots=True)
class Words:
    """A line of text whose foot stands at `y`, `shift` pixels aside of `x`; `kind` is label, strong, value or quiet."""

    x: float
    y: float
    text: str
    kind: str = "label"
    anchor: Anchor = "start"
    shift: float = 0
    shape: Literal["words"] = "words"


@dataclass(frozen=True, slots=True)
class Bar:
    """A rectangle; `kind` is bar, faint, part or missing."""

    x: float
    y: float
    width: float
    height: float
    kind: str = "bar"
    shape: Literal["bar"] = "bar"


@dataclass(frozen=True, slots=True)
class Stroke:
    """A straight line; `kind` is axis, grid, line, faint, break, compare or track."""

    x1: float
    y1: float
    x2: float
    y2: float
    kind: str = "line"
    shape: Literal["stroke"] = "stroke"


@dataclass(frozen=True, slots=True)
class Dot:
    """A dot; `kind` is dot, faint or hollow."""

    x: float
    y: float
    radius: float = 5
    kind: str = "dot"
    shape: Literal["dot"] = "dot"


Shape = Words | Bar | Stroke | Dot


@dataclass(frozen=True, slots=True)
class Drawing:
    """Shapes in the order in which they are drawn; `alternative` says what they show to who does not see them."""

    height: float
    shapes: tuple[Shape, ...]
    alternative: str


def as_svg(drawing: Drawing, name: str) -> str:
    """The drawing as text in SVG; `name` is what its hatch is called, which must stand once on a page."""
    template = _environment().get_template("drawing.svg")
    return template.render(drawing=drawing, name=name, sizes={"label": SIZE, "small": SMALL}).strip()


@cache
def _environment() -> Environment:
    folder = Path(__file__).parent / "templates"
    return Environment(
        loader=FileSystemLoader(folder),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
