"""Objects below a prefix, through fsspec; whatever storage answers or does not answer is told in a sentence."""

from __future__ import annotations

import contextlib
import mimetypes
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from katern.publish.refusals import TargetUnusable
from katern.publish.target import Kind
from katern.saying import said

FOREVER = "public, max-age=31536000, immutable"
SHORT = "public, max-age=60"
_TYPES = {".js": "text/javascript", ".md": "text/markdown", ".bib": "application/x-bibtex", ".webmanifest": "application/manifest+json", ".epub": "application/epub+zip", ".woff2": "font/woff2"}  # fmt: skip


class Bucket:
    """What stands at an address such as `s3://bucket/prefix`."""

    def __init__(self, address: str) -> None:
        try:
            import fsspec
        except ImportError as problem:
            raise TargetUnusable(said("target", "no-fsspec")) from problem
        try:
            self._files, self._root = fsspec.core.url_to_fs(address.rstrip("/"), use_listings_cache=False)
        except (ImportError, ValueError) as problem:
            raise TargetUnusable(said("target", "unusable", address=address, reason=str(problem))) from problem
        self.address = address

    def read(self, path: str) -> bytes | None:
        """An object, or None."""
        content: bytes | None = None
        with self._answering(), contextlib.suppress(FileNotFoundError):
            content = self._files.cat_file(self._path(path))
        return content

    def put(self, path: str, content: bytes, cache: str = SHORT) -> None:
        """Write an object in one step, with what browsers are told of it."""
        with self._answering():
            self._files.pipe_file(self._path(path), content, **self._told(path, cache))

    def create(self, path: str, content: bytes) -> bool:
        """Write an object that is not there; whether this is the one that stands now."""
        with self._answering():
            try:
                self._files.pipe_file(self._path(path), content, mode="create", **self._told(path, SHORT))
            except FileExistsError:
                # an answer that was lost is asked for again: then it is this one
                return self.read(path) == content
        return True

    def repeat(self, source: str, path: str) -> None:
        """Copy an object with what is told of it, without fetching it."""
        with self._answering():
            self._files.cp_file(self._path(source), self._path(path))

    def remove(self, path: str) -> None:
        """Remove an object, where it is there."""
        with self._answering(), contextlib.suppress(FileNotFoundError, KeyError):
            self._files.rm_file(self._path(path))

    def below(self, folder: str) -> list[str]:
        """The path of each object below a folder, relative to it."""
        found: list[str] = []
        with self._answering(), contextlib.suppress(FileNotFoundError):
            found = self._files.find(self._path(folder))
        start = len(self._path(folder)) + 1
        return sorted(path[start:] for path in found if len(path) > start)

    def names(self) -> dict[str, Kind]:
        """What stands directly below the prefix."""
        rows: list[dict[str, Any]] = []
        with self._answering(), contextlib.suppress(FileNotFoundError):
            rows = self._files.ls(self._root, detail=True)
        return {
            row["name"].rstrip("/").rpartition("/")[2]: "folder" if row["type"] == "directory" else "file"
            for row in rows
        }

    def _told(self, path: str, cache: str) -> dict[str, str]:
        protocol = self._files.protocol
        speaks_s3 = "s3" in ((protocol,) if isinstance(protocol, str) else protocol)
        return {"CacheControl": cache, "ContentType": content_type(path)} if speaks_s3 else {}

    @contextlib.contextmanager
    def _answering(self) -> Iterator[None]:
        """Within, what storage raises becomes a refusal: each kind has errors of its own, for lost lines as for lacking keys."""
        try:
            yield
        except TargetUnusable:
            raise
        except Exception as problem:
            reason = str(problem) or type(problem).__name__
            raise TargetUnusable(said("target", "unreachable", address=self.address, reason=reason)) from problem

    def _path(self, path: str) -> str:
        return f"{self._root}/{path}"


def content_type(path: str) -> str:
    """What a browser is told that a file is."""
    suffix = Path(path).suffix
    kind = _TYPES.get(suffix) or mimetypes.guess_type(path)[0] or "application/octet-stream"
    return f"{kind}; charset=utf-8" if kind.startswith("text/") or kind.endswith(("json", "xml")) else kind
