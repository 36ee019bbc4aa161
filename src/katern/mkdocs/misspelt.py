"""Names in mkdocs.yml that nothing reads: MkDocs warns of them without a place, and goes on without what they ask."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from mkdocs.config.config_options import SubConfig
from mkdocs.config.defaults import MkDocsConfig

from katern.finding import Finding, did_you_mean, nearest, said
from katern.siteconfig import names


def misspelt(config: MkDocsConfig) -> tuple[Finding, ...]:
    """meta.unknown-field: a setting of the site, or an option of one of its plugins, that does not exist."""
    path = Path(config.config_file_path)
    text = path.read_text(encoding="utf-8")
    found = list(_unknown(text, path.name, (), dict(config._schema)))
    for name, plugin in config.plugins.items():  # among which hooks, that have no options
        # a theme's own plugin is called `material/search`, and `search` in mkdocs.yml
        for called in dict.fromkeys((name, name.rpartition("/")[2])):
            found += _unknown(text, path.name, ("plugins", called), dict(getattr(plugin, "config_scheme", ())))
    return tuple(found)


def _unknown(text: str, path: str, steps: tuple[str, ...], known: Mapping[str, Any]) -> Iterator[Finding]:
    for name, at in names(text, path, *steps):
        if name not in known:
            if name not in ("INHERIT", "<<"):
                what = said("meta.unknown-field", "unknown", field=name, known=tuple(sorted(known)))
                yield Finding.error(at, what, did_you_mean(nearest(name, known)))
        # `extra` holds whatever a site likes
        elif isinstance(known[name], SubConfig) and (inner := dict(known[name].config_class()._schema)):
            yield from _unknown(text, path, (*steps, name), inner)
