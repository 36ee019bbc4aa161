"""The last build of a site: while nothing of what it was made from and of what it made changed, there is nothing to do.

What is compared is what a disk says of files (see `katern.survey`), the environment, and which tools are there. A site whose
own code asks for what nobody can compare (the clock, the network, another program) has no last build.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from katern.digest import digest
from katern.owncode import OwnCode
from katern.ownfolder import DEFAULT_CACHE, MARK, STORE
from katern.pandoc import places as pandoc_places
from katern.siteconfig import plain_value
from katern.store import Store, folder_of, is_remote
from katern.survey import newest, survey, wait_until

# stands for all names of the environment
EVERYTHING = "*"
_INFO = (".dist-info", ".egg-info", ".pth")
# of the environment, what every build may ask for
NAMES = ("SOURCE_DATE_EPOCH", "PATH", "PYTHONPATH", "PYPANDOC_PANDOC", "HOME", "TZ", "GIT_DIR")


@dataclass(frozen=True, slots=True)
class Order:
    """What a build is asked for: the file of the settings, the folder of the site if it is named, and options."""

    config: str
    folder: str
    options: Sequence[str]

    @classmethod
    def of(cls, config_file: str, folder: str | None, **options: bool) -> Order:
        """An order as it stands on the command line."""
        named = [name for name, given in options.items() if given]
        return cls(os.path.realpath(config_file), os.path.realpath(folder) if folder else "", named)


@dataclass(frozen=True, slots=True)
class Last:
    """A finished build: where it put how many pages, and what was told of them."""

    folder: str
    pages: int
    told: Sequence[str]


@dataclass(frozen=True, slots=True)
class World:
    """What a build is made from: files and folders, names of the environment, and what git says (`git` asks it)."""

    places: Sequence[str]
    left_out: Sequence[str]
    names: Sequence[str] = NAMES
    git: str = ""


def last_build(order: Order) -> Last | None:
    """The last build for an order, if nothing changed since; None where that is not so, or nobody can tell."""
    store = _store_of(order.config)
    content = store.read("build", _key(order)) if store else None
    try:
        noted = json.loads(content) if content else None
        if noted is None or noted["tools"] != _tools():
            return None
        world, last = World(**noted["world"]), Last(**noted["last"])
    except (ValueError, KeyError, TypeError):
        return None
    if noted["environment"] != _environment(world) or noted["git"] != _said_by_git(world):
        return None
    return last if noted["inputs"] == _inputs(world) and noted["output"] == _output(last.folder) else None


def _store_of(config_file: str) -> Store | None:
    """The store of a site as far as its mkdocs.yml tells at first sight; None where it keeps nothing, or nobody can tell."""
    path = Path(config_file)
    try:
        cache = plain_value(path.read_text(encoding="utf-8"), "plugins", "katern", "cache")
    except (OSError, ValueError):
        return None
    if cache == "":
        return None
    folder = DEFAULT_CACHE if cache is None or is_remote(cache) else folder_of(cache).expanduser()
    whole = (path.parent / folder).resolve()
    return Store(None, local=whole / STORE) if whole.is_relative_to(path.parent) else None


class Noting:
    """Notes a build; made before anything is read, so that what changes meanwhile is seen.

    `started` is when the settings began to be read, in nanoseconds since 1970; `own` looks on while code of the site runs.
    """

    def __init__(self, store: Store, order: Order, world: World, started: int, own: OwnCode) -> None:
        self._store = store
        self._own = own
        self._order = order
        self._world = world
        self._started = started
        self._inputs = _inputs(world)

    def note(self, folder: Path, told: Sequence[str], pages: int) -> None:
        """Note what was made in a folder, and what was told; nothing where that is not sure."""
        if not self._own.can_be_compared:
            return
        world, inputs, last = self._whole_world(), self._inputs, Last(str(folder.resolve()), pages, told)
        inputs = {**inputs, **survey(sorted(self._own.opened), world.left_out)}
        # a file that is younger than the build may not be the one that was read
        if newest(inputs.values()) >= self._started or not wait_until(newest(_output(last.folder).values())):
            return
        noted = {
            "world": asdict(world), "tools": _tools(), "environment": _environment(world), "git": _said_by_git(world),
            "inputs": inputs, "output": _output(last.folder), "last": asdict(last),
        }  # fmt: skip
        self._store.keep("build", _key(self._order), json.dumps(noted, separators=(",", ":")).encode())

    def _whole_world(self) -> World:
        """With what the site's own code asked for."""
        names = [EVERYTHING] if self._own.asks_environment else self._world.names
        return replace(self._world, places=[*self._world.places, *sorted(self._own.opened)], names=names)


def _key(order: Order) -> tuple[object, ...]:
    return (order.config, order.folder, tuple(order.options))


def _inputs(world: World) -> dict[str, Any]:
    return survey(world.places, world.left_out)


def _output(folder: str) -> dict[str, Any]:
    """The files of a site, with the mark that it is ours."""
    return survey([folder, os.path.join(folder, MARK)])


def _environment(world: World) -> dict[str, str | None]:
    if EVERYTHING in world.names:
        return dict(os.environ)
    return {name: os.environ.get(name) for name in world.names}


def _said_by_git(world: World) -> str | None:
    """Where the checkout and its versions stand."""
    if not world.git:
        return None
    from katern.git import ask_git  # running a program takes its time to load

    return ask_git(Path(world.git), "show-ref", "--head", "--tags")


def _tools() -> str:
    """A digest of what makes a site: Python, every package with its version, Katern's own files, and each pandoc."""
    packages = [(place, _packages(place)) for place in sys.path]
    own = sorted(survey([os.path.dirname(__file__)]).items())
    pandoc = sorted(survey(pandoc_places()).items())
    return digest((sys.version, sys.executable, sys.prefix, packages, own, pandoc))


def _packages(place: str) -> list[tuple[str, int]]:
    try:
        return sorted(
            (entry.name, entry.stat().st_mtime_ns) for entry in os.scandir(place) if entry.name.endswith(_INFO)
        )
    except OSError:
        return []
