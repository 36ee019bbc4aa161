"""What is known of outside addresses from run to run: `.katern/links.json`, one line an address, sorted, under version control."""

from __future__ import annotations

import datetime
import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal

from katern.containment import inside
from katern.errors import KaternError
from katern.saying import said

FILE = ".katern/links.json"
State = Literal["ok", "broken", "blocked", "unknown", "archived"]
# an address is broken once it was so on three days: sites have bad days
DAYS_UNTIL_BROKEN = 3


class UnreadableHistory(KaternError):
    """The history file is no JSON, or not ours."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What an address gave in one run: `why` as the server said it, or one of our reasons; `moved` where it lives now."""

    state: State
    why: str = ""
    moved: str = ""


@dataclass(frozen=True, slots=True)
class Record:
    """What is known of one address: `since` when its state began, `bad` the first days on which it was broken in a row.

    `seen` is the last day on which it was well before that, `archive` a copy elsewhere and `archive_date` its day.
    """

    state: State
    since: str
    why: str = ""
    moved: str = ""
    bad: tuple[str, ...] = ()
    seen: str = ""
    archive: str = ""
    archive_date: str = ""


@dataclass(frozen=True, slots=True)
class History:
    """All addresses and the day of the last run."""

    checked: str = ""
    records: Mapping[str, Record] = field(default_factory=lambda: MappingProxyType({}))

    @classmethod
    def read(cls, root: Path) -> History:
        """The checkout's history; an empty one where there is none yet."""
        path = root / FILE
        if not path.is_file():
            return cls()
        if not inside(root, FILE):
            raise UnreadableHistory(said("checking", "link-outside", file=FILE))
        try:
            content = json.loads(path.read_text(encoding="utf-8"))
            records = {url: _record(values) for url, values in content["links"].items()}
            return cls(str(content["checked"]), MappingProxyType(records))
        except (ValueError, KeyError, TypeError, AttributeError) as problem:
            raise UnreadableHistory(said("checking", "history-unreadable", file=FILE, reason=str(problem))) from problem

    def after(
        self, answers: Mapping[str, Answer], archives: Mapping[str, tuple[str, str]], today: datetime.date
    ) -> History:
        """The history once these answers came in; addresses that nobody uses any more are forgotten."""
        day = today.isoformat()
        records = {
            url: _next(self.records.get(url), answer, archives.get(url, ("", "")), day, self.checked)
            for url, answer in sorted(answers.items())
        }
        return History(day, MappingProxyType(records))

    def write(self, root: Path) -> None:
        """Write the file, one line an address, so that a change of one is a change of one line."""
        lines = [
            f"    {json.dumps(url, ensure_ascii=False)}: {json.dumps(_plain(record), ensure_ascii=False)}"
            for url, record in sorted(self.records.items())
        ]
        inner = ",\n".join(lines)
        path = root / FILE
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f'{{\n  "checked": "{self.checked}",\n  "links": {{\n{inner}\n  }}\n}}\n', encoding="utf-8")


def _record(values: Mapping[str, Any]) -> Record:
    return Record(**{**values, "bad": tuple(values.get("bad", ()))})


def _plain(record: Record) -> dict[str, Any]:
    values = {name: getattr(record, name) for name in Record.__dataclass_fields__}
    return {name: list(value) if isinstance(value, tuple) else value for name, value in values.items() if value}


def _next(before: Record | None, answer: Answer, archive: tuple[str, str], day: str, last_run: str) -> Record:
    bad = (before.bad if before else ()) if answer.state != "ok" else ()
    if answer.state == "broken" and day not in bad and len(bad) < DAYS_UNTIL_BROKEN:
        bad = (*bad, day)
    state: State = answer.state
    if state == "broken" and len(bad) >= DAYS_UNTIL_BROKEN and archive[0]:
        state = "archived"
    seen = "" if state == "ok" else before.seen if before and before.state != "ok" else last_run if before else ""
    since = before.since if before and before.state == state else day
    record = Record(state, since, answer.why if state != "ok" else "", answer.moved, bad, seen)
    return replace(record, archive=archive[0], archive_date=archive[1]) if archive[0] and state != "ok" else record
