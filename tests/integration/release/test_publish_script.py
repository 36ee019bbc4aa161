"""The script that continuous integration runs, against a repository of its own: the first release, later ones, and again."""

from __future__ import annotations

import json
import os
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from ...commands import at_hand
from .conftest import Repository

ROOT = Path(__file__).parents[3]


class Server:
    """A bare repository, and a fresh clone for every run, as continuous integration has it."""

    def __init__(self, folder: Path, source: Path, katern: Path) -> None:
        self.folder, self.katern = folder, katern
        self.bare = folder / "server.git"
        git(folder, "clone", "--quiet", "--bare", str(source), str(self.bare))
        self._runs = 0

    def publish(self, tag: str, code: int = 0, **environment: str) -> str:
        self._runs += 1
        clone = self.folder / f"run-{self._runs}"
        git(self.folder, "clone", "--quiet", str(self.bare), str(clone))
        git(clone, "checkout", "--quiet", "--detach", tag)
        nobody = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
        env = {**nobody, "KATERN": str(self.katern), "HOME": str(self.folder), **environment}
        done = subprocess.run(
            [str(ROOT / "hosting/publish"), tag], cwd=clone, env=env, capture_output=True, text=True, check=False
        )
        assert done.returncode == code, done.stdout + done.stderr
        assert git(clone, "worktree", "list").count("\n") == 1
        assert "publish-" not in git(clone, "branch", "--list")
        return done.stdout + done.stderr

    def show(self, *arguments: str) -> str:
        return git(self.bare, *arguments)


def git(folder: Path, *arguments: str) -> str:
    return subprocess.run(["git", *arguments], cwd=folder, check=True, capture_output=True, text=True).stdout


@pytest.fixture
def server(repository: Repository, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with at_hand(tmp_path_factory.mktemp("programs")) as program:
        yield Server(tmp_path, repository.root, program)


def test_the_first_release_later_ones_and_the_same_again(server: Server) -> None:
    server.publish("2025.1")
    server.publish("2025.2")
    tip = server.show("rev-parse", "gepubliceerd")
    assert "er is niets veranderd" in server.publish("2025.2")
    assert server.show("rev-parse", "gepubliceerd") == tip
    assert server.show("log", "--format=%s %an", "gepubliceerd").splitlines() == [
        "Versie 2025.2 proef", "Versie 2025.1 proef",
    ]  # fmt: skip
    listed = json.loads(server.show("show", "gepubliceerd:versions.json"))
    assert [(row["version"], row["aliases"]) for row in listed] == [("2025.2", ["actueel"]), ("2025.1", [])]
    assert server.show("rev-list", "--max-parents=0", "gepubliceerd").count("\n") == 1
    assert "mkdocs.yml" not in server.show("ls-tree", "--name-only", "gepubliceerd").split()


def test_a_release_that_is_refused_sends_nothing(server: Server) -> None:
    server.publish("2025.2")
    tip = server.show("rev-parse", "gepubliceerd")
    assert "is niet nieuwer dan 2025.2" in server.publish("2025.1", code=2)
    assert server.show("rev-parse", "gepubliceerd") == tip


def test_a_server_that_does_not_answer_is_no_empty_branch(server: Server) -> None:
    server.publish("2025.1", code=128, PUBLISH_REMOTE=str(server.folder / "weg.git"))


def test_another_place_takes_the_place_of_the_branch(server: Server, tmp_path: Path) -> None:
    server.publish("2025.1", PUBLISH_TO=str(tmp_path / "boom"))
    assert (tmp_path / "boom/2025.1/index.html").is_file()
    assert "gepubliceerd" not in server.show("branch", "--list")


def test_a_branch_of_that_name_in_the_checkout_stays_what_it_is(server: Server, tmp_path: Path) -> None:
    server.publish("2025.1", PUBLISH_BRANCH="elders")
    assert server.show("log", "--format=%s", "elders") == "Versie 2025.1\n"


# --- the files of GitHub and GitLab

WORKFLOWS = sorted((ROOT / ".github/workflows").glob("*.yml"))


@pytest.mark.parametrize("file", WORKFLOWS, ids=lambda path: path.name)
def test_every_action_is_pinned_to_a_commit_with_its_version_beside_it(file: Path) -> None:
    uses = re.findall(r"uses: (.+)", file.read_text(encoding="utf-8"))
    assert uses
    assert [use for use in uses if not re.fullmatch(r"[\w/.-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", use)] == []


def test_both_run_the_script_for_tags_of_versions_and_one_at_a_time() -> None:
    github = yaml.safe_load((ROOT / ".github/workflows/publish.yml").read_text(encoding="utf-8"))
    steps = [step.get("run", "") for step in github["jobs"]["publish"]["steps"]]
    assert steps[-1] == 'hosting/publish "$GITHUB_REF_NAME"'
    assert github["concurrency"] == {"group": "publish", "cancel-in-progress": False}
    gitlab = yaml.safe_load((ROOT / ".gitlab-ci.yml").read_text(encoding="utf-8"))["publiceren"]
    assert gitlab["script"] == ['hosting/publish "$CI_COMMIT_TAG"']
    assert gitlab["resource_group"] == "publiceren"
    assert gitlab["interruptible"] is False
