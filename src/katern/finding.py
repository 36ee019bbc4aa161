"""What is wrong in a source file, and where: the one record that every check reports."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "warning"]


@dataclass(frozen=True, slots=True)
class Position:
    """A place in a source file: path relative to the root of the checkout, line and column counted from 1."""

    path: str
    line: int = 1
    column: int = 1


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong; `code` is stable, `message` and `hint` speak the site's language."""

    code: str
    severity: Severity
    path: str
    line: int
    column: int
    message: str
    hint: str = ""

    @classmethod
    def error(cls, code: str, at: Position, message: str, hint: str = "") -> Finding:
        """A finding that stops a build."""
        return cls(code, "error", at.path, at.line, at.column, message, hint)

    @classmethod
    def warning(cls, code: str, at: Position, message: str, hint: str = "") -> Finding:
        """A finding that is reported and does not stop a build."""
        return cls(code, "warning", at.path, at.line, at.column, message, hint)


def sort_key(finding: Finding) -> tuple[str, int, int, str, str]:
    """Order of a report: by place, then by code."""
    return (finding.path, finding.line, finding.column, finding.code, finding.message)


def shown(text: str, length: int = 80) -> str:
    """A piece of a file within a message: on one line, and no longer than a message can be."""
    folded = " ".join(text[: 2 * length].split())
    return folded if len(folded) <= length and len(text) <= 2 * length else folded[: length - 1] + "…"


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The word of `known` that `word` was most likely meant to be, or None when none is near."""
    candidates = sorted(known)
    folded = {candidate.casefold(): candidate for candidate in candidates}
    if word.casefold() in folded:
        return folded[word.casefold()]
    matches = difflib.get_close_matches(word, candidates, n=1, cutoff=0.7)
    return matches[0] if matches else None
