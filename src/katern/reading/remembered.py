"""Reading each text once: what a page said is remembered in the store, and in one process beside it.

A text depends on its words, the dialect, the folders of the site, of the names after an `@` which are keys, and of which
sources, and the fragments that it takes in; nothing else.
"""

from __future__ import annotations

import functools
import re
import zlib
from collections.abc import Callable, Iterable, Sequence

from pydantic import TypeAdapter, ValidationError

from katern.citations.syntax import KEY, IsKey
from katern.digest import digest
from katern.layout import Layout
from katern.reading.citing import own_keys
from katern.reading.dialectkey import Fragments, shared_key
from katern.reading.markdown import Dialect, Reader
from katern.reading.text import Text
from katern.store import Store

_NAME = re.compile(rf"@({KEY})")
_KEPT = 20_000
# texts are as like each other as can be: a better packing takes longer than it saves
_QUICK = 1


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
        self.is_key = self._is_key = is_key
        self._own = own_keys(is_key)
        self._store = store
        self._memory = {} if memory is None else memory
        self._shared = shared_key(dialect, layout)
        self._fragments = Fragments(dialect)
        self._asked: set[str] = set()
        # whether all that reading depends on can be compared
        self.is_known = self._shared is not None
        self.fresh = 0

    def page(self, path: str, body: str) -> Text:
        """The text of a page, whose links are those of the file at `path`."""
        return self._read("page", (path, body), body, lambda: self._reader.page(path, body))

    def bring(self, pages: Iterable[tuple[str, str]]) -> None:
        """Fetch at once what is known of these pages far away."""
        if self._shared is not None and self._store is not None:
            self._store.bring("text", [(self._name(*page),) for page in pages])

    def recall(self, path: str, body: str) -> bool:
        """Whether the text of a page is known; then the next who asks for it waits for nothing."""
        if self._shared is None:
            return False
        name = self._name(path, body)
        if name not in self._memory and (stored := self._stored(name)) is not None:
            self._memory[name] = stored
        self._asked.add(name)
        return name in self._memory

    def inline(self, written: str) -> Text:
        """A field of front matter."""
        return self._read("field", (written,), written, lambda: self._reader.inline(written))

    def taken_in(self, *written: str) -> tuple[object, ...]:
        """What these texts take in from other files, as something that can be compared."""
        return tuple(self._fragments.taken_in(text) for text in written)

    def digest(self, written: Sequence[str], *more: object) -> str:
        """What all that is read of these texts depends on, and `more`; empty where that cannot be known."""
        if self._shared is None:
            return ""
        return digest((self._shared, *((text, self._names(text)) for text in dict.fromkeys(written)), more))

    def _name(self, path: str, body: str) -> str:
        return digest(("page", self._shared, (path, body), self._names(body)))

    def _names(self, written: str) -> tuple[object, ...]:
        """What a text names: keys, each with what it is here, and fragments."""
        keys = ((name, self._is_key(name), self._own(name)) for name in _names(written))
        return (*keys, *self._fragments.taken_in(written))

    def _read(self, what: str, key: tuple[str, ...], body: str, read: Callable[[], Text]) -> Text:
        if self._shared is None:  # an extension whose workings nobody can compare
            self.fresh += 1
            return read()
        name = digest((what, self._shared, key, self._names(body)))
        known = self._memory.get(name)
        if known is None:
            known = self._stored(name) if what == "page" else None
            if known is None:
                self.fresh += 1
                known = read()
                if self._store is not None and what == "page":
                    self._store.keep("text", (name,), zlib.compress(_adapter().dump_json(known), _QUICK))
            self._forget()
            self._memory[name] = known
        self._asked.add(name)
        return known

    def _forget(self) -> None:
        """Let go of what earlier loads asked for, where that is much; never of what this one does."""
        if len(self._memory) > _KEPT + len(self._asked):
            for name in self._memory.keys() - self._asked:
                del self._memory[name]

    def _stored(self, name: str) -> Text | None:
        if self._store is None:
            return None
        stored = self._store.read("text", (name,))
        try:
            return None if stored is None else _adapter().validate_json(zlib.decompress(stored))
        except (ValidationError, zlib.error):
            return None


@functools.cache
def _adapter() -> TypeAdapter[Text]:
    return TypeAdapter(Text)


def _names(body: str) -> list[str]:
    if "@" not in body:
        return []
    return sorted({match[1].strip("{}") for match in _NAME.finditer(body)})
