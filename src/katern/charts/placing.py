"""Where things stand in a drawing: pixels of the narrowest screen as hundredths, and words that keep out of each other's way."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from katern.charts.measure import width, wrap
from katern.charts.shapes import NARROWEST, SIZE, SMALL, Words

# from one line of text to the next
LEADING = 17


def share(pixels: float) -> float:
    """Pixels of the narrowest drawing in hundredths of its width."""
    return round(pixels / NARROWEST * 100, 2)


def widest(texts: Iterable[str], size: float = SIZE, strong: bool = False) -> float:
    """The width of the widest of some texts."""
    return max((width(text, size, strong) for text in texts), default=0)


def paragraph(text: str, top: float, kind: str = "label", room: float = NARROWEST, x: float = 0) -> list[Words]:
    """A text in as many lines as it needs below `top`."""
    size = SMALL if kind == "quiet" else SIZE
    lines = wrap(text, size, room, kind in ("strong", "value"))
    return [Words(x, top + 13 + number * LEADING, line, kind) for number, line in enumerate(lines)]


def height(lines: Sequence[Words]) -> float:
    """How much room a paragraph takes."""
    return len(lines) * LEADING


def spread(
    places: Sequence[float], heights: Sequence[float] | float, lowest: float, highest: float = float("inf")
) -> list[float]:
    """The same places, moved as little as leaves each its height, none above `lowest` and, where they fit, none below `highest`."""
    room = list(heights) if isinstance(heights, Sequence) else [heights] * len(places)
    order = sorted(range(len(places)), key=lambda number: places[number])
    moved = list(places)
    for number in order:
        moved[number] = lowest = max(moved[number], lowest)
        lowest += room[number]
    line = min(room, default=0)  # what stands below the foot of the first line counts too
    for number in reversed(order):
        moved[number] = min(moved[number], highest - (room[number] - line))
        highest = moved[number] - line
    return [round(place, 2) for place in moved]
