"""A hash that tells all values apart: each is written with its type and its length, so that no two are written alike."""

from __future__ import annotations

import dataclasses
import datetime
import functools
import hashlib
from collections.abc import Mapping
from enum import Enum
from typing import Any

_BASES: tuple[type[Any], ...] = (str, bytes, int, float, tuple, list)


def digest(value: object) -> str:
    """The SHA-256 of a value of plain types: text, bytes, numbers, dates, None, and tuples, lists, mappings, enums or
    dataclasses of these; TypeError for anything else, such as a set (no order) or an object (no value).
    """
    out = bytearray()
    _write(value, out)
    return hashlib.sha256(out).hexdigest()


def _write(value: Any, out: bytearray) -> None:
    kind = type(value)
    if kind is str:
        _put(b"s", value.encode("utf-8", "surrogatepass"), out)
    elif kind is tuple or kind is list:
        _put_all(b"t" if kind is tuple else b"l", value, out)
    elif value is None or kind is bool:
        _put(b"o", repr(value).encode(), out)
    elif kind is int:
        _put(b"i", b"%x" % value, out)
    elif kind is float:
        _put(b"f", value.hex().encode(), out)
    elif kind is bytes:
        _put(b"y", value, out)
    elif isinstance(value, Mapping):
        _put_all(b"m", [part for item in value.items() for part in item], out)
    else:
        _write_named(value, kind, out)


def _write_named(value: Any, kind: type, out: bytearray) -> None:
    """A value whose class says what it means, so that the class is written too."""
    name = f"{kind.__module__}.{kind.__qualname__}"
    if isinstance(value, Enum):
        _put_all(b"e", (name, value.name), out)
    elif isinstance(value, datetime.date | datetime.time):
        _put_all(b"d", (name, value.isoformat()), out)
    elif dataclasses.is_dataclass(kind):
        parts = [part for field in _fields(kind) for part in (field, getattr(value, field))]
        _put_all(b"c", [name, *parts], out)
    else:
        base = next((base for base in _BASES if isinstance(value, base)), None)
        if base is None:
            raise TypeError(f"a value of type {name} cannot be told apart from others: {value!r:.80}")
        _put_all(b"n", (name, base(value)), out)


def _put(tag: bytes, content: bytes, out: bytearray) -> None:
    out += tag
    out += len(content).to_bytes(8, "big")
    out += content


def _put_all(tag: bytes, parts: tuple[object, ...] | list[object], out: bytearray) -> None:
    out += tag
    out += len(parts).to_bytes(8, "big")
    for part in parts:
        _write(part, out)


@functools.cache
def _fields(kind: type) -> tuple[str, ...]:
    return tuple(field.name for field in dataclasses.fields(kind))
