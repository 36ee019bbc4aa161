"""Mistakes of which there is one way out, mended in the files themselves.

What is a guess, such as the name that was meant, is left to the author. A file is written whole or not at all, keeps its
line ends and its byte order mark, and is only touched within the checkout.
"""

from __future__ import annotations

import codecs
import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from types import MappingProxyType

from katern.containment import inside
from katern.finding import Finding, Said
from katern.replacing import replace_file

# a line, the column (from 0) that a finding names, and what the finding says; the line as it should be, or None
_Mend = Callable[[str, int, Finding], str | None]


@dataclass(frozen=True, slots=True)
class Change:
    """One line of a file before and after; an empty `old` for a line that was added above it."""

    path: str
    line: int
    old: str
    new: str


def fix(root: Path, findings: Iterable[Finding]) -> tuple[Change, ...]:
    """Mend in the checkout at `root` what has one answer; what was changed, in order."""
    wanted = [finding for finding in findings if (finding.said.code, finding.said.name) in _MENDS]
    changes: list[Change] = []
    for path, group in groupby(sorted(wanted, key=lambda one: (one.path, one.line)), key=lambda one: one.path):
        changes += _in_file(root, path, list(group))
    return tuple(changes)


def _in_file(root: Path, path: str, findings: Sequence[Finding]) -> list[Change]:
    if not inside(root, path):
        return []
    file = Path(os.path.realpath(root / path))
    content = file.read_bytes()
    mark = codecs.BOM_UTF8 if content.startswith(codecs.BOM_UTF8) else b""
    lines = content[len(mark) :].decode().split("\n")
    changes: list[Change] = []
    # from the end, so that a line that is added moves none of those that are still to be mended
    for finding in sorted(findings, key=lambda one: (-one.line, -one.column)):
        changes += _at_line(lines, finding)
    if changes:
        replace_file(file, mark + "\n".join(lines).encode())
    return changes[::-1]


def _at_line(lines: list[str], finding: Finding) -> Iterator[Change]:
    number = finding.line - 1
    if not 0 <= number < len(lines):
        return
    line = lines[number].removesuffix("\r")
    end = lines[number][len(line) :]
    name = (finding.said.code, finding.said.name)
    if name == _BLANK_LINE:
        # a list within a quotation, or one that goes on from another item, has more than one way out
        if number and lines[number - 1].strip() and not line.lstrip().startswith(">"):
            lines.insert(number, end)
            yield Change(finding.path, finding.line, "", "")
        return
    new = _MENDS[name](line, finding.column - 1, finding)
    if new is not None and new != line:
        lines[number] = new + end
        yield Change(finding.path, finding.line, line, new)


def _swap(pattern: str, put: str) -> _Mend:
    """Put something in the place of what begins at the column."""
    compiled = re.compile(pattern)

    def mend(line: str, column: int, _: Finding) -> str | None:
        found = compiled.match(line, column)
        return None if found is None else line[:column] + found.expand(put) + line[found.end() :]

    return mend


def _advice(line: str, column: int, finding: Finding) -> str | None:
    """The address that the hint names, in the place of the one that stands there."""
    told = dict(finding.said.values).get("destination")
    right = dict(finding.advice.values).get("right") if isinstance(finding.advice, Said) else None
    if not isinstance(told, str) or not isinstance(right, str) or not line.startswith(told, column):
        return None
    return line[:column] + right + line[column + len(told) :]


def _mail(line: str, column: int, finding: Finding) -> str | None:
    """Of addresses without a scheme only those of mail are no guess."""
    right = dict(finding.advice.values).get("right") if isinstance(finding.advice, Said) else None
    return _advice(line, column, finding) if str(right).startswith("mailto:") else None


def _settled(line: str, column: int, finding: Finding) -> str | None:
    """The term that the site settled on, in the place of how it is written there."""
    values = dict(finding.said.values)
    word, preferred = str(values.get("word")), str(values.get("preferred"))
    return line[:column] + preferred + line[column + len(word) :] if line.startswith(word, column) else None


def _read_again(line: str, column: int, finding: Finding) -> str | None:
    """The letters that were meant, where these signs are their bytes."""
    written = dict(finding.said.values).get("written")
    if not isinstance(written, str) or not line.startswith(written, column):
        return None
    try:
        return line[:column] + written.encode("cp1252").decode() + line[column + len(written) :]
    except UnicodeError:
        return None


_BLANK_LINE = ("text.blank-line", "no-blank-line")
_NO_BREAK = "\u00a0"
_MENDS: Mapping[tuple[str, str], _Mend] = MappingProxyType(
    {
        _BLANK_LINE: lambda line, column, finding: None,
        ("text.blank-line", "stuck"): _swap(rf"([-*+]|\d+[.)]){_NO_BREAK}", r"\1 "),
        ("read.unread", "link-apart"): _swap(rf"(!?\[[^\[\]\n]*\])[ \t{_NO_BREAK}]\(", r"\1("),
        ("read.unread", "picture-apart"): _swap(r"! \[", "!["),
        ("read.unread", "task"): _swap(r"\[\](?= )", "[ ]"),
        ("read.foreign", "entity"): _swap(r"&amp;(?=\w+;)", "&"),
        ("read.foreign", "garbled"): _read_again,
        ("link.scheme", "twice"): _advice,
        ("link.scheme", "slashes"): _advice,
        ("link.broken", "no-file"): _mail,
        ("text.avoid-term", "settled"): _settled,
        ("text.avoid-term", "settled-why"): _settled,
    }
)
