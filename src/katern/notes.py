"""What one build notes down for the next of the same site: small values by what they were made from.

All notes stand in one entry of the store, since thousands of entries would take longer to open than their work takes.
What a build did not ask for is forgotten when the notes are kept.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from katern.store import Store


class Notes:
    """The notes of one site; without a store they last as long as this object."""

    def __init__(self, store: Store | None = None, site: Sequence[object] = ()) -> None:
        self._store = store
        self._site = tuple(site)
        self._steps: dict[str, Step] = {}
        self._stored: Mapping[str, Any] | None = None if store else {}

    def of(self, step: str) -> Step:
        """The notes of a step of the work."""
        if step not in self._steps:
            self._steps[step] = Step(_mapping(self._before().get(step)))
        return self._steps[step]

    def keep(self) -> None:
        """Write down what is new, and forget what nobody asked for since the last time."""
        changed = [step.turn() for step in self._steps.values()]
        if self._store is not None and any(changed):
            notes = {**self._before(), **{name: step.noted for name, step in self._steps.items()}}
            self._store.keep("notes", self._site, json.dumps(notes, separators=(",", ":")).encode())
            self._stored = notes

    def _before(self) -> Mapping[str, Any]:
        if self._stored is None:
            content = self._store.read("notes", self._site) if self._store else None
            try:
                self._stored = _mapping(json.loads(content or b"{}"))
            except ValueError:
                self._stored = {}
        return self._stored


class Step:
    """The notes of one step: values that JSON can hold."""

    def __init__(self, noted: Mapping[str, Any]) -> None:
        self.noted = dict(noted)
        self._asked: set[str] = set()
        self._new = False

    def get(self, key: str) -> Any:
        """What was noted for a key; None where nothing was."""
        self._asked.add(key)
        return self.noted.get(key)

    def put(self, key: str, value: Any) -> None:
        """Note a value that is made anew."""
        self._asked.add(key)
        if self.noted.get(key) != value:
            self._new = True
            self.noted[key] = value

    def turn(self) -> bool:
        """Forget what nobody asked for, if anybody asked at all; whether the notes are other than before."""
        if not self._asked:
            return False
        left = {key: value for key, value in self.noted.items() if key in self._asked}
        changed = self._new or len(left) < len(self.noted)
        self.noted, self._asked, self._new = left, set(), False
        return changed


def _mapping(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}
