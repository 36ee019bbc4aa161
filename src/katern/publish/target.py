"""Where a release goes: a folder, a checkout of a pages branch, or object storage; all three are asked the same."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, Protocol

from katern.publish.refusals import TargetUnusable
from katern.saying import Said, said

Kind = Literal["folder", "file", "dangling"]
"""What stands under a name; a link that leads nowhere is dangling."""


@dataclass(frozen=True, slots=True)
class Update:
    """What a release puts into a tree: `folder` holds the files of `version`, both empty where only entries change.

    `aliases` are those that `entries` draw, `removed` those that go.
    """

    entries: Mapping[str, bytes]
    current: str
    aliases: Mapping[str, str]
    message: str
    version: str = ""
    folder: Path | None = None
    removed: tuple[str, ...] = ()


class Target(Protocol):
    """A published tree."""

    def lock(self) -> AbstractContextManager[None]:
        """Keep others out, and clean up what a killed release left."""

    def break_lock(self) -> Said:
        """Take away the lock of a release that was killed, where one can be left; whose it was."""

    def read(self, path: str) -> bytes | None:
        """A published file, or None."""

    def files(self, version: str) -> Iterable[str]:
        """The path of each published file of a version, below its folder."""

    def contents(self, version: str) -> Iterable[tuple[str, bytes]]:
        """Each published file of a version: its path below its folder, and what is in it."""

    def names(self) -> Mapping[str, Kind]:
        """What stands at the root, hidden names left out."""

    def mend(self) -> None:
        """Bring back what readers last saw, where it is still there and nothing leads to it."""

    def staging(self) -> Path:
        """An empty folder on this machine to build in."""

    def publish(self, update: Update) -> None:
        """Take the update over, all or nothing."""


def open_target(to: str) -> Target:
    """The target that `--to` names."""
    if "://" in to and not to.startswith("file://"):
        from katern.publish.objects import ObjectTarget

        return ObjectTarget(to)
    folder = Path(to.removeprefix("file://")).resolve()
    if folder.exists() and not folder.is_dir():
        raise TargetUnusable(said("target", "is-a-file", to=to))
    if (folder / ".git").exists():
        from katern.publish.branch import BranchTarget

        return BranchTarget(folder)
    from katern.publish.folder import FolderTarget

    return FolderTarget(folder)
