"""What is said, before it is words of a language: a code, a name below it, and values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Said:
    """What is told to a person: a name that stands below a code in a file of `locale/*`, and the values in its words.

    A list is drawn as one; what has words of its own within a sentence is a `Said` too.
    """

    code: str
    name: str
    values: tuple[tuple[str, Value], ...] = ()

    @classmethod
    def from_stored(cls, stored: Mapping[str, Any]) -> Said:
        """What `dataclasses.asdict` made, as it came back from JSON."""
        return cls(stored["code"], stored["name"], tuple((name, _value(value)) for name, value in stored["values"]))


Value = str | int | Said | tuple[str | Said, ...]


def _value(stored: Any) -> Value:
    if isinstance(stored, Mapping):
        return Said.from_stored(stored)
    if isinstance(stored, list):
        return tuple(one if isinstance(one, str) else Said.from_stored(one) for one in stored)
    if isinstance(stored, str | int):
        return stored
    raise TypeError(f"{stored!r} is nothing that can be said")


def said(code: str, name: str, /, **values: Value) -> Said:
    """What stands below a code under this name, with these values."""
    return Said(code, name, tuple(values.items()))


class Telling(Exception):
    """What has something to say to a person, where it is caught; `said` is what it says."""

    def __init__(self, said: Said) -> None:
        super().__init__(f"{said.code} {said.name}: {dict(said.values)}")
        self.said = said

    def __reduce__(self) -> tuple[type[Telling], tuple[Said]]:
        """Another process learns what is said, and not only how it is shown to engineers."""
        return type(self), (self.said,)
