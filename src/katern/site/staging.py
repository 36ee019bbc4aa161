"""Building beside the old site: it is replaced only once the new one is whole."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.utils import clean_directory

from katern.ownfolder import claim_cache, mark_site, refuse_foreign_site


@contextmanager
def staged(config: MkDocsConfig, cache: Path) -> Iterator[None]:
    """Within, the site is built in a folder of the cache; after it, it takes the old one's place.

    MkDocs empties the site's folder first and then builds; a page that fails half-way would leave nothing.
    """
    final = Path(config.site_dir)
    refuse_foreign_site(final)
    with tempfile.TemporaryDirectory(prefix="site-", dir=claim_cache(cache)) as staging:
        config.site_dir = staging
        try:
            yield
        finally:
            config.site_dir = str(final)
        refuse_foreign_site(final)  # somebody may have put something there while the site was built
        final.mkdir(parents=True, exist_ok=True)
        mark_site(final)
        # the folder itself stays: it may be a mount or hold the hidden files of a repository
        clean_directory(str(final))
        for entry in sorted(Path(staging).iterdir()):
            shutil.move(entry, final / entry.name)
