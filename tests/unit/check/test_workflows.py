"""The workflows that come with a site: what a stranger's change may reach."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[3]
WORKFLOWS = sorted((ROOT / ".github/workflows").glob("*.yml"))


def read(path):
    content = yaml.safe_load(path.read_text(encoding="utf-8"))
    # YAML 1.1 reads the key `on` as true
    return {"on" if key is True else key: value for key, value in content.items()}


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_no_workflow_runs_a_strangers_code_with_the_rights_of_the_project(path):
    workflow = read(path)
    assert "pull_request_target" not in workflow["on"]
    assert "workflow_run" not in workflow["on"]
    if "pull_request" in workflow["on"]:
        assert workflow["permissions"] == {"contents": "read"}
        assert "secrets." not in path.read_text(encoding="utf-8")
        checkouts = [
            step for job in workflow["jobs"].values() for step in job["steps"] if "checkout" in step.get("uses", "")
        ]
        assert all(step["with"]["persist-credentials"] is False for step in checkouts)


def test_only_a_version_publishes():
    assert list(read(ROOT / ".github/workflows/publish.yml")["on"]) == ["push"]
    assert list(read(ROOT / ".github/workflows/publish.yml")["on"]["push"]) == ["tags"]
    gitlab = yaml.safe_load((ROOT / ".gitlab-ci.yml").read_text(encoding="utf-8"))
    assert gitlab["publiceren"]["rules"] == [{"if": r"$CI_COMMIT_TAG =~ /^\d+\.\d+(\.\d+)?$/"}]


def test_the_package_is_checked_and_signed_before_it_goes_out():
    workflow = read(ROOT / ".github/workflows/package.yml")
    assert workflow["on"] == {"push": {"tags": ["katern-[0-9]+.[0-9]+.[0-9]+"]}}
    (job,) = workflow["jobs"].values()
    assert (workflow["permissions"], job["permissions"]["id-token"]) == ({"contents": "read"}, "write")
    runs = [step["run"].split()[0:2] for step in job["steps"] if "run" in step]
    assert runs.index(["make", "package"]) < runs.index([".venv/bin/pypi-attestations", "sign"])
    assert runs.index([".venv/bin/pypi-attestations", "sign"]) < runs.index([".venv/bin/twine", "upload"])
    assert "secrets." not in (ROOT / ".github/workflows/package.yml").read_text(encoding="utf-8")


def test_links_outside_are_asked_every_week():
    assert read(ROOT / ".github/workflows/links.yml")["on"]["schedule"] == [{"cron": "23 4 * * 1"}]


def test_the_projects_own_ci_checks_the_sources_and_the_built_site():
    lines = (ROOT / ".ci/run").read_text(encoding="utf-8").splitlines()
    assert ".venv/bin/katern check" in lines
    assert any(line.startswith(".venv/bin/katern check --site") for line in lines)
