"""Findings for who sits at a terminal: by file, each with the line that it is about and a mark below its place."""

from __future__ import annotations

import textwrap
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby

import click

from katern.characters import legible
from katern.finding import Finding
from katern.messages import Told, tell
from katern.report import summary

# the lines of a file of the checkout, by its path; none where it cannot be read
LinesOf = Callable[[str], Sequence[str]]

_INDENT = 4
_COLOURS = {"error": "red", "warning": "yellow"}
# so much of a long line is shown before its mark
_BEFORE = 30
_NARROWEST = 40


def as_screen(findings: Sequence[Finding], language: str, lines_of: LinesOf, width: int, colour: bool) -> str:
    """The findings below the names of their files, in lines no wider than they must be, and the count."""
    shown: list[str] = []
    for path, group in groupby(tell(findings, language), key=lambda one: one.path):
        shown += [_styled(path, colour, bold=True, underline=True), ""]
        lines = lines_of(path)
        for one in group:
            shown += [*_finding(one, lines, max(width, _NARROWEST), colour), ""]
    return "\n".join([*shown, summary(findings, language)])


def _finding(one: Told, lines: Sequence[str], width: int, colour: bool) -> Iterator[str]:
    severity = _styled(one.severity, colour, fg=_COLOURS[one.severity], bold=True)
    yield f"  {one.line}:{one.column} {severity} {_styled(one.code, colour, bold=True)}"
    yield from _wrapped(one.message, width)
    if 0 < one.line <= len(lines) and lines[one.line - 1].strip():
        part, before = _part(legible(lines[one.line - 1]).replace("\t", " "), one.column - 1, width - _INDENT - 2)
        yield f"{' ' * _INDENT}| {part}"
        yield f"{' ' * _INDENT}| {' ' * before}{_styled('^', colour, fg=_COLOURS[one.severity], bold=True)}"
    if one.hint:
        yield from _wrapped(f"→ {one.hint}", width, colour)


def _wrapped(text: str, width: int, colour: bool = False) -> Iterator[str]:
    for line in textwrap.wrap(text, width - _INDENT, break_long_words=False, break_on_hyphens=False):
        yield " " * _INDENT + _styled(line, colour, fg="cyan")


def _part(line: str, column: int, room: int) -> tuple[str, int]:
    """As much of a line as there is room for, with the sign at a column in it, and how wide what stands before that sign is."""
    start = 0 if _width(line) <= room else max(0, column - _BEFORE)
    part = line[start:]
    if start:
        part = f"…{part[1:]}"
    if len(part) > room:
        part = f"{part[: room - 1]}…"
    while _width(part) > room:
        part = f"{part[:-2]}…"
    return part, _width(part[: column - start])


def _width(text: str) -> int:
    """How many places a text takes on a terminal."""
    return sum(
        0 if unicodedata.combining(sign) else 2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text
    )


def _styled(text: str, colour: bool, **style: str | bool) -> str:
    return click.style(text, **style) if colour else text  # type: ignore[arg-type]
