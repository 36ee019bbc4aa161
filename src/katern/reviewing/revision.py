"""The checkout as it was at a revision, beside the one that is there now."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from katern import halfmade
from katern.errors import KaternError
from katern.git import GitFailed, run_git
from katern.saying import said


class NoRevision(KaternError):
    """Git does not know the revision, or the folder is in no repository."""


@contextmanager
def checkout_at(root: Path, revision: str) -> Iterator[Path]:
    """A clone of the repository that holds a folder, at where this checkout left a revision; the folder in it."""
    try:
        top = Path(run_git(root, "rev-parse", "--show-toplevel").decode().rstrip("\n"))
        base = run_git(root, "merge-base", revision, "HEAD").decode().strip()
        with halfmade.folder("diff") as made:
            clone = made / "clone"
            run_git(top, "clone", "--quiet", "--no-checkout", "--shared", ".", str(clone))
            run_git(clone, "checkout", "--quiet", "--detach", base)
            yield clone / root.resolve().relative_to(top.resolve())
    except GitFailed as problem:
        raise NoRevision(said("git", "unknown-changes", revision=revision, reason=problem.said)) from problem
