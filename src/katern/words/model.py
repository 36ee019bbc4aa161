"""How words are declared and read: a class says which words there are, a YAML file gives them, and the two must agree.

A field that has a default may be left out. It is a text, a `Phrase` with the values that it takes, a row of texts, a table of texts by name, or another class.
"""

from __future__ import annotations

import dataclasses
import string
import typing
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Annotated, Any, TypeVar

import yaml

from katern.locales import FOLDER

T = TypeVar("T")
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

Table = Mapping[str, str]
"""Words by name, of which a language may have any."""


class BadWords(Exception):
    """The words of a language are not those that the code asks for: a mistake in a file of `locale`."""


class Phrase(str):
    """A text with places for values, which it is called with: `words.redirect(title="…")`."""

    __slots__ = ()

    def __call__(self, **values: object) -> str:
        """The text with its values."""
        return self.format(**values)


@dataclass(frozen=True, slots=True)
class Counted:
    """The word for one of something, and for any other number of it."""

    one: str
    many: str

    def __call__(self, number: int) -> str:
        """The number with its word."""
        return f"{number} {self.one if number == 1 else self.many}"


@dataclass(frozen=True, slots=True)
class Takes:
    """The values that a phrase takes; those in `may` it can leave out."""

    must: tuple[str, ...]
    may: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Names:
    """The names of a table of which every language must have all."""

    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Length:
    """How many texts stand in a row."""

    number: int


def takes(*must: str, may: tuple[str, ...] = ()) -> Takes:
    """What a phrase says of its values."""
    return Takes(must, may)


def names(*known: str) -> Names:
    """What a table says of its names."""
    return Names(known)


def read(model: type[T], language: str, *files: str, known: Mapping[str, object] | None = None, beneath: str = "") -> T:
    """The words of one class from files of a language; BadWords names each word that is missing, superfluous or not as declared.

    What lacks in the language is taken from the one `beneath`, if any.
    """
    found: dict[str, Any] = {}
    faults: list[str] = []
    for file in files:
        own = _content(FOLDER / language / file) if not beneath or (FOLDER / language / file).is_file() else {}
        for name, value in (_over(own, _content(FOLDER / beneath / file)) if beneath else own).items():
            if name in found:
                faults.append(f"{name} stands in two files")
            found[name] = value
    made = _Reading(faults).group(model, found, "", known or {})
    if faults:
        raise BadWords(f"locale/{language}: {'; '.join(faults)}")
    return typing.cast(T, made)


def _over(own: Mapping[str, Any], other: Mapping[str, Any]) -> dict[str, Any]:
    """All words of both, one's own first."""
    merged = {**other, **own}
    for name, value in own.items():
        if isinstance(value, dict) and isinstance(other.get(name), dict):
            merged[name] = _over(value, other[name])
    return merged


def _content(file: Path) -> dict[str, Any]:
    content = yaml.load(file.read_text(encoding="utf-8"), _Loader)  # a safe loader, and our own file
    return content if isinstance(content, dict) else {}


class _Reading:
    """Makes values of what a file holds, and collects what is wrong with it."""

    def __init__(self, faults: list[str]) -> None:
        self._faults = faults

    def group(self, model: type, found: object, path: str, known: Mapping[str, object]) -> Any:
        if not isinstance(found, dict):
            self._faults.append(f"{path[:-1]} is not a group of words")
            return None
        fields = _fields(model)
        for name in sorted(map(str, found.keys() - fields.keys())):
            self._faults.append(f"{path}{name} is superfluous")
        values = dict(known)
        for name, (kind, rule) in fields.items():
            if name in known:
                continue
            if name not in found:
                if not _may_lack(model, name):
                    self._faults.append(f"{path}{name} is missing")
                continue
            values[name] = self._value(kind, rule, found[name], f"{path}{name}")
        return None if self._faults else model(**values)

    def _value(self, kind: Any, rule: object, found: object, path: str) -> Any:
        if dataclasses.is_dataclass(kind):
            return self.group(typing.cast(type, kind), found, f"{path}.", {})
        if kind is str or kind is Phrase:
            return self._text(kind, rule if isinstance(rule, Takes) else Takes(()), found, path)
        if typing.get_origin(kind) is tuple:
            return self._row(rule, found, path)
        return self._table(kind, rule, found, path)

    def _text(self, kind: type[str], rule: Takes, found: object, path: str) -> str:
        if not isinstance(found, str) or not found:
            self._faults.append(f"{path} is not a text")
            return ""
        if kind is Phrase:
            self._places(found, rule, path)
        return kind(found)

    def _places(self, text: str, rule: Takes, path: str) -> None:
        try:
            held = {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}
        except ValueError:
            self._faults.append(f"{path} has a brace that does not close")
            return
        for name in sorted(held - {*rule.must, *rule.may}):
            self._faults.append(f"{path} asks for {{{name}}}, which it does not get")
        for name in sorted({*rule.must} - held):
            self._faults.append(f"{path} does not say {{{name}}}")

    def _row(self, rule: object, found: object, path: str) -> tuple[str, ...]:
        row = found if isinstance(found, list) else []
        if not isinstance(found, list) or (isinstance(rule, Length) and len(found) != rule.number):
            self._faults.append(f"{path} is not a row of {rule.number if isinstance(rule, Length) else 'some'} texts")
        return tuple(self._text(str, Takes(()), text, f"{path}[{number}]") for number, text in enumerate(row))

    def _table(self, kind: Any, rule: object, found: object, path: str) -> dict[str, Any]:
        if not isinstance(found, dict):
            self._faults.append(f"{path} is not a table of words")
            return {}
        if isinstance(rule, Names):
            self._faults += [f"{path}.{name} is missing" for name in rule.names if name not in found]
            self._faults += [f"{path}.{name} is superfluous" for name in map(str, found) if name not in rule.names]
        part = typing.get_args(kind)[1]
        return {str(name): self._value(part, None, value, f"{path}.{name}") for name, value in found.items()}


def _may_lack(model: type, name: str) -> bool:
    """Whether a language may leave a word out: its class says what stands there then."""
    field = next(field for field in dataclasses.fields(model) if field.name == name)
    return field.default is not dataclasses.MISSING or field.default_factory is not dataclasses.MISSING


@cache
def _fields(model: type) -> dict[str, tuple[Any, object]]:
    """Each field of a class: its kind, and what its annotation adds."""
    hints = typing.get_type_hints(model, include_extras=True)
    return {field.name: _kind(hints[field.name]) for field in dataclasses.fields(model)}


def _kind(hint: Any) -> tuple[Any, object]:
    if typing.get_origin(hint) is Annotated:
        return hint.__origin__, hint.__metadata__[0]
    return hint, None
