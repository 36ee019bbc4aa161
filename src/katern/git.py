"""The one place that runs git."""

from __future__ import annotations

import subprocess
from collections.abc import Mapping
from pathlib import Path

from katern.errors import KaternError
from katern.saying import said


class GitFailed(KaternError):
    """Git refused what it was asked; it is told in its own words."""


class NoGit(GitFailed):
    """There is no git on this machine, or the folder to run it in is gone."""


def run_git(folder: Path, *arguments: str, environment: Mapping[str, str] | None = None) -> bytes:
    """What git writes for a command in a folder; raises NoGit and GitFailed."""
    try:
        done = subprocess.run(
            ["git", *arguments], cwd=folder, env=environment, stdin=subprocess.DEVNULL, capture_output=True, check=False
        )
    except OSError as problem:
        raise NoGit(said("git", "no-git", reason=problem.strerror or str(problem))) from problem
    if done.returncode != 0:
        raise GitFailed(said("git", "failed", text=done.stderr.decode("utf-8", "replace").strip()))
    return done.stdout


def ask_git(folder: Path, *arguments: str) -> str | None:
    """What git says, without the end of its last line; None where it cannot tell."""
    try:
        answer = run_git(folder, *arguments)
    except GitFailed:
        return None
    return answer.decode("utf-8", "surrogateescape").rstrip("\n")
