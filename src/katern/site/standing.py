"""Which files of a site stand there as an earlier build made them, of the same that this one would make them of."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from katern.filestate import State, is_same, pack, state_of, unpack
from katern.notes import Step


@dataclass(frozen=True, slots=True)
class Made:
    """What a file was made of: a digest, and the names of what was looked at meanwhile; an empty digest says nothing."""

    digest: str
    looked: frozenset[str] = frozenset()


class Standing:
    """The files in a folder by what they were made of; `now` gives the digest of what has a name."""

    def __init__(self, noted: Step, folder: Path, now: Callable[[str], str]) -> None:
        self._noted = noted
        self._folder = folder
        self._now = now

    def holds(self, path: str, digest: str) -> bool:
        """Whether a file was made of this, nothing that was looked at is other than then, and nobody changed it since."""
        noted = self._noted.get(path) if digest else None
        if noted is None:
            return False
        made, looked, state = noted
        return (
            made == digest
            and all(self._now(name) == known for name, known in looked.items())
            and is_same(f"{self._folder}/{path}", unpack(state))
        )

    def renew(self, paths: Iterable[str]) -> None:
        """Note anew how files look that stand as they stood, after links to them came and went."""
        known = {path: noted for path in paths if (noted := self._noted.get(path)) is not None}
        states = {
            path: state_of(f"{self._folder}/{path}", unpack(noted[2]).content, 0) for path, noted in known.items()
        }
        now = max((max(state.modified, state.changed) for state in states.values() if state), default=0)
        for path, (made, looked, before) in known.items():
            state = states[path]
            # what another changed meanwhile keeps the state that it has no more
            if state is not None and (state.modified, state.size) == (unpack(before).modified, unpack(before).size):
                seen = State(state.size, state.modified, state.changed, state.inode, state.content, now)
                self._noted.put(path, [made, looked, pack(seen)])

    def note(self, made: Iterable[tuple[str, str, Made]]) -> None:
        """Note files that stand there now, with the hash of their content and what that was made of."""
        states = [
            (path, one, state)
            for path, content, one in made
            if one.digest and (state := state_of(f"{self._folder}/{path}", content, 0))
        ]
        # the disk's own clock: that of this machine may be another
        now = max((max(state.modified, state.changed) for _, _, state in states), default=0)
        for path, one, state in states:
            looked = {name: self._now(name) for name in sorted(one.looked)}
            seen = State(state.size, state.modified, state.changed, state.inode, state.content, now)
            self._noted.put(path, [one.digest, looked, pack(seen)])
