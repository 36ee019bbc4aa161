"""Files that a server can send as they are: `.gz` and `.br` beside each text."""

from __future__ import annotations

import gzip
import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import brotli

_TEXTS = (
    ".html",
    ".css",
    ".js",
    ".json",
    ".xml",
    ".svg",
    ".txt",
    ".md",
    ".bib",
    ".ris",
    ".map",
    ".wasm",
    ".webmanifest",
)
_SMALLEST = 1000


def variants(path: str, content: bytes) -> Iterator[tuple[str, bytes]]:
    """The compressed forms of a file, by their paths; none where compression gains nothing."""
    if not path.endswith(_TEXTS) or len(content) < _SMALLEST:
        return
    yield f"{path}.gz", gzip.compress(content, 9, mtime=0)
    yield f"{path}.br", brotli.compress(content, quality=9)


def compress_folder(folder: Path) -> None:
    """Write the compressed forms of every text below a folder."""
    files = sorted(file for file in folder.rglob("*") if file.suffix in _TEXTS and file.is_file())
    with ThreadPoolExecutor(os.cpu_count()) as pool:  # both libraries let other threads run while they work
        list(pool.map(_compress, files))


def _compress(file: Path) -> None:
    for path, content in variants(file.name, file.read_bytes()):
        (file.parent / path).write_bytes(content)
