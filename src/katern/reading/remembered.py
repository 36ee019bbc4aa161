"""Reading each text once: what a page said is remembered in the store, and in one process beside it.

A text depends on its words, the dialect, the folders of the site, and of the names after an `@` which are keys, and of
which sources; nothing else.
"""

from __future__ import annotations

import functools
import importlib.util
import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from katern.citations.syntax import KEY, IsKey
from katern.digest import digest
from katern.layout import Layout
from katern.reading.citing import own_keys
from katern.reading.markdown import Dialect, Reader
from katern.reading.text import Text
from katern.store import Store

_NAME = re.compile(rf"@({KEY})")
# the versions of these are part of every key of the step
_KNOWN = ("markdown.", "pymdownx.")
_KEPT = 20_000


class Remembering:
    """Reads pages as a `Reader` does; `fresh` counts those that were read and not remembered."""

    def __init__(
        self,
        dialect: Dialect,
        layout: Layout,
        is_key: IsKey,
        store: Store | None,
        memory: dict[str, Text] | None = None,
    ) -> None:
        self._reader = Reader(dialect, layout, is_key)
        self._is_key = is_key
        self._own = own_keys(is_key)
        self._store = store
        self._memory = {} if memory is None else memory
        self._shared = shared_key(dialect, layout)
        self.fresh = 0

    def page(self, path: str, body: str) -> Text:
        """The text of a page, whose links are those of the file at `path`."""
        return self._read("page", (path, body), body, lambda: self._reader.page(path, body))

    def inline(self, written: str) -> Text:
        """A field of front matter."""
        return self._read("field", (written,), written, lambda: self._reader.inline(written))

    def digest(self, written: str, *more: object) -> str:
        """What all that is read of a written text depends on, and `more`; empty where that cannot be known."""
        return "" if self._shared is None else digest((self._shared, written, self._names(written), more))

    def _names(self, written: str) -> tuple[tuple[str, bool, str], ...]:
        return tuple((name, self._is_key(name), self._own(name)) for name in _names(written))

    def _read(self, what: str, key: tuple[str, ...], body: str, read: Callable[[], Text]) -> Text:
        if self._shared is None:  # an extension whose workings nobody can compare
            self.fresh += 1
            return read()
        whole = (what, self._shared, key, self._names(body))
        name = digest(whole)
        known = self._memory.get(name)
        if known is None:
            known = self._stored(whole) if what == "page" else None
            if known is None:
                self.fresh += 1
                known = read()
                if self._store is not None and what == "page":
                    self._store.keep("text", whole, _adapter().dump_json(known))
            if len(self._memory) > _KEPT:
                self._memory.clear()
            self._memory[name] = known
        return known

    def _stored(self, key: Sequence[object]) -> Text | None:
        if self._store is None:
            return None
        stored = self._store.read("text", key)
        try:
            return None if stored is None else _adapter().validate_json(stored)
        except ValidationError:
            return None


@functools.cache
def _adapter() -> TypeAdapter[Text]:
    return TypeAdapter(Text)


def _names(body: str) -> list[str]:
    if "@" not in body:
        return []
    return sorted({match[1].strip("{}") for match in _NAME.finditer(body)})


def shared_key(dialect: Dialect, layout: Layout) -> str | None:
    """What the texts of a site have in common; None where an extension or an option cannot be compared."""
    try:
        extensions = [_extension(extension) for extension in dialect.extensions]
        folders = (layout.trees, layout.data, layout.sources, layout.directory_urls)
        return digest((extensions, _plain(dialect.configs), dict(dialect.titles), folders))
    except TypeError:
        return None


def _extension(extension: Any) -> tuple[str, str]:
    """An extension's name, and for one that no package of ours brings a hash of its code."""
    if not isinstance(extension, str):
        raise TypeError(f"{extension!r} has no name")
    name = extension.partition(":")[0]
    own = "." not in name and importlib.util.find_spec(f"markdown.extensions.{name}") is not None
    if own or name.startswith(_KNOWN):
        return extension, ""
    found = importlib.util.find_spec(name)
    if found is None or found.origin is None:
        raise TypeError(f"{name} has no code to compare")
    return extension, digest(Path(found.origin).read_bytes())


def _plain(value: Any) -> Any:
    """Options as values: a function by its name and that of its module."""
    if isinstance(value, Mapping):
        return {str(key): _plain(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(inner) for inner in value]
    if callable(value):
        return f"{getattr(value, '__module__', '')}.{getattr(value, '__qualname__', type(value).__name__)}"
    return value
