"""The one test of every file that is opened for a site: it lies in the checkout, also when links lead to it."""

from __future__ import annotations

import functools
import os
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader
from jinja2.exceptions import SecurityError, TemplateNotFound

from katern.finding import Telling, said

# `C:` on Windows, where such a name takes the place of all that stands before it
_DRIVE = re.compile(r"[A-Za-z]:")


class Forbidden(Telling, SecurityError):
    """What a page may not do in its macros, or a template with files."""


def inside(root: Path, path: str | Path) -> bool:
    """Whether a path, relative to root or whole, stays in root once every link is followed.

    A link may not lead to what is hidden either: `.git` holds keys of whoever fetched it, `.env` those of the machine.
    """
    whole = os.path.join(root, path)
    try:
        real = os.path.realpath(whole)
    except ValueError:  # no path holds a zero byte
        return False
    base = _real(root)
    if not _below(real, base):
        return False
    written = os.path.relpath(_written(whole), _written(root))
    reached = os.path.relpath(real, base)
    return reached == written or not any(part.startswith(".") and part != "." for part in reached.split(os.sep))


def climbs(path: str) -> bool:
    """Whether a path as written is absolute, or leaves the folder that it starts from."""
    parts = path.replace("\\", "/").split("/")
    depth = 0
    for part in parts:
        depth += -1 if part == ".." else part not in ("", ".")
        if depth < 0:
            return True
    return path[:1] in ("/", "\\") or _DRIVE.match(path) is not None


class UnreadableTemplate(Exception):
    """A template that is no text in UTF-8: its file, and the line at which that shows."""

    def __init__(self, file: str, line: int) -> None:
        super().__init__(f"{file}:{line} is no text in UTF-8")
        self.file = file
        self.line = line


class ContainedLoader(FileSystemLoader):
    """Jinja's loader for folders that people may put links in: what leads out of them and the checkout is refused."""

    def __init__(self, folders: Sequence[str], root: Path | None = None) -> None:
        super().__init__(list(folders))
        self._root = root

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, Any]:
        """Jinja's call: the text of a template, once it is sure where it stands."""
        for folder in self.searchpath:
            file = os.path.join(folder, *template.split("/"))
            if climbs(template) or not os.path.isfile(file):
                continue
            if not inside(Path(folder), file) and (self._root is None or not inside(self._root, file)):
                raise Forbidden(said("macro.forbidden", "outside", file=template))
            try:
                return super().get_source(environment, template)
            except UnicodeDecodeError as problem:
                before = problem.object[: problem.start]
                raise UnreadableTemplate(file, before.count(b"\n") + 1) from problem
        raise TemplateNotFound(template)


def _written(path: str | Path) -> str:
    """A path from the root of the disk, links left as they are."""
    return os.path.normpath(Path(path).absolute())


@functools.lru_cache(maxsize=64)
def _real(root: Path) -> str:
    return os.path.realpath(root)


def _below(path: str, folder: str) -> bool:
    return path == folder or path.startswith(folder.rstrip(os.sep) + os.sep)
