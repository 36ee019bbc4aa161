"""Running text as Typst strings, in which no sign is markup, and where its words may break.

A line breaks in an address only before or after a joint, and nothing is added to the text for it: what is copied from
the PDF, or searched in it, is what was written.
"""

from __future__ import annotations

import re

# an address breaks into parts of at least this length
_SHORTEST_PART = 5
# a part or word without a joint that no line of the narrowest paper holds is cut at this length
_LONGEST_PART = 24
_LONGEST_WORD = 60

_ADDRESS = (
    r"(?:https?://|www\.)[^\s<>“”\"]*[^\s<>“”\".,;:!?)\]’']"  # with its scheme
    r"|[\w.+-]+@[\w-]+(?:\.[\w-]+)+"  # a mailbox
    r"|10\.\d{4,9}/[^\s<>“”\"]*[\w/]"  # a DOI
    r"|(?<![\w.@-])(?:[\w-]+\.)+[a-z]{2,}(?![\w-]|\.\w)(?:/(?:[^\s<>“”\"]*[\w/=-])?)?"  # without its scheme
)
# hyphens inside an acronym help nobody, and neither does a line that ends between a hyphen and one sign
_ACRONYM = r"(?<![^\W\d_])[A-ZÀ-ÖØ-Þ]{4,}(?![a-zß-öø-ÿ])"
_UNBROKEN = r"(?<![\w-])(?:[\w.]{1,10}-\w|\w-\w{1,10})(?![\w-])"
_ENDLESS = rf"(?<!\S)(?:\S{{{_LONGEST_WORD + 1},}}|(?=\S*(?:[^\w\s]|[\d_]))\S{{{_LONGEST_PART + 5},}})"
_SPECIAL = re.compile(
    f"(?P<address>{_ADDRESS})|(?P<endless>{_ENDLESS})|(?P<unbroken>{_UNBROKEN})|(?P<acronym>{_ACRONYM})"
)
# what any of these holds; most text has none, and is not looked at twice
_MAYBE = re.compile(rf"[/@.-]\S|[A-ZÀ-ÖØ-Þ]{{4}}|\S{{{_LONGEST_PART + 5}}}")
_JOINT = re.compile(r"(?<=[^/:]/)(?=[^/])|(?<=://)|(?=[.?&=_#%~+@,;-])")


def string(text: str) -> str:
    """A text as Typst's literal of it."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def prose(text: str) -> str:
    """Running text as Typst code within markup: strings, and calls where words do not break as others do."""
    if not _MAYBE.search(text):
        return f"#{string(text)};"
    out: list[str] = []
    at = 0
    for match in _SPECIAL.finditer(text):
        if match.start() > at:
            out.append(f"#{string(text[at : match.start()])};")
        out.append(_special(match))
        at = match.end()
    if at < len(text):
        out.append(f"#{string(text[at:])};")
    return "".join(out)


def _special(match: re.Match[str]) -> str:
    if match.lastgroup in ("address", "endless"):
        return address(match[0])
    return f"#{match.lastgroup}({string(match[0])});"


def address(text: str) -> str:
    """An address, which is never hyphenated."""
    return f"#address({', '.join(string(part) for part in address_parts(text))});"


def address_parts(text: str) -> list[str]:
    """The parts between which an address may break: whole where it is short, cut where it has no joints."""
    parts: list[str] = []
    for piece in _JOINT.split(text):
        if parts and (len(parts[-1]) < _SHORTEST_PART or len(piece) < 2):
            parts[-1] += piece
        else:
            parts.append(piece)
    if len(parts) > 1 and len(parts[-1]) < _SHORTEST_PART:
        parts[-2:] = ["".join(parts[-2:])]
    return [part[at : at + _LONGEST_PART] for part in parts for at in range(0, len(part), _LONGEST_PART)]
