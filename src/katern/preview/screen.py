"""What the preview shows now, and who waits for something else; safe to ask from any thread."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from katern.finding import Finding, Position
from katern.preview.origins import Origins
from katern.site.build import Build


@dataclass(frozen=True, slots=True)
class Trouble:
    """Why the site could not be made anew, in a sentence, and at which place where that is known."""

    sentence: str
    at: Position | None = None


@dataclass(frozen=True, slots=True)
class Shown:
    """What there is to see: a site that was made, and all that is wrong with it.

    `number` rises with each change. `kept` are files whose pages stand as they were before; `changed` says since which
    number each file of the site is as it is now.
    """

    number: int = 0
    build: Build | None = None
    findings: tuple[Finding, ...] = ()
    kept: frozenset[str] = frozenset()
    trouble: Trouble | None = None
    origins: Origins = field(default_factory=Origins)
    changed: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))

    def changed_since(self, number: int) -> list[str]:
        """The files of the site that are other than they were at a number."""
        return sorted(path for path, when in self.changed.items() if when > number)


class Screen:
    """Holds what is shown, wakes who waits for it, and knows which pages somebody looks at."""

    def __init__(self) -> None:
        self._changes = threading.Condition()
        self._viewers: Counter[str] = Counter()
        self._closed = False
        self.now = Shown()

    def show(self, changed: Iterable[str] = (), **values: object) -> Shown:
        """Show other values; `changed` are the files of the site that they bring along."""
        with self._changes:
            number = self.now.number + 1
            files = {**self.now.changed, **dict.fromkeys(changed, number)}
            self.now = replace(self.now, number=number, changed=files, **values)  # type: ignore[arg-type]
            self._changes.notify_all()
            return self.now

    def after(self, number: int, patience: float) -> Shown | None:
        """What is shown once it is newer than a number, or when the patience (seconds) is over; None at the end of all."""
        with self._changes:
            self._changes.wait_for(lambda: self._closed or self.now.number > number, patience)
            return None if self._closed else self.now

    def close(self) -> None:
        """Let everybody go."""
        with self._changes:
            self._closed = True
            self._changes.notify_all()

    @contextmanager
    def viewing(self, url: str) -> Iterator[None]:
        """While somebody looks at a page."""
        with self._changes:
            self._viewers[url] += 1
        try:
            yield
        finally:
            with self._changes:
                self._viewers -= Counter((url,))

    @property
    def viewed(self) -> list[str]:
        """The URLs of the pages that somebody looks at."""
        with self._changes:
            return list(self._viewers)
