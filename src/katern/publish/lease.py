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
            raise Busy(
                f"er wordt al een versie gepubliceerd in {self._bucket.address}: {_told(self._bucket.read(PATH))}. Wacht tot die klaar is; is dat afgebroken en zeker niet meer bezig, haal het slot dan weg met {BREAK}"
            )

    def sure(self) -> None:
        """Refuse to go on where somebody broke the lock meanwhile."""
        if self._bucket.read(PATH) != self._content:
            raise Busy(f"iemand heeft het slot van deze publicatie weggehaald in {self._bucket.address}; er is niets gepubliceerd")  # fmt: skip

    def give_back(self) -> None:
        """Let go, of what is still ours; where storage does not answer, the lock stays and says whose it was."""
        with contextlib.suppress(TargetUnusable):
            if self._bucket.read(PATH) == self._content:
                self._bucket.remove(PATH)


def break_lease(bucket: Bucket) -> str:
    """Take away the lock of another, who will publish nothing more; whose it was."""
    content = bucket.read(PATH)
    if content is None:
        raise ReleaseRefused(f"in {bucket.address} staat geen slot; publiceren kan")
    bucket.remove(PATH)
    return _told(content)


def _told(content: bytes | None) -> str:
    try:
        value = json.loads(content or b"")
        minutes = int((_now() - datetime.datetime.fromisoformat(value["since"])).total_seconds() // 60)
        age = f"{minutes // 60} uur en {minutes % 60} minuten" if minutes >= 60 else f"{minutes} minuten"
        return f"het slot is van {value['owner']} en {age} oud"
    except (ValueError, KeyError, TypeError):
        return "het slot zegt niet van wie het is"


def _owner() -> str:
    try:
        user = getpass.getuser()
    except (OSError, KeyError):  # a container without names
        user = str(os.getpid())
    return f"{user}@{socket.gethostname()}"


def _now() -> datetime.datetime:
    return datetime.datetime.now(datetime.UTC)
