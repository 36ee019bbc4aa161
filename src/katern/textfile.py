"""Reading source files: UTF-8 with or without a byte order mark, any line ends, and a finding for the rest."""

from __future__ import annotations

import bisect
import codecs
import os
from collections.abc import Iterator
from pathlib import Path

from katern.characters import first_of_each_line, legible
from katern.containment import inside
from katern.finding import Finding, Position, said
from katern.unsaved import content_of

# a page that a person wrote is a few dozen kB; above this, Markdown takes minutes
LARGEST_PAGE = 1_000_000


class Lines:
    """Turns offsets in a text into positions in its file."""

    def __init__(self, text: str, path: str, first_line: int = 1) -> None:
        self._path = path
        self._first_line = first_line
        self._starts = [0]
        start = text.find("\n")
        while start >= 0:
            self._starts.append(start + 1)
            start = text.find("\n", start + 1)

    def offset(self, line: int) -> int:
        """The offset at which a line of the file begins."""
        return self._starts[line - self._first_line]

    def position(self, offset: int) -> Position:
        """Line and column, both counted from 1, of an offset."""
        line = bisect.bisect_right(self._starts, offset) - 1
        return Position(self._path, line + self._first_line, offset - self._starts[line] + 1)


def read_text(root: Path, path: str, largest: int | None = None) -> tuple[str, list[Finding]]:
    """A file's text with LF line ends and no byte order mark; empty with a finding where it cannot be read."""
    at = Position(path)
    if not inside(root, path):
        return "", [outside_finding(path)]
    try:
        held = content_of(str(root / path))
        data = (root / path).read_bytes() if held is None else held
    except OSError as problem:
        reason = problem.strerror or str(problem)
        return "", [Finding.error(at, said("meta.unreadable", "unreadable", reason=reason))]
    if largest is not None and len(data) > largest:
        size, most = f"{len(data) / 1_000_000:.1f}", f"{largest / 1_000_000:.0f}"
        return "", [Finding.error(at, said("meta.too-large", "too-large", size=size, most=most))]
    data = data.removeprefix(codecs.BOM_UTF8)
    try:
        text = _plain(data.decode())
        findings = list(first_of_each_line(text, path))
    except UnicodeDecodeError as problem:
        before = _plain(data[: problem.start].decode())
        # what else such a file seems to hold says nothing: its bytes mean other signs
        findings = [Finding.error(Lines(before, path).position(len(before)), said("meta.encoding", "no-utf-8"))]
        text = _plain(data.decode("latin-1"))
    return legible(text), findings


def _plain(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def walk(root: Path, folder: str, suffixes: tuple[str, ...]) -> Iterator[str]:
    """Paths, relative to root and sorted, of the files below a folder that end so; hidden files are left out.

    A link that leads nowhere (see `circular_links`) or out of the checkout (see `outside_links`) is left out too. A link
    to a folder is followed unless it leads to a folder that holds it.
    """
    return (
        path
        for path, out in _walk(root, folder, (os.path.realpath(root / folder),))
        if not out and path.endswith(suffixes)
    )


def outside_links(root: Path, folder: str, hidden: bool = False) -> Iterator[str]:
    """Paths of links below a folder that lead out of the checkout, or to what is hidden in it; also hidden links if asked."""
    return (path for path, out in _walk(root, folder, (os.path.realpath(root / folder),), hidden) if out)


def outside_finding(path: str) -> Finding:
    """meta.outside: such a link, or a file that is asked for by a path that leads out."""
    return Finding.error(Position(path), said("meta.outside", "link"))


def _walk(root: Path, folder: str, above: tuple[str, ...], hidden: bool = False) -> Iterator[tuple[str, bool]]:
    """Each file, and whether it lies outside; of a folder outside only its own path."""
    try:
        entries = sorted(os.scandir(root / folder), key=lambda entry: entry.name)
    except OSError:
        return
    for entry in entries:
        if entry.name.startswith(".") and not hidden:
            continue
        path = f"{folder}/{entry.name}"
        if entry.is_symlink() and os.path.exists(entry.path) and not inside(root, path):
            yield path, True
        elif os.path.isdir(entry.path):  # DirEntry.is_dir raises on a link to itself
            real = os.path.realpath(entry.path) if entry.is_symlink() else os.path.join(above[-1], entry.name)
            if not (entry.is_symlink() and real in above):
                yield from _walk(root, path, (*above, real), hidden)
        elif os.path.isfile(entry.path):
            yield path, False


def circular_links(root: Path, folder: str) -> Iterator[str]:
    """Paths of links below a folder that lead nowhere or to a folder that holds them."""
    for directory, names, files in os.walk(root / folder):
        for name in sorted([*names, *files]):
            full = os.path.join(directory, name)
            if os.path.islink(full):
                real = os.path.realpath(full)
                holds_itself = os.path.isdir(real) and _inside(os.path.realpath(directory), real)
                if holds_itself or not os.path.exists(full):
                    yield os.path.relpath(full, root).replace(os.sep, "/")


def _inside(path: str, folder: str) -> bool:
    return path == folder or path.startswith(folder.rstrip(os.sep) + os.sep)
