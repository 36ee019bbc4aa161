"""What every command starts with: the settings of the site that it is about."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from katern.usage import DEFAULT_CONFIG, answer_in, option

if TYPE_CHECKING:
    from katern.mkdocs.run import Loaded

config_option = option("-f", "--config-file", default=DEFAULT_CONFIG, show_default=True)


def load_site(config_file: str, site_dir: str | None = None) -> Loaded:
    """The site that a mkdocs.yml describes, in its own folder or in the one that is named."""
    # Material warns of a MkDocs to come on every run, to whoever runs it
    os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")
    # MkDocs and the theme take longer to load than `--help` to print
    from katern.mkdocs.run import Loaded

    loaded = Loaded(config_file, site_dir)
    answer_in(loaded.site.language)
    return loaded
