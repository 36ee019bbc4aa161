"""Makes the extensions of a dialect for each page: Python-Markdown looks each up by name, every time, in all that is installed."""

from __future__ import annotations

import functools
import importlib
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from markdown.extensions import Extension
from markdown.util import get_installed_extensions


def made(extensions: Iterable[Any], configs: Mapping[str, Any]) -> list[Any]:
    """New extensions with their options, as Python-Markdown makes them; what it knows by no name stays as it is."""
    return [_made(extension, configs) for extension in extensions]


def _made(extension: Any, configs: Mapping[str, Any]) -> Any:
    make = _maker(extension) if isinstance(extension, str) else None
    return extension if make is None else make(**dict(configs.get(extension) or {}))


@functools.cache
def _maker(name: str) -> Callable[..., Extension] | None:
    """What makes the extension of a name: the first that is installed under it, else a class or function of a module."""
    found = next((entry for entry in get_installed_extensions() if entry.name == name), None)
    if found is not None:
        return found.load()  # type: ignore[no-any-return]
    path, _, kind = name.partition(":")
    try:
        return getattr(importlib.import_module(path), kind or "makeExtension", None)
    except ImportError:  # which Python-Markdown tells in its own words
        return None
