"""What must be so before a version is built: a clean checkout, a new number, an address."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from katern.git import ask_git
from katern.ownfolder import MARK, Sources, refuse_sources
from katern.publish import versions
from katern.publish.names import is_draft
from katern.publish.refusals import ReleaseRefused
from katern.publish.versions import Version
from katern.saying import said


def place_of_its_own(to: str, sources: Sources, *emptied: Path) -> None:
    """Refuse to publish into a checkout of sources, or into a folder that builds empty or prune."""
    if "://" in to and not to.startswith("file://"):
        return
    folder = Path(to.removeprefix("file://"))
    refuse_sources(folder, sources.with_trees(*emptied), said("folder", "published"))
    if (folder / "mkdocs.yml").exists():
        raise ReleaseRefused(said("release", "holds-sources", to=to))
    if any((parent / MARK).is_file() for parent in (folder.resolve(), *folder.resolve().parents)):
        raise ReleaseRefused(said("release", "emptied", to=to))


def clean_checkout(root: Path, to: str) -> None:
    """Refuse what git does not know: a version must be the same for whoever builds its commit."""
    if ask_git(root, "rev-parse", "--verify", "--quiet", "HEAD") is None:
        raise ReleaseRefused(said("release", "no-commit"))
    paths = ["."]
    target = Path(to).resolve()
    if "://" not in to and target.is_relative_to(root) and target != root:
        paths.append(f":(exclude){target.relative_to(root).as_posix()}")
    changed = ask_git(root, "status", "--porcelain", "--", *paths)
    if changed:
        lines = changed.splitlines()
        shown = tuple(line[2:].strip() for line in lines[:3])
        if len(lines) > 3:
            raise ReleaseRefused(said("release", "more-not-committed", paths=shown, number=len(lines) - 3))
        raise ReleaseRefused(said("release", "not-committed", paths=shown))


def same_tag(root: Path, version: str) -> None:
    """Refuse a version whose tag already stands at another commit."""
    tagged = ask_git(root, "rev-parse", "--verify", "--quiet", f"refs/tags/{version}^{{commit}}")
    if tagged is not None and tagged != ask_git(root, "rev-parse", "HEAD"):
        raise ReleaseRefused(said("release", "other-commit", version=version))


def newer_than_last(name: str, published: Iterable[Version]) -> None:
    """Refuse a number below the last one; the same number is judged by its bytes, later."""
    numbers = [v.name for v in published if versions.is_number(v.name)]
    if not versions.is_number(name) or name in numbers or not numbers:
        return
    last = max(numbers, key=versions.number)
    if versions.number(name) <= versions.number(last):
        raise ReleaseRefused(said("release", "not-newer", version=name, last=last))


def replaceable(name: str, published: Iterable[Version], replace: bool, draft: str) -> None:
    """Refuse to overwrite a draft unasked, and a number always; `draft` is what the site calls one."""
    if versions.is_number(name) and replace:
        raise ReleaseRefused(said("release", "replace-only-draft", draft=draft))
    if is_draft(name) and not replace and any(v.name == name for v in published):
        raise ReleaseRefused(said("release", "draft-there", draft=name))


def has_address(site_url: str | None) -> str:
    """The address of the tree, with a slash; without one, booklets could not say where they come from."""
    if not site_url:
        raise ReleaseRefused(said("release", "no-address"))
    return site_url.rstrip("/") + "/"
