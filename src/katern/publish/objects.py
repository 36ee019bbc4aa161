"""A tree in object storage: content first, then one object that decides, then what leads to it.

Storage has no rename and knows no group of objects. So a release first uploads what no reader is led to, then writes
`.katern/next.json` in one step: all entry points, and what is to be copied and removed. Before that object stands, the
release is taken back by whoever publishes next; from then on it is finished. What readers are led by is one object of these,
the page map: until it is written every name leads where it led, and from then on where it will lead.
"""

from __future__ import annotations

import base64
import contextlib
import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from katern import halfmade
from katern.publish import entrypoints, manifest, pagemap, versions
from katern.publish.bucket import FOREVER, SHORT, Bucket
from katern.publish.lease import Lease, break_lease
from katern.publish.stored import load, refuse_broken, whole_or_refused
from katern.publish.target import Kind, Update
from katern.saying import Said

_HIDDEN = ".katern"
_UPLOAD = f"{_HIDDEN}/upload.json"
_NEXT = f"{_HIDDEN}/next.json"
# the files of a draft wait here: those that readers see are replaced when all are there
_DRAFT = f"{_HIDDEN}/draft"


class ObjectTarget:
    """A prefix in a bucket: `s3://bucket/prefix`."""

    def __init__(self, address: str) -> None:
        self._bucket = Bucket(address)
        self._lease = Lease(self._bucket)
        self._staging: Path | None = None
        self._rooms = contextlib.ExitStack()

    @contextlib.contextmanager
    def lock(self) -> Iterator[None]:
        """Hold the prefix; first finish or take back what a killed release left."""
        self._lease.take()
        halfmade.remove_abandoned()
        try:
            with whole_or_refused(self._bucket.address):
                self._recover()
                yield
        finally:
            self._lease.give_back()
            self._rooms.close()

    def break_lock(self) -> Said:
        """Take away the lock of a release that was killed; whose it was."""
        return break_lease(self._bucket)

    def read(self, path: str) -> bytes | None:
        """A published object."""
        return self._bucket.read(path)

    def files(self, version: str) -> Iterable[str]:
        """The path of each object below a version's prefix."""
        return self._bucket.below(version)

    def contents(self, version: str) -> Iterator[tuple[str, bytes]]:
        """Each object below a version's prefix, and what is in it."""
        for path in self.files(version):
            content = self.read(f"{version}/{path}")
            if content is not None:
                yield path, content

    def names(self) -> Mapping[str, Kind]:
        """What stands directly below the prefix."""
        return {name: kind for name, kind in self._bucket.names().items() if not name.startswith(".")}

    def mend(self) -> None:
        """Entry points are objects of their own, so there is nothing to bring back."""

    def staging(self) -> Path:
        """A folder on this machine."""
        self._staging = self._rooms.enter_context(halfmade.folder("staging"))
        folder = self._staging / "version"
        folder.mkdir()
        return folder

    def publish(self, update: Update) -> None:
        """Upload the version, decide, and lead readers to it."""
        files = [] if update.folder is None else _uploaded(update.folder)
        draft = update.folder is not None and not versions.is_number(update.version)
        if update.folder is not None:
            self._upload(update.version, update.folder, files, draft)
        entries = {path: content for path, content in update.entries.items() if not path.endswith(manifest.DERIVED)}
        kept = {*entries, *(f"{update.version}/{path}" for path in files)}
        renewed = [*update.aliases, *update.removed, *([update.version] if draft else [])]
        gone = [f"{name}/{path}" for name in renewed for path in self._bucket.below(name)]
        decided = {
            "entries": {path: base64.b64encode(content).decode() for path, content in entries.items()},
            "draft": update.version if draft else "",
            "gone": sorted(set(gone) - kept),
        }
        self._lease.sure()
        self._bucket.put(_NEXT, json.dumps(decided).encode())
        self._finish(decided)

    def _upload(self, version: str, folder: Path, files: list[str], draft: bool) -> None:
        """Write down what comes, then send it where no reader is led to."""
        place = _DRAFT if draft else version
        self._bucket.put(_UPLOAD, json.dumps({"place": place, "files": files}).encode())
        for path in files:
            self._bucket.put(f"{place}/{path}", (folder / path).read_bytes(), SHORT if draft else FOREVER)

    def _recover(self) -> None:
        """Finish a release that was decided; remove what one that was not had uploaded."""
        decided = self._bucket.read(_NEXT)
        if decided is not None:
            self._finish(load(decided, _NEXT))
            return
        upload = self._bucket.read(_UPLOAD)
        if upload is None:
            return
        with refuse_broken(_UPLOAD):
            value = json.loads(upload)
            files = [f"{value['place']}/{path}" for path in value["files"]]
        for path in files:
            self._bucket.remove(path)
        self._bucket.remove(_UPLOAD)

    def _finish(self, decided: Mapping[str, Any]) -> None:
        """Lead readers to what was decided; done again after a kill, it does the same."""
        with refuse_broken(_NEXT):
            entries = {path: base64.b64decode(content) for path, content in decided["entries"].items()}
            draft, gone = decided["draft"], list(decided["gone"])
        if draft:
            self._replace_draft(draft, [path for path in gone if path.startswith(f"{draft}/")])
        last = {path: entries.pop(path) for path in (pagemap.FILE, entrypoints.LAST) if path in entries}
        for path, content in (*entries.items(), *last.items()):
            self._bucket.put(path, content)
        waiting = [f"{_DRAFT}/{path}" for path in self._bucket.below(_DRAFT)]
        for path in (*gone, *waiting, _UPLOAD, _NEXT):
            self._bucket.remove(path)

    def _replace_draft(self, draft: str, gone: Iterable[str]) -> None:
        """Put the files that wait in the place of those of a draft; its pages say so meanwhile."""
        known = self._bucket.read(pagemap.FILE)
        if known is not None:
            self._bucket.put(pagemap.FILE, pagemap.replacing(known, draft))
        waiting = self._bucket.below(_DRAFT)
        for path in sorted(waiting, key=lambda path: path.endswith(".html")):  # what a page needs comes before the page
            self._bucket.repeat(f"{_DRAFT}/{path}", f"{draft}/{path}")
        for path in gone:
            self._bucket.remove(path)


def _uploaded(folder: Path) -> list[str]:
    """The files of a version without compressed doubles: storage sends one form of each."""
    return [path for path in manifest.files_below(folder) if not path.endswith(manifest.DERIVED)]
