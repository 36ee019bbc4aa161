"""A checkout as it is while somebody writes in it: read again at each change, with the texts that are not saved yet."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from katern import unsaved
from katern.bibliography.csl import csl_item
from katern.blame import OwnFailure
from katern.citations.citeproc import Formatter
from katern.citations.syntax import Citation, Cluster
from katern.containment import inside
from katern.finding import Finding
from katern.item import Item
from katern.library import Library
from katern.site.before import Before
from katern.site.build import Build
from katern.site.settings import SiteSettings


@dataclass(slots=True)
class Known:
    """What the last reading gave: the library, what is wrong, and the formatted entries of sources that somebody asked for."""

    build: Build
    findings: tuple[Finding, ...] = ()
    entries: dict[str, str] = field(default_factory=dict)

    @property
    def library(self) -> Library:
        """All that the checkout says."""
        return self.build.library


class Checkout:
    """The state of a server: one site, whose settings are read anew when they change."""

    def __init__(self, load: Callable[[], SiteSettings]) -> None:
        self._load = load
        self._lock = threading.RLock()
        self.site = load()
        self._store = self.site.open_store()
        self._before = Before.of(self.site, self._store)
        self.known: Known | None = None
        self._told: frozenset[str] = frozenset()

    def path_of(self, file: str) -> str:
        """The path of a file below the checkout; nothing for one elsewhere."""
        real, root = os.path.realpath(file), os.path.realpath(self.site.root)
        return Path(os.path.relpath(real, root)).as_posix() if real.startswith(root + os.sep) else ""

    def hold(self, file: str, text: str) -> None:
        """Take the text that an editor holds for that of a file."""
        unsaved.hold(file, text.encode())

    def drop(self, file: str) -> None:
        """Take a file as it is on the disk again."""
        unsaved.drop(file)

    def settings_changed(self) -> None:
        """Read mkdocs.yml and what it names anew."""
        with self._lock:
            self.site = self._load()
            self._store = self.site.open_store()
            self._before = Before.of(self.site, self._store)

    def read(self) -> Known:
        """Read everything as it is now, and judge it; what did not change is not read again."""
        with self._lock:
            build = Build(self.site, self._store, self._before)
            try:
                build.read()
                self.known = Known(build, build.judge())
            except OwnFailure as problem:  # code of the site's own: what was read before stays
                if self.known is None:
                    raise
                self.known = Known(self.known.build, (problem.finding,))
            return self.known

    def now(self) -> Known:
        """What is known; read first where nothing is yet."""
        return self.known or self.read()

    def by_file(self, findings: Iterable[Finding]) -> Mapping[str, tuple[Finding, ...]]:
        """The findings of each file, with an empty list for those that had some the last time."""
        found: dict[str, list[Finding]] = {path: [] for path in self._told}
        for finding in findings:
            found.setdefault(finding.path, []).append(finding)
        self._told = frozenset(path for path, some in found.items() if some)
        return {path: tuple(some) for path, some in found.items()}

    def item(self, path: str) -> Item | None:
        """The page that a file holds."""
        return self.now().library.items.get(path)

    def text(self, path: str) -> str:
        """What a file says now, with line feeds; nothing where it lies outside the checkout."""
        if not inside(self.site.root, path):
            return ""
        file = str(self.site.root / path)
        held = unsaved.content_of(file)
        content = held if held is not None else Path(file).read_bytes()
        return content.decode("utf-8-sig", "replace").replace("\r\n", "\n")

    def entry(self, key: str) -> str:
        """A source as the style of the site writes it in a list (HTML); nothing where there is no style or source."""
        known = self.now()
        build = known.build
        source = build.library.sources.get(key)
        if source is None or build.style is None:
            return ""
        if key not in known.entries:
            formatter = Formatter(build.style, [csl_item(source, self.site.language)], self._store)
            known.entries[key] = formatter.format([Cluster((Citation(key),))]).entries.get(key, "")
        return known.entries[key]
