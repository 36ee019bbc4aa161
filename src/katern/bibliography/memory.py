"""Values of entries, remembered: an edit of one entry makes pandoc read that entry and its neighbours, no more."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from katern.bibliography.values import Value, read_values
from katern.bibliography.written import Written
from katern.store import Store

STEP = "bibliography"
# raised when what is remembered is read in another way
_FORMAT = 2
# an entry whose digest begins so ends its group: of 64 entries one, wherever entries are added or taken away
_ENDS = ("00", "01", "02", "03")
_LARGEST = 400


class Values:
    """The values of many entries, read together when the first is asked for."""

    def __init__(self, entries: Sequence[Written], store: Store) -> None:
        self._entries = entries
        self._store = store
        self._values: dict[str, Value] | None = None

    def of(self, digest: str) -> Value:
        """The value of the entry with this digest."""
        if self._values is None:
            self._values = dict(self._read())
        return self._values[digest]

    def _read(self) -> Iterator[tuple[str, Value]]:
        missing: list[list[Written]] = []
        for group in _groups(self._entries):
            known = self._known(group)
            if known is None:
                missing.append(group)
            else:
                yield from known
        made = iter(read_values([(entry.kind, entry.fields) for group in missing for entry in group]))
        for group in missing:
            values = [(entry.digest, next(made)) for entry in group]
            content = json.dumps(
                [{"item": value.item, "plain": value.plain, "flaws": value.flaws} for _, value in values],
                ensure_ascii=False,
            )
            self._store.keep(STEP, _key(group), content.encode("utf-8", "surrogatepass"))
            yield from values

    def _known(self, group: Sequence[Written]) -> list[tuple[str, Value]] | None:
        content = self._store.read(STEP, _key(group))
        if content is None:
            return None
        return [(entry.digest, Value(**value)) for entry, value in zip(group, json.loads(content), strict=True)]


def _key(group: Sequence[Written]) -> tuple[object, ...]:
    return ("values", _FORMAT, *(entry.digest for entry in group))


def _groups(entries: Sequence[Written]) -> Iterator[list[Written]]:
    group: list[Written] = []
    for entry in entries:
        if entry.item is not None:
            continue
        group.append(entry)
        if entry.digest.startswith(_ENDS) or len(group) == _LARGEST:
            yield group
            group = []
    if group:
        yield group
