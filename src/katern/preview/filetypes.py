"""Types of files by their names, the same on every machine: the system's own table differs from one to the next."""

from __future__ import annotations

import mimetypes
from pathlib import PurePosixPath

_TABLE = mimetypes.MimeTypes(filenames=())
_MORE = {
    ".avif": "image/avif", ".bib": "application/x-bibtex", ".csv": "text/csv", ".epub": "application/epub+zip",
    ".gz": "application/gzip", ".ico": "image/x-icon", ".ics": "text/calendar", ".js": "text/javascript",
    ".json": "application/json", ".map": "application/json", ".md": "text/markdown", ".mjs": "text/javascript",
    ".mp4": "video/mp4", ".otf": "font/otf", ".ris": "application/x-research-info-systems", ".ttf": "font/ttf",
    ".pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation", ".vtt": "text/vtt",
    ".wasm": "application/wasm", ".webmanifest": "application/manifest+json", ".webp": "image/webp",
    ".woff": "font/woff", ".woff2": "font/woff2", ".xml": "application/xml", ".yml": "text/yaml",
}  # fmt: skip
_LETTERS = ("application/json", "application/manifest+json", "application/x-bibtex", "application/x-research-info-systems", "application/xml")  # fmt: skip


def type_of(name: str) -> str:
    """The type of a file, with the encoding of what is text."""
    ending = PurePosixPath(name).suffix.lower()
    kind = _MORE.get(ending) or _TABLE.types_map[True].get(ending, "application/octet-stream")
    return f"{kind}; charset=utf-8" if kind.startswith("text/") or kind in _LETTERS else kind
