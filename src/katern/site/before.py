"""What earlier builds of a site left to the next one."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from katern.filestate import Seen
from katern.notes import Notes
from katern.reading.text import Text
from katern.site.settings import SiteSettings
from katern.store import Store


@dataclass(frozen=True, slots=True)
class Before:
    """Texts that this process read, what it made of files, and notes of any process."""

    texts: dict[str, Text]
    seen: Seen
    # of what was read, and of what was made in each folder
    notes: Notes
    made: dict[Path, Notes]

    @classmethod
    def of(cls, site: SiteSettings, store: Store) -> Before:
        """What a process begins with."""
        return cls({}, Seen(), Notes(store, (str(site.root), site.layout.docs)), {})


@dataclass(frozen=True, slots=True, eq=False)
class Itself:
    """An object that is equal to itself alone, and stays for as long as it is compared."""

    it: object

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Itself) and self.it is other.it

    def __hash__(self) -> int:
        return id(self.it)
