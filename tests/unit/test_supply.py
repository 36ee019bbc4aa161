"""What Katern is installed from: every package by version and hash, from no named index, each with its licence."""

from __future__ import annotations

import importlib.metadata
import re
import subprocess
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).parents[2]
LISTS = ("constraints.txt", "constraints-test.txt")
_EXTRA = re.compile(r"\[[\w,-]+\](?===)")
_PIN = re.compile(r"^(?P<name>[A-Za-z0-9._-]+)(?:\[[^\]]*\])?==(?P<version>[^ \\]+)")
_NEED = re.compile(r"^[A-Za-z0-9._-]+")


def _normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def _pins(file: str) -> dict[str, str]:
    """Each package of a list with its lines."""
    joined = (ROOT / file).read_text(encoding="utf-8").replace("\\\n", "")
    lines = [line for line in joined.splitlines() if line and not line.startswith("#")]
    found = {match["name"]: line for line in lines if (match := _PIN.match(line))}
    assert len(found) == len(lines), "each line is a package with its version"
    return {_normal(name): line for name, line in found.items()}


@pytest.mark.parametrize("file", LISTS)
def test_every_package_has_its_version_and_the_hashes_of_its_files(file):
    assert [name for name, line in _pins(file).items() if "--hash=sha256:" not in line] == []


@pytest.mark.parametrize("file", LISTS)
def test_no_list_says_where_packages_come_from(file):
    assert not re.search(r"://|--index|--find-links|file:", (ROOT / file).read_text(encoding="utf-8"))


def test_the_list_for_tests_is_that_of_the_site_and_more():
    site, tests = _pins("constraints.txt"), _pins("constraints-test.txt")
    # what a package asks of another beside (`pydantic[email]`) is another name for the same files
    assert {name: _EXTRA.sub("", tests.get(name, "")) for name in site} == site


def test_all_that_is_installed_for_a_need_of_ours_is_in_the_list():
    """Also what a package needs that we never named: one that is left out would come unchecked."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    pinned, seen = _pins("constraints.txt"), set()
    waiting = [_normal(_NEED.match(need)[0]) for need in project["dependencies"]]
    while waiting:
        name = waiting.pop()
        if name in seen:
            continue
        seen.add(name)
        for need in importlib.metadata.requires(name) or ():
            wanted = Requirement(need)
            if wanted.marker is None or wanted.marker.evaluate({"extra": ""}):
                waiting.append(_normal(wanted.name))
    assert seen - set(pinned) == set()


def test_each_package_of_a_site_has_its_licence_in_the_list_as_it_is_pinned():
    listed = dict(
        re.findall(
            r"^\| (?!package )(\S+) \| (\S+) \| \S",
            (ROOT / "LICENSES/dependencies.md").read_text(encoding="utf-8"),
            re.M,
        )
    )
    pins = {name: _PIN.match(line)["version"] for name, line in _pins("constraints.txt").items() if _here(name)}
    assert {_normal(name): version for name, version in listed.items()} == pins


def test_linkchecker_comes_only_where_it_is_asked_for():
    assert "linkchecker" not in _pins("constraints.txt")
    assert "linkchecker" in _pins("constraints-test.txt")


def test_no_package_of_others_is_kept_here():
    """What is installed comes from where it is published, held against its hash."""
    kept = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.splitlines()
    assert len(kept) > 1000
    assert [path for path in kept if path.endswith((".whl", ".tar.gz", ".tgz", ".zip", ".jar", ".so", ".wasm"))] == []


def _here(name: str) -> bool:
    """Whether a package is installed: some in the list are for other machines."""
    try:
        importlib.metadata.distribution(name)
    except importlib.metadata.PackageNotFoundError:
        return False
    return True
