"""What the reading of a text depends on beside its words: the dialect, the code of its extensions, the files that these open."""

from __future__ import annotations

import functools
import importlib.util
import inspect
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from katern.digest import digest
from katern.layout import Layout
from katern.reading.markdown import Dialect

# the versions of these are part of every key of the step
_KNOWN = ("markdown", "pymdownx", "material")
_FRAGMENTS, _FRAGMENT_SIGN = "pymdownx.snippets", "8<"
_ICONS = "pymdownx.emoji"


def shared_key(dialect: Dialect, layout: Layout) -> str | None:
    """What the texts of a site have in common; None where an extension or an option cannot be compared."""
    try:
        extensions = [_extension(extension) for extension in dialect.extensions]
        folders = (layout.trees, layout.data, layout.sources, layout.directory_urls)
        icons = [_files(Path(folder)) for folder in _icon_folders(dialect)]
        return digest((extensions, _plain(dialect.configs), dict(dialect.titles), folders, icons))
    except TypeError:
        return None


def places(dialect: Dialect) -> tuple[Path, ...]:
    """Folders and files that extensions open while they read pages."""
    return tuple(Path(place) for place in (*_fragment_places(dialect), *_icon_folders(dialect)))


def is_known(dialect: Dialect) -> bool:
    """Whether all extensions are of packages that Katern itself brings, which do the same in every process."""
    return all(
        (isinstance(one, str) and one.partition(":")[0].partition(".")[0] in _KNOWN) or _is_builtin(str(one))
        for one in dialect.extensions
    )


class Fragments:
    """The files that pages take in by `--8<--`; they are read once, where a page asks for them."""

    def __init__(self, dialect: Dialect) -> None:
        self._options = _fragment_options(dialect)

    def taken_in(self, written: str) -> tuple[str, ...]:
        """A digest of the fragments that a text can take in; nothing for one that takes in none."""
        if self._options is None or not (_FRAGMENT_SIGN in written or self._options.get("auto_append")):
            return ()
        return (self._digest,)

    @functools.cached_property
    def _digest(self) -> str:
        return digest([_files(Path(base)) for base in _bases(self._options or {})])


def _fragment_options(dialect: Dialect) -> Mapping[str, Any] | None:
    """The options of the extension that takes in fragments; None where the site does not use it."""
    named = any(str(extension).partition(":")[0] == _FRAGMENTS for extension in dialect.extensions)
    return dialect.configs.get(_FRAGMENTS) or {} if named else None


def _fragment_places(dialect: Dialect) -> Iterable[str | Path]:
    options = _fragment_options(dialect)
    return () if options is None else _bases(options)


def _bases(options: Mapping[str, Any]) -> Iterable[str | Path]:
    bases = options.get("base_path", ["."])
    return [bases] if isinstance(bases, str | Path) else bases


def _icon_folders(dialect: Dialect) -> Iterable[str]:
    """Folders of the site's own pictures, which stand in the text itself."""
    options = (dialect.configs.get(_ICONS) or {}).get("options") or {}
    return map(str, options.get("custom_icons") or ())


def _files(place: Path) -> list[tuple[str, bytes]]:
    """The files at a place, a file or a folder, by their paths within it."""
    if place.is_file():
        return [(place.name, place.read_bytes())]
    return [
        (path.relative_to(place).as_posix(), path.read_bytes()) for path in sorted(place.rglob("*")) if path.is_file()
    ]


def _extension(extension: Any) -> tuple[str, str]:
    """An extension's name, and for one that no package of ours brings a digest of its code."""
    if not isinstance(extension, str):
        raise TypeError(f"{extension!r} has no name")
    name = extension.partition(":")[0]
    return extension, "" if _is_builtin(name) else _code(name)


def _is_builtin(name: str) -> bool:
    return "." not in name and importlib.util.find_spec(f"markdown.extensions.{name}") is not None


@functools.cache
def _code(module: str) -> str:
    """A digest of all code of the package that a module belongs to; nothing where a version tells the same."""
    package = module.partition(".")[0]
    if package in _KNOWN:
        return ""
    found = importlib.util.find_spec(package)
    if found is None or found.origin is None:
        raise TypeError(f"{package} has no code to compare")
    places = [Path(folder) for folder in found.submodule_search_locations or ()] or [Path(found.origin)]
    return digest([_sources(place) for place in places])


def _sources(place: Path) -> list[tuple[str, bytes]]:
    return [(path, content) for path, content in _files(place) if not path.endswith(".pyc")]


def _plain(value: Any) -> Any:
    """Options as values: a function by its name and the code of its module; TypeError for what only its maker knows."""
    if isinstance(value, Mapping):
        return {str(key): _plain(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(inner) for inner in value]
    if isinstance(value, functools.partial):
        return ["partial", _plain(value.func), _plain(value.args), _plain(value.keywords)]
    if not callable(value):
        return value
    name = getattr(value, "__qualname__", "")
    if not (inspect.isroutine(value) or inspect.isclass(value)) or "<locals>" in name:
        raise TypeError(f"{value!r} has values of its own")
    return [value.__module__, name, _code(value.__module__)]
