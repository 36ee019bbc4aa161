"""A published version built anew from its tag: the same bytes, or the names of the files that differ."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from katern import halfmade
from katern.git import GitFailed, run_git
from katern.making import Maker
from katern.ownfolder import ASSETS
from katern.publish import verify, versions
from katern.publish.refusals import ReleaseRefused
from katern.publish.release import build_version, manifest_before, site_of
from katern.publish.target import Target
from katern.saying import said
from katern.site.settings import SiteSettings


@dataclass(frozen=True, slots=True)
class Compared:
    """How many files were built, which of them are other than the published ones, and which tools were: name, then, now."""

    files: int
    other: tuple[str, ...]
    tools: tuple[tuple[str, str, str], ...]


@contextmanager
def checkout_of(root: Path, tag: str) -> Iterator[Path]:
    """A clone of the repository that holds a folder, at a tag; the folder in it. Gone afterwards."""
    try:
        top = Path(run_git(root, "rev-parse", "--show-toplevel").decode().rstrip("\n"))
        run_git(root, "rev-parse", "--verify", "--quiet", f"refs/tags/{tag}^{{commit}}")
    except GitFailed as problem:
        raise ReleaseRefused(said("release", "no-tag", tag=tag)) from problem
    with halfmade.folder("rebuild") as made:
        clone = Path(made) / "clone"
        run_git(top, "clone", "--quiet", "--no-checkout", "--shared", ".", str(clone))
        run_git(clone, "checkout", "--quiet", "--detach", f"refs/tags/{tag}")
        yield clone / root.resolve().relative_to(top.resolve())


def bring_along(site: SiteSettings, other: SiteSettings) -> None:
    """Give another checkout what `katern assets` brought to this one: no tag holds it."""
    if (other.selfmade or other.editing is not None) and (site.local / ASSETS).is_dir():
        shutil.copytree(site.local / ASSETS, other.local / ASSETS, dirs_exist_ok=True)


def rebuild(settings: SiteSettings, make: Maker, tag: str, target: Target, url: str = "") -> Compared:
    """Build a checkout of a tag as its version, and hold it against what a tree holds under that name."""
    listed = versions.read(target.read(versions.FILE))
    published = verify.read_manifest(target, tag)
    if published is None:
        raise ReleaseRefused(said("release", "nothing-to-compare", version=tag))
    with halfmade.folder("rebuild") as folder:
        built = build_version(
            settings, make, tag, site_of(settings, url), manifest_before(tag, listed, target), Path(folder)
        ).manifest
    other = sorted({path for path, _ in set(built.files.items()) ^ set(published.files.items())})
    names = sorted(built.tools.keys() | published.tools.keys())
    tools = tuple((name, published.tools.get(name, ""), built.tools.get(name, "")) for name in names)
    return Compared(len(built.files), tuple(other), tuple(row for row in tools if row[1] != row[2]))
