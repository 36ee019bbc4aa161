"""Whether a site asks for what only the theme's own script does: copying of code, linked tabs, tooltips, pages that load at once."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig

from katern.containment import inside

# what the theme's templates and styles do alone, or scripts of ours in the place of the theme's
_WITHOUT = frozenset(
    (
        "content.action.edit",
        "content.action.view",
        "navigation.expand",
        "navigation.footer",
        "navigation.indexes",
        "navigation.path",
        "navigation.prune",
        "navigation.sections",
        "navigation.tabs",
        "navigation.tabs.sticky",
        "search.highlight",
        "search.share",
        "search.suggest",
        "toc.integrate",
    )
)
_EXTRA = ("version", "analytics", "consent", "annotate")
# what scripts of a site ask of the theme's
_STREAMS = re.compile(
    r"\b(?:alert|component|document|keyboard|location|print|progress|screen|tablet|target|viewport)\$"
)


def needs_script(config: MkDocsConfig, others: list[str]) -> bool:
    """Whether any page may need it: a feature that is not known to do without does, and so may code of somebody else's."""
    features = frozenset(map(str, config.theme.get("features") or ()))
    asked = features - _WITHOUT or any(config.extra.get(name) for name in _EXTRA)
    theirs = others or any(not _is_ours(script) for script in config.extra_javascript)
    return bool(asked or theirs or config.repo_url or _asks_for_streams(config.theme.custom_dir))


def _is_ours(script: Any) -> bool:
    return str(script).startswith("assets/katern/")


def _asks_for_streams(folder: str | None) -> bool:
    """Whether templates of the site's own listen to what the theme's script tells."""
    found = (file for file in Path(folder).rglob("*.html") if inside(Path(folder), file)) if folder else ()
    return any(_STREAMS.search(file.read_text(encoding="utf-8", errors="replace")) for file in found)
