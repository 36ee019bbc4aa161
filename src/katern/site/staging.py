"""Building beside the old site: it is replaced only once the new one is whole."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.utils import clean_directory


@contextmanager
def staged(config: MkDocsConfig, cache: Path) -> Iterator[None]:
    """Within, the site is built in a folder of the cache; after it, it takes the old one's place.

    MkDocs empties the site's folder first and then builds; a page that fails half-way would leave nothing.
    """
    final = Path(config.site_dir)
    with tempfile.TemporaryDirectory(prefix="site-", dir=_made(cache)) as staging:
        config.site_dir = staging
        try:
            yield
        finally:
            config.site_dir = str(final)
        final.mkdir(parents=True, exist_ok=True)
        # the folder itself stays: it may be a mount or hold the hidden files of a repository
        clean_directory(str(final))
        for entry in sorted(Path(staging).iterdir()):
            shutil.move(entry, final / entry.name)


def _made(folder: Path) -> Path | None:
    """The folder; None, for that of the system, where it cannot be made or written."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        return None
    return folder if os.access(folder, os.W_OK) else None
