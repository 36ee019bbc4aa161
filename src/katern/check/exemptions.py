"""Exceptions to findings, put so that each finding is held only against those that may cover it."""

from __future__ import annotations

import bisect
import fnmatch
import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from katern.finding import Finding, Position

_ESCAPED = re.compile(r"\[([*?\[])\]")
_WILD = re.compile(r"[*?\[]")
_ALL = 1 << 62


@dataclass(frozen=True, slots=True)
class Exemption:
    """One exception: a code, in the files that match `paths`, and there on the lines `first` to `last` where given."""

    code: str
    paths: str
    reason: str
    position: Position
    first: int = 1
    last: int | None = None

    def covers(self, finding: Finding) -> bool:
        """Whether it takes this finding away."""
        return (
            finding.code == self.code
            and self.first <= finding.line
            and (self.last is None or finding.line <= self.last)
            and fnmatch.fnmatchcase(finding.path, self.paths)
        )

    @property
    def file(self) -> str | None:
        """The one file that it speaks of; None where its paths are a pattern."""
        return None if _WILD.search(_ESCAPED.sub("", self.paths)) else _ESCAPED.sub(r"\1", self.paths)


@dataclass(slots=True)
class _InFile:
    """The exceptions on one code in one file, by their first line, and the lines of the findings that were asked for."""

    starts: list[int] = field(default_factory=list)
    # how far the exceptions reach that begin no later than each
    reach: list[int] = field(default_factory=list)
    asked: list[int] = field(default_factory=list)

    def cover(self, line: int) -> bool:
        self.asked.append(line)
        before = bisect.bisect_right(self.starts, line)
        return before > 0 and self.reach[before - 1] >= line


class Exemptions:
    """All exceptions of a run; knows afterwards which of them covered something."""

    def __init__(self, exemptions: Iterable[Exemption]) -> None:
        self._every = list(exemptions)
        self._in_file: dict[tuple[str, str], _InFile] = {}
        self._patterns: dict[str, list[Exemption]] = {}
        self._used: set[int] = set()
        for exemption in sorted(self._every, key=lambda one: one.first):
            if exemption.file is None:
                self._patterns.setdefault(exemption.code, []).append(exemption)
            else:
                held = self._in_file.setdefault((exemption.code, exemption.file), _InFile())
                held.starts.append(exemption.first)
                held.reach.append(max(held.reach[-1] if held.reach else 0, _end(exemption)))

    def cover(self, finding: Finding) -> bool:
        """Whether an exception takes a finding away."""
        held = self._in_file.get((finding.code, finding.path))
        covered = held is not None and held.cover(finding.line)
        for exemption in self._patterns.get(finding.code, ()):
            if exemption.covers(finding):
                self._used.add(id(exemption))
                covered = True
        return covered

    def with_use(self) -> Iterable[tuple[Exemption, bool]]:
        """Every exception in order, and whether it covered a finding."""
        for held in self._in_file.values():
            held.asked.sort()
        return ((exemption, self._was_used(exemption)) for exemption in self._every)

    def _was_used(self, exemption: Exemption) -> bool:
        if exemption.file is None:
            return id(exemption) in self._used
        asked = self._in_file[exemption.code, exemption.file].asked
        after = bisect.bisect_left(asked, exemption.first)
        return after < len(asked) and asked[after] <= _end(exemption)


def _end(exemption: Exemption) -> int:
    return _ALL if exemption.last is None else exemption.last
