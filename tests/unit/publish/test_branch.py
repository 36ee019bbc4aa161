"""A pages branch: one commit a release, never forced, finished by the next run where it was cut off."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from katern.publish.branch import BranchTarget
from katern.publish.refusals import TargetUnusable
from katern.publish.target import open_target

from .conftest import Publish


def git(folder: Path, *arguments: str) -> str:
    return subprocess.run(["git", *arguments], cwd=folder, check=True, capture_output=True, text=True).stdout


@pytest.fixture
def pages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A checkout of a branch with one commit of somebody else's."""
    for role in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{role}_NAME", "proef")
        monkeypatch.setenv(f"GIT_{role}_EMAIL", "proef@example.org")
    folder = tmp_path / "pages"
    folder.mkdir()
    git(folder, "init", "--quiet", "-b", "gh-pages")
    (folder / "CNAME").write_text("proef.example\n")
    git(folder, "add", ".")
    git(folder, "commit", "--quiet", "-m", "begin")
    return folder


def test_a_release_is_one_commit_on_the_branch(pages: Path, put: Publish) -> None:
    target = open_target(str(pages))
    assert isinstance(target, BranchTarget)
    put(target, "2025.1")
    put(target, "2026.1", "nieuw")
    assert git(pages, "log", "--format=%s").splitlines() == ["Versie 2026.1", "Versie 2025.1", "begin"]
    assert git(pages, "status", "--porcelain") == ""
    assert (pages / "CNAME").read_text() == "proef.example\n"
    assert (pages / "2025.1/een/index.html").is_file()
    assert not list(pages.rglob("*.gz"))
    assert 'data-to="../2026.1/"' in (pages / "actueel/index.html").read_text()
    assert git(pages, "diff", "--stat", "HEAD~1", "HEAD", "--", "2025.1") == ""


def test_the_first_commit_of_an_empty_branch(tmp_path: Path, pages: Path, put: Publish) -> None:
    empty = tmp_path / "leeg"
    empty.mkdir()
    git(empty, "init", "--quiet", "-b", "gh-pages")
    put(open_target(str(empty)), "2025.1")
    assert git(empty, "log", "--format=%s") == "Versie 2025.1\n"
    assert (empty / "versions.json").is_file()


def test_changes_of_somebody_else_are_not_touched(pages: Path, put: Publish, refused) -> None:
    (pages / "CNAME").write_text("anders\n")
    with refused(TargetUnusable, "leg ze vast of verwijder ze"):
        put(open_target(str(pages)), "2025.1")
    assert (pages / "CNAME").read_text() == "anders\n"


def test_a_release_cut_off_between_git_commands_is_before_or_after(
    pages: Path, put: Publish, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(open_target(str(pages)), "2025.1")
    before = git(pages, "rev-parse", "HEAD").strip()
    run = subprocess.run
    for number in range(1, 40):
        git(pages, "reset", "--hard", "--quiet", before)
        child = os.fork()
        if child == 0:
            seen = 0

            def counted(*arguments: object, number: int = number, **options: object) -> object:
                nonlocal seen
                seen += 1
                if seen == number:
                    os._exit(9)
                return run(*arguments, **options)  # type: ignore[call-overload]

            subprocess.run = counted  # type: ignore[assignment]
            put(open_target(str(pages)), "2026.1", "nieuw")
            os._exit(0)
        code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        listed = git(pages, "show", "HEAD:versions.json")
        assert ("2026.1" in listed) == (git(pages, "rev-parse", "HEAD").strip() != before)
        with (target := BranchTarget(pages)).lock():
            assert git(pages, "status", "--porcelain") == ""
        if "2026.1" not in listed:
            put(target, "2026.1", "nieuw")
        assert (pages / "2026.1/index.html").is_file()
        if code == 0:
            return
    raise AssertionError("the release never ended")
