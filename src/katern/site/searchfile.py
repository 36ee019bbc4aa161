"""The index of the search as a file of many parts: those of pages that did not change are taken from the file that is there."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from katern.filestate import hash_of
from katern.notes import Step

PATH = "search/search_index.json"
# the note that says which file the others speak of
_FILE = ""


class SearchFile:
    """Puts an index together, and notes where in it each part stands; `noted` are the notes of the last one."""

    def __init__(self, folder: Path, noted: Step) -> None:
        self._noted = noted
        self._old = _content(folder / PATH)
        self._known = noted.get(_FILE) == hash_of(self._old)
        self._parts: list[tuple[str, str, bytes]] = []
        self._renewed: set[str] = set()

    def holds(self, name: str, digest: str) -> bool:
        """Whether the file that is there has this part, made of the same."""
        noted = self._noted.get(name) if self._known and digest and name not in self._renewed else None
        return noted is not None and noted[0] == digest

    def renew(self, name: str) -> None:
        """Let a part be made anew, whatever it was made of."""
        self._renewed.add(name)

    def add(self, name: str, digest: str, make: Callable[[], Sequence[Mapping[str, Any]]]) -> None:
        """The next part: its entries, made only where they are not known."""
        if self.holds(name, digest):
            _, start, end = self._noted.get(name)
            self._parts.append((name, digest, self._old[start:end]))
        else:
            self._parts.append((name, digest, b",".join(map(_written, make()))))

    @property
    def parts(self) -> list[bytes]:
        """What the file says of each page that was added, as JSON without brackets."""
        return [part for _, _, part in self._parts]

    def content(self, settings: Mapping[str, Any]) -> bytes:
        """The whole file."""
        head = b'{"config":' + _written(settings) + b',"docs":['
        at = len(head)
        written = [part for _, _, part in self._parts if part]
        for name, digest, part in self._parts:
            self._noted.put(name, [digest, at, at + len(part)])
            at += len(part) + (1 if part else 0)
        whole = head + b",".join(written) + b"]}"
        self._noted.put(_FILE, hash_of(whole))
        return whole


def _written(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        return b""
