"""How wide a text is before anybody draws it: by the widths of Source Sans Pro, which its readers' own face comes near."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

# a sign that the table lacks is as wide as a wide letter, so that what is measured fits
_WIDEST = 860
# the reader's face may be wider than ours
_ROOM = 1.1
_STRONG = 1.05


@cache
def _widths() -> dict[str, int]:
    file = Path(__file__).parent / "templates" / "widths.json"
    groups: dict[str, str] = json.loads(file.read_text(encoding="utf-8"))
    return {sign: int(width) for width, signs in groups.items() for sign in signs}


def width(text: str, size: float, strong: bool = False) -> float:
    """The width of a line of text of this size, in the size's unit; rather too wide than too narrow."""
    known = _widths()
    units = sum(known.get(sign, _WIDEST) for sign in text)
    return units * size / 1000 * _ROOM * (_STRONG if strong else 1)


def wrap(text: str, size: float, room: float, strong: bool = False) -> list[str]:
    """A text in lines that fit into some room; a word that is longer stands on a line of its own."""
    lines: list[str] = []
    for word in text.split():
        if lines and width(f"{lines[-1]} {word}", size, strong) <= room:
            lines[-1] = f"{lines[-1]} {word}"
        else:
            lines.append(word)
    return lines
