"""Reading each text once: what a page said is remembered in the store, and in one process beside it.

A text depends on its words, the dialect, the folders of the site, of the names after an `@` which are keys, and of which
sources, and the fragments that it takes in; nothing else.
"""

from __future__ import annotations

import functools
import re
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
        self._fragments = Fragments(dialect)
        self.fresh = 0

    def page(self, path: str, body: str) -> Text:
        """The text of a page, whose links are those of the file at `path`."""
        return self._read("page", (path, body), body, lambda: self._reader.page(path, body))

    def bring(self, pages: Iterable[tuple[str, str]]) -> None:
        """Fetch at once what is known of these pages far away."""
        if self._shared is not None and self._store is not None:
            self._store.bring("text", [("page", self._shared, page, self._names(page[1])) for page in pages])

    def recall(self, path: str, body: str) -> bool:
        """Whether the text of a page is known; then the next who asks for it waits for nothing."""
        if self._shared is None:
            return False
        whole = ("page", self._shared, (path, body), self._names(body))
        name = digest(whole)
        if name not in self._memory and (stored := self._stored(whole)) is not None:
            self._memory[name] = stored
        return name in self._memory

    def inline(self, written: str) -> Text:
        """A field of front matter."""
        return self._read("field", (written,), written, lambda: self._reader.inline(written))

    def digest(self, written: Sequence[str], *more: object) -> str:
        """What all that is read of these texts depends on, and `more`; empty where that cannot be known."""
        if self._shared is None:
            return ""
        return digest((self._shared, *((text, self._names(text)) for text in dict.fromkeys(written)), more))

    def _names(self, written: str) -> tuple[object, ...]:
        """What a text names: keys, each with what it is here, and fragments."""
        keys = ((name, self._is_key(name), self._own(name)) for name in _names(written))
        return (*keys, *self._fragments.taken_in(written))

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
