"""The folder in which a preview makes its site: that of earlier previews, where most of it stands already."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

from katern import halfmade
from katern.holding import held
from katern.ownfolder import claim_cache, mark_site
from katern.site.settings import SiteSettings

_NAME = "site-preview"


@contextlib.contextmanager
def room(site: SiteSettings) -> Iterator[Path]:
    """The folder beside what builds remember; one for now where there is no such place, or another preview has it."""
    cache = claim_cache(site.local) if site.cache_fits else None
    with contextlib.ExitStack() as lock:
        if cache is not None and _taken(lock, cache / f"{_NAME}.lock"):
            yield _ours(cache / _NAME)
            return
    with halfmade.folder("preview") as made:
        yield _ours(Path(made, "site"))


def _ours(folder: Path) -> Path:
    """The folder, marked before anything stands in it: a preview that is killed leaves what the next may empty."""
    folder.mkdir(exist_ok=True)
    mark_site(folder)
    return folder


def _taken(lock: contextlib.ExitStack, file: Path) -> bool:
    """Whether the lock is ours for as long as the stack stands."""
    try:
        return lock.enter_context(held(file))
    except OSError:  # a disk that knows no locks
        return False
