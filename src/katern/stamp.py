"""When a site was made, and under which version: never by the clock of the machine."""

from __future__ import annotations

import datetime
import os
from dataclasses import dataclass
from pathlib import Path

from katern.git import ask_git
from katern.words import Words, day_in


@dataclass(frozen=True, slots=True)
class Stamp:
    """The version of the site and its moment, in seconds since 1970."""

    version: str
    epoch: int

    def day(self, words: Words) -> str:
        """The date in words."""
        date = datetime.datetime.fromtimestamp(self.epoch, datetime.UTC)
        return day_in(words, date)


def make_stamp(root: Path, version: str) -> Stamp:
    """The stamp of a checkout: `SOURCE_DATE_EPOCH`, the date of its last commit, or that of its newest source."""
    given = os.environ.get("SOURCE_DATE_EPOCH", "")
    if given.isdigit():
        return Stamp(version, int(given))
    return Stamp(version, _last_commit(root) or _newest(root))


def _last_commit(root: Path) -> int | None:
    said = ask_git(root, "log", "-1", "--format=%ct") or ""
    return int(said) if said.isdigit() else None


def _newest(root: Path) -> int:
    times = [int(path.stat().st_mtime) for path in root.rglob("*.md") if ".venv" not in path.parts]
    return max(times, default=0)
