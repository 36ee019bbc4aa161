"""A lock in object storage: an object that only one can make, and that says whose it is and since when."""

from __future__ import annotations

import contextlib
import datetime
import getpass
import json
import os
import secrets
import socket

from katern.publish.bucket import Bucket
from katern.publish.refusals import Busy, ReleaseRefused, TargetUnusable
from katern.saying import Said, said

PATH = ".katern/lock"
BREAK = "katern release --break-lock"


class Lease:
    """What one process holds of a prefix; a process that is killed leaves it for an editor to judge."""

    def __init__(self, bucket: Bucket) -> None:
        self._bucket = bucket
        value = {"owner": _owner(), "since": _now().isoformat(timespec="seconds"), "token": secrets.token_hex(16)}
        self._content = json.dumps(value).encode() + b"\n"

    def take(self) -> None:
        """Hold the prefix, or say who does."""
        if not self._bucket.create(PATH, self._content):
            lock = _told(self._bucket.read(PATH))
            raise Busy(said("target", "busy-or-left", place=self._bucket.address, lock=lock, command=BREAK))

    def sure(self) -> None:
        """Refuse to go on where somebody broke the lock meanwhile."""
        if self._bucket.read(PATH) != self._content:
            raise Busy(said("target", "lock-gone", place=self._bucket.address))

    def give_back(self) -> None:
        """Let go, of what is still ours; where storage does not answer, the lock stays and says whose it was."""
        with contextlib.suppress(TargetUnusable):
            if self._bucket.read(PATH) == self._content:
                self._bucket.remove(PATH)


def break_lease(bucket: Bucket) -> Said:
    """Take away the lock of another, who will publish nothing more; whose it was."""
    content = bucket.read(PATH)
    if content is None:
        raise ReleaseRefused(said("target", "no-lock", place=bucket.address))
    bucket.remove(PATH)
    return _told(content)


def _told(content: bytes | None) -> Said:
    try:
        value = json.loads(content or b"")
        minutes = int((_now() - datetime.datetime.fromisoformat(value["since"])).total_seconds() // 60)
        owner = str(value["owner"])
    except (ValueError, KeyError, TypeError):
        return said("target", "lock-of-nobody")
    if minutes < 60:
        return said("target", "lock-of", owner=owner, minutes=minutes)
    return said("target", "old-lock-of", owner=owner, hours=minutes // 60, minutes=minutes % 60)


def _owner() -> str:
    try:
        user = getpass.getuser()
    except (OSError, KeyError):  # a container without names
        user = str(os.getpid())
    return f"{user}@{socket.gethostname()}"


def _now() -> datetime.datetime:
    return datetime.datetime.now(datetime.UTC)
