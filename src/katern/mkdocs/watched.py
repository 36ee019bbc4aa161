"""What a site is made from beside its texts: settings, code and templates, as mkdocs.yml names them."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig

from katern.digest import digest
from katern.mkdocs import options
from katern.mkdocs.options import KaternSettings

_GROUPS = ("mkdocs.themes", "mkdocs.plugins")
_NAME = re.compile(r"[A-Za-z_]\w*")
_INHERIT = re.compile(r"^INHERIT:[ \t]*[\"']?([^\"'#\n]+)", re.MULTILINE)


def watched(config: MkDocsConfig, own: KaternSettings) -> tuple[Path, ...]:
    """Folders and files of the site, beside those of its texts, whose changes a preview shows; they need not exist."""
    root = options.project_root(config)
    found = [*settings_files(Path(config.config_file_path).resolve()), *_code(config, root)]
    for folder in filter(None, (config.theme.custom_dir,)):
        # hidden, and yet Material draws the icons in it
        found += [Path(folder), Path(folder, ".icons")]
    found += [root / options.style(own)] if options.style(own).endswith(".csl") else []
    found += [root / own.kinds] if own.kinds else []
    found += [(root / path).resolve() for path in config.watch]
    return tuple(dict.fromkeys(found))


def environment(config: MkDocsConfig) -> tuple[str, ...]:
    """The names of the environment that settings ask for; too many at worst: all words that could be one."""
    written = "".join(_text(file) for file in settings_files(Path(config.config_file_path).resolve()))
    return tuple(sorted(set(_NAME.findall(written)))) if "!ENV" in written else ()


def digest_beside(config: MkDocsConfig) -> str:
    """Of what beside these files makes a site what it is: the environment, and whoever brings a theme or plugin."""
    asked = [(name, os.environ.get(name)) for name in environment(config)]
    known = entry_points()
    # one package brings many plugins, and is read again whenever it is asked for its name
    found = {id(one.dist): one.dist.metadata for group in _GROUPS for one in known.select(group=group) if one.dist}
    return digest((asked, sorted({(metadata["Name"], metadata["Version"]) for metadata in found.values()})))


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return ""


def settings_files(file: Path) -> Iterator[Path]:
    """A mkdocs.yml, and those that it inherits from."""
    seen: set[Path] = set()
    while file not in seen:
        seen.add(file)
        yield file
        inherited = _INHERIT.search(_text(file))
        if inherited is None:
            return
        file = (file.parent / inherited[1].strip()).resolve()


def _code(config: MkDocsConfig, root: Path) -> Iterator[Path]:
    """The site's own macros, with what stands beside them and the values that they are given."""
    plugin: Any = config.plugins.get("macros")
    if plugin is None:
        return
    module = root / plugin.config["module_name"]
    beside = module.parent
    yield from (module, module.with_suffix(".py")) if beside == root else (beside,)
    values = plugin.config.get("include_yaml") or []
    for entry in values.values() if isinstance(values, dict) else values:
        yield from (root / name for name in (entry.values() if isinstance(entry, dict) else (entry,)))
