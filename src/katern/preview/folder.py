"""The folder in which a preview makes its site: that of earlier previews, where most of it stands already."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from katern.ownfolder import claim_cache, mark_site
from katern.site.settings import SiteSettings

_NAME = "site-preview"


@contextmanager
def room(site: SiteSettings) -> Iterator[Path]:
    """The folder beside what builds remember; one for now where there is no such place, or another preview has it."""
    cache = claim_cache(site.local) if site.cache_fits else None
    if cache is not None:
        with (cache / f"{_NAME}.lock").open("w", encoding="utf-8") as lock:
            if _taken(lock):
                yield _ours(cache / _NAME)
                return
    with tempfile.TemporaryDirectory(prefix="katern-preview-") as made:
        yield _ours(Path(made, "site"))


def _ours(folder: Path) -> Path:
    """The folder, marked before anything stands in it: a preview that is killed leaves what the next may empty."""
    folder.mkdir(exist_ok=True)
    mark_site(folder)
    return folder


def _taken(lock: IO[str]) -> bool:
    """Whether the lock is ours until it is closed; the system opens it where a process ends without doing so."""
    try:
        import fcntl
    except ImportError:  # Windows has other locks
        return False
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
