"""A file of the checkout that is changed as text: it keeps its byte order mark and line ends, and is written whole or not at all."""

from __future__ import annotations

import codecs
import os
from dataclasses import dataclass
from pathlib import Path

from katern.containment import inside
from katern.errors import KaternError
from katern.replacing import replace_file
from katern.saying import said


class Unwritable(KaternError):
    """A file that cannot be read as text, or cannot be written; nothing was changed in it."""


@dataclass(frozen=True, slots=True)
class Edited:
    """A file as it was: its text with line feeds, and what stands around it."""

    file: Path
    text: str
    mark: bytes = b""
    end: str = "\n"

    @classmethod
    def of(cls, root: Path, path: str) -> Edited:
        """A file of the checkout; one that is not there yet is empty."""
        file = root / path
        if not inside(root, path):
            raise Unwritable(said("sourcing", "outside", file=path))
        try:
            content = file.read_bytes() if os.path.lexists(file) else b""
            mark = codecs.BOM_UTF8 if content.startswith(codecs.BOM_UTF8) else b""
            text = content[len(mark) :].decode()
        except UnicodeDecodeError as problem:
            raise Unwritable(said("sourcing", "no-utf-8", file=path)) from problem
        except OSError as problem:
            raise _unwritable(path, problem) from problem
        end = "\r\n" if text.count("\r\n") * 2 > text.count("\n") else "\n"
        alone = text.replace("\r\n", "") if end == "\r\n" else text
        if "\r" in alone or (end == "\r\n" and "\n" in alone):
            raise Unwritable(said("sourcing", "mixed-ends", file=path))
        return cls(Path(os.path.realpath(file)), text.replace("\r\n", "\n"), mark, end)

    def write(self, text: str) -> None:
        """Put another text in its place, at once."""
        content = self.mark + text.replace("\n", self.end).encode()
        try:
            replace_file(self.file, content)
        except OSError as problem:
            raise _unwritable(self.file.name, problem) from problem


def _unwritable(path: str, problem: OSError) -> Unwritable:
    return Unwritable(said("sourcing", "unwritable", file=path, reason=problem.strerror or str(problem)))
