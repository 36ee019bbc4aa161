"""Tags of an author that nothing closes, and ends of tags that nothing opened: either changes the page far beyond its own text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from katern.reading.active import DRAWN, HTML

_TOKEN = re.compile(r"<(?P<end>/?)(?P<name>[a-zA-Z][a-zA-Z0-9]*)(?=[\s/>])(?P<rest>(?:[^<>\"']|\"[^\"]*\"|'[^']*')*+)>")
# text in which no browser sees a tag
_PLAIN = re.compile(r"<(?P<name>script|style|textarea|title)\b.*?</(?P=name)\s*>", re.DOTALL | re.IGNORECASE)
_VOID = frozenset(
    ("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr")
)
# what the next tag, or the end of what holds it, closes by itself
_SELF = frozenset(
    ("p", "li", "dt", "dd", "td", "th", "tr", "thead", "tbody", "tfoot", "caption", "colgroup", "option", "rt", "rp")
)


@dataclass(frozen=True, slots=True)
class Slip:
    """One tag: `unclosed`, or `stray` where it is an end; its name, where it stands, and how it is written."""

    kind: str
    element: str
    start: int
    written: str


def unbalanced(text: str) -> Iterator[Slip]:
    """What of a page's text, without its code and comments, opens and does not close, or the other way around."""
    if "<" not in text:
        return
    text = _PLAIN.sub(lambda match: " " * len(match[0]), text)
    opened: list[Slip] = []
    held: Counter[str] = Counter()
    told: Counter[str] = Counter()
    found: list[Slip] = []
    for match in _TOKEN.finditer(text):
        name = match["name"].lower()
        if name in _VOID or (name not in HTML and name not in DRAWN):
            continue
        if not match["end"]:
            if not (match["rest"].endswith("/") and _drawn(name, held)):
                opened.append(Slip("unclosed", name, match.start(), match[0]))
                held[name] += 1
        elif held[name]:
            while (last := opened.pop()).element != name:
                held[last.element] -= 1
                found += _missing(last, told)
            held[name] -= 1
        elif told[name]:
            told[name] -= 1
        else:
            found.append(Slip("stray", name, match.start(), match[0]))
    for left in opened:
        found += _missing(left, told)
    yield from sorted(found, key=lambda slip: slip.start)


def _drawn(name: str, held: Counter[str]) -> bool:
    """Whether a tag is one of a drawing or formula, in which a slash closes it."""
    return name in DRAWN or bool(held["svg"] or held["math"])


def _missing(slip: Slip, told: Counter[str]) -> Iterator[Slip]:
    if slip.element not in _SELF:
        told[slip.element] += 1
        yield slip
