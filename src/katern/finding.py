"""What is wrong in a source file, and where: the one record that every check reports."""

from __future__ import annotations

import datetime
import functools
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from pydantic import TypeAdapter

from katern.known import Known
from katern.saying import Said as Said
from katern.saying import Telling as Telling
from katern.saying import Value as Value
from katern.saying import said as said

Severity = Literal["error", "warning"]
# stands last in a list that goes on
MORE = "…"


@dataclass(frozen=True, slots=True)
class Position:
    """A place in a source file: path relative to the root of the checkout, line and column counted from 1."""

    path: str
    line: int = 1
    column: int = 1


def first_of(many: Sequence[str | Said], most: int) -> tuple[str | Said, ...]:
    """The first of a list that is too long to be told whole, and a sign that there are more."""
    return (*many[:most], MORE) if len(many) > most else tuple(many)


def day_of(day: datetime.date) -> Said:
    """A day, as the language writes it."""
    return said("every", "day", day=day.day, month=day.month, year=day.year)


def did_you_mean(near: str | None) -> Said | None:
    """A hint that names the nearest thing that is there, where one is near."""
    return said("every", "did-you-mean", near=near) if near else None


def perhaps(word: str, known: Iterable[str]) -> Said | str:
    """Within a sentence that names what can be chosen: what was meant, in brackets, where something is near."""
    near = nearest(word, known)
    return said("every", "perhaps", near=near) if near else ""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong; `code` is stable, `said` is told in the site's language by `katern.messages`.

    `advice` takes the place of the hint that belongs to what is said.
    """

    code: str
    severity: Severity
    path: str
    line: int
    column: int
    said: Said
    advice: Said | None = None

    @classmethod
    def error(cls, at: Position, what: Said, advice: Said | None = None) -> Finding:
        """A finding that stops a build."""
        return cls(what.code, "error", at.path, at.line, at.column, what, advice)

    @classmethod
    def warning(cls, at: Position, what: Said, advice: Said | None = None) -> Finding:
        """A finding that is reported and does not stop a build."""
        return cls(what.code, "warning", at.path, at.line, at.column, what, advice)


def sort_key(finding: Finding) -> tuple[str, int, int, str, str]:
    """Order of a report, the same in every language: by place, then by code."""
    return (finding.path, finding.line, finding.column, finding.code, repr(finding.said))


def dump(findings: Sequence[Finding]) -> list[dict[str, Any]]:
    """Findings as values that JSON can hold."""
    return [asdict(finding) for finding in findings]


def load(stored: Any) -> tuple[Finding, ...]:
    """What `dump` made; a ValueError where it is something else."""
    return _adapter().validate_python(stored)


@functools.cache
def _adapter() -> TypeAdapter[tuple[Finding, ...]]:
    from pydantic import TypeAdapter  # most builds of a site that is sound need none

    return TypeAdapter(tuple[Finding, ...])


def shown(text: str, length: int = 80) -> str:
    """A piece of a file within a message: on one line, and no longer than a message can be."""
    folded = " ".join(text[: 2 * length].split())
    return folded if len(folded) <= length and len(text) <= 2 * length else folded[: length - 1] + "…"


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The word of `known` that `word` was most likely meant to be, or None when none is near; for many questions see `Known`."""
    return Known(known).nearest(word)
