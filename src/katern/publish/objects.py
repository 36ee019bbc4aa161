"""A tree in object storage, through fsspec: content first, what leads to it last, nothing removed but half-made uploads."""

from __future__ import annotations

import contextlib
import json
import mimetypes
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from katern.errors import KaternError
from katern.publish import entrypoints, manifest, versions
from katern.publish.refusals import Busy, TargetUnusable
from katern.publish.stored import whole_or_refused
from katern.publish.target import Kind, Update

_HIDDEN = ".katern"
_LOCK = f"{_HIDDEN}/lock"
_JOURNAL = f"{_HIDDEN}/upload.json"
_FOREVER = "public, max-age=31536000, immutable"
_SHORT = "public, max-age=60"
_TYPES = {".js": "text/javascript", ".md": "text/markdown", ".bib": "application/x-bibtex", ".webmanifest": "application/manifest+json", ".epub": "application/epub+zip", ".woff2": "font/woff2"}  # fmt: skip


class ObjectTarget:
    """A prefix in a bucket: `s3://bucket/prefix`."""

    def __init__(self, address: str) -> None:
        try:
            import fsspec
        except ImportError as problem:
            raise TargetUnusable("voor objectopslag is fsspec nodig: pip install 'katern[objects]'") from problem
        try:
            self._files, self._root = fsspec.core.url_to_fs(address.rstrip("/"), use_listings_cache=False)
        except (ImportError, ValueError) as problem:
            raise TargetUnusable(f"{address} is niet te gebruiken: {problem}") from problem
        self._address = address
        self._staging: Path | None = None

    @contextlib.contextmanager
    def lock(self) -> Iterator[None]:
        """Hold the prefix with an object that only one can make; a killed release leaves it for the editor to judge."""
        with self._reachable():
            try:
                self._put(_LOCK, b"katern\n", _SHORT, mode="create")
            except FileExistsError as problem:
                raise Busy(
                    f"er wordt al een versie gepubliceerd in {self._address}; is dat afgebroken en zeker niet meer bezig, verwijder dan {_LOCK} en publiceer opnieuw"
                ) from problem
        try:
            with whole_or_refused(self._address):
                self._roll_back()
                yield
        finally:
            with contextlib.suppress(OSError):
                self._files.rm_file(self._path(_LOCK))
            if self._staging is not None:
                shutil.rmtree(self._staging, ignore_errors=True)

    def read(self, path: str) -> bytes | None:
        """A published object."""
        with self._reachable():
            try:
                content: bytes = self._files.cat_file(self._path(path))
            except FileNotFoundError:
                return None
            return content
        return None

    def names(self) -> Mapping[str, Kind]:
        """What stands directly below the prefix."""
        with self._reachable():
            try:
                rows = self._files.ls(self._root, detail=True)
            except FileNotFoundError:
                return {}
            named = {row["name"].rstrip("/").rpartition("/")[2]: row["type"] for row in rows}
            return {
                name: "folder" if kind == "directory" else "file"
                for name, kind in named.items()
                if not name.startswith(".")
            }
        return {}

    def mend(self) -> None:
        """Entry points are objects of their own, so there is nothing to bring back."""

    def staging(self) -> Path:
        """A folder on this machine."""
        self._staging = Path(tempfile.mkdtemp(prefix="katern-staging-"))
        folder = self._staging / "version"
        folder.mkdir()
        return folder

    def publish(self, update: Update) -> None:
        """Upload the version, then the entry points, `versions.json` last: before that no reader is led to it."""
        if update.folder is not None:
            self._upload(update.version, update.folder)
        for path, content in update.entries.items():
            if path != entrypoints.LAST and not path.endswith(manifest.DERIVED):
                self._put(path, content, _SHORT)
        self._put(entrypoints.LAST, update.entries[entrypoints.LAST], _SHORT)
        if update.folder is not None:
            self._files.rm_file(self._path(_JOURNAL))

    def _roll_back(self) -> None:
        """Remove what a cut-off release uploaded of a version that it never listed; a draft is replaced as a whole later."""
        journal = json.loads(self.read(_JOURNAL) or b"{}")
        version = journal.get("version", "")
        listed = {listed.name for listed in versions.read(self.read(versions.FILE))}
        if not journal or (version in listed and not versions.is_number(version)):
            return
        for path in journal["files"] if version not in listed else ():
            with contextlib.suppress(FileNotFoundError):
                self._files.rm_file(self._path(f"{version}/{path}"))
        self._files.rm_file(self._path(_JOURNAL))

    def _upload(self, version: str, folder: Path) -> None:
        """The version's files; what an upload that was cut off left of this version and this one lacks goes away."""
        files = [path for path in manifest.files_below(folder) if not path.endswith(manifest.DERIVED)]
        before = json.loads(self.read(_JOURNAL) or b"{}")
        started = before.get("files", []) if before.get("version") == version else []
        self._put(_JOURNAL, json.dumps({"version": version, "files": sorted({*started, *files})}).encode(), _SHORT)
        for path in files:
            lasting = version[:1].isdigit()
            self._put(f"{version}/{path}", (folder / path).read_bytes(), _FOREVER if lasting else _SHORT)
        for path in sorted(set(started) - set(files)):
            with contextlib.suppress(FileNotFoundError):
                self._files.rm_file(self._path(f"{version}/{path}"))

    def _put(self, path: str, content: bytes, cache: str, **more: Any) -> None:
        if "s3" in self._protocols:
            more |= {"CacheControl": cache, "ContentType": content_type(path)}
        self._files.pipe_file(self._path(path), content, **more)

    @contextlib.contextmanager
    def _reachable(self) -> Iterator[None]:
        """Within, what the storage raises becomes a refusal; each kind of storage has errors of its own, such as for lacking keys."""
        try:
            yield
        except KaternError:
            raise
        except Exception as problem:
            raise TargetUnusable(
                f"{self._address} is niet te bereiken ({problem}); kijk na of het adres en de sleutels kloppen"
            ) from problem

    @property
    def _protocols(self) -> tuple[str, ...]:
        protocol = self._files.protocol
        return (protocol,) if isinstance(protocol, str) else tuple(protocol)

    def _path(self, path: str) -> str:
        return f"{self._root}/{path}"


def content_type(path: str) -> str:
    """What a browser is told that a file is."""
    suffix = Path(path).suffix
    kind = _TYPES.get(suffix) or mimetypes.guess_type(path)[0] or "application/octet-stream"
    return f"{kind}; charset=utf-8" if kind.startswith("text/") or kind.endswith(("json", "xml")) else kind
