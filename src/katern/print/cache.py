"""Booklets that were set before: kept under a hash of all that they are made from."""

from __future__ import annotations

import functools
import hashlib
import importlib.metadata
import json
import os
import shutil
import tempfile
from collections.abc import Callable, Iterable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from katern.print.job import Outcome
from katern.print.typeset import font_files, template_files

_KEPT = 300
_INFO = "outcome.json"


class Cache:
    """A folder with a folder for each digest; one that cannot be read counts as absent."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def read(self, digest: str) -> Outcome | None:
        """What was made under this digest, if all of it is still there."""
        try:
            stored = json.loads((self._folder / digest / _INFO).read_text(encoding="utf-8"))
            outcome = Outcome.from_stored(stored)
            if all((self._folder / digest / name).is_file() for name in outcome.files):
                os.utime(self._folder / digest)
                return outcome
        except (OSError, ValueError, KeyError, TypeError):
            pass
        return None

    def holds(self, digest: str) -> bool:
        """Whether something was made under this digest."""
        return (self._folder / digest / _INFO).is_file()

    def make(self, digest: str, do: Callable[[Path], Outcome]) -> Outcome:
        """Let `do` fill a folder and keep it; what others made in the meantime is replaced by the same."""
        self._folder.mkdir(parents=True, exist_ok=True)
        made = Path(tempfile.mkdtemp(prefix="making-", dir=self._folder))
        try:
            outcome = do(made)
            (made / _INFO).write_text(json.dumps(asdict(outcome), ensure_ascii=False), encoding="utf-8")
            target = self._folder / digest
            if target.exists():
                shutil.rmtree(target, ignore_errors=True)
            made.replace(target)
        finally:
            shutil.rmtree(made, ignore_errors=True)
        return outcome

    def copy(self, digest: str, name: str, target: Path) -> int:
        """Put a file into the site; returns its size."""
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(self._folder / digest / name, target)
        return target.stat().st_size

    def prune(self) -> None:
        """Leave the newest."""
        if not self._folder.is_dir():
            return
        folders = [path for path in self._folder.iterdir() if (path / _INFO).is_file()]
        for path in sorted(folders, key=lambda path: path.stat().st_mtime, reverse=True)[_KEPT:]:
            shutil.rmtree(path, ignore_errors=True)


def digest(parts: Iterable[Any], engine: str) -> str:
    """A hash of values that print the same when they are the same."""
    found = hashlib.sha256(engine.encode())
    for part in parts:
        found.update(part if isinstance(part, bytes) else repr(part).encode("utf-8", "surrogatepass"))
        found.update(b"\0")
    return found.hexdigest()


@functools.lru_cache(maxsize=4)
def engine_digest(overrides: Path | None) -> str:
    """A hash of what makes booklets: this package, its templates and filters, the typefaces, pandoc and Typst."""
    here = Path(__file__).parent
    found = hashlib.sha256()
    for name in ("typst", "pypandoc_binary", "pikepdf", "segno", "lxml", "pillow"):
        found.update(f"{name} {importlib.metadata.version(name)}\n".encode())
    sources = [
        *sorted(here.glob("*.py")),
        *sorted(here.parent.glob("photos/*.py")),
        *sorted(here.glob("filters/*")),
        *sorted(here.glob("templates/*")),
        *template_files(overrides),
    ]
    for path in [*sources, *font_files()]:
        found.update(path.name.encode() + b"\0" + path.read_bytes())
    return found.hexdigest()
