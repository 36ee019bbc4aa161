"""The wheel and the source package: what they hold, and that a site begins from the wheel alone."""

from __future__ import annotations

import email
import os
import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

from katern import __version__

ROOT = Path(__file__).parents[2]
BUILD = "from setuptools import build_meta as made; print(made.build_sdist('dist')); print(made.build_wheel('dist'))"


@pytest.fixture(scope="module")
def built(tmp_path_factory) -> Path:
    """The folder with both packages, built from a copy of the checkout."""
    folder = tmp_path_factory.mktemp("package")
    for name in ("pyproject.toml", "MANIFEST.in", "README.md", "CHANGELOG.md", "SECURITY.md"):
        shutil.copy(ROOT / name, folder)
    shutil.copytree(ROOT / "LICENSES", folder / "LICENSES")
    shutil.copytree(ROOT / "src/katern", folder / "src/katern", ignore=shutil.ignore_patterns("__pycache__"))
    done = subprocess.run([sys.executable, "-c", BUILD], cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return folder / "dist"


def ours() -> set[str]:
    return {
        path.relative_to(ROOT / "src").as_posix()
        for path in (ROOT / "src/katern").rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }


def test_the_wheel_holds_every_file_of_the_engine_and_nothing_else(built):
    (wheel,) = built.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    beside = {name for name in names if name.startswith(f"katern-{__version__}.dist-info/")}
    assert names - beside == ours()
    assert any(name.endswith("licenses/LICENSES/EUPL-1.2.txt") for name in beside)


def test_the_source_package_holds_what_builds_the_wheel_again(built):
    (source,) = built.glob("*.tar.gz")
    with tarfile.open(source) as archive:
        names = {member.name.partition("/")[2] for member in archive.getmembers() if member.isfile()}
    assert {f"src/{name}" for name in ours()} | {"pyproject.toml", "README.md", "CHANGELOG.md"} <= names
    assert not [name for name in names if name.startswith(("tests/", "docs/", "dossiers/")) or name.endswith(".pyc")]


def test_the_package_says_what_it_is_and_where_it_lives(built):
    (wheel,) = built.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        told = email.message_from_bytes(archive.read(f"katern-{__version__}.dist-info/METADATA"))
        points = archive.read(f"katern-{__version__}.dist-info/entry_points.txt").decode()
    assert (told["Name"], told["Version"], told["License-Expression"]) == ("katern", __version__, "EUPL-1.2")
    assert {"Framework :: MkDocs", "Typing :: Typed"} <= set(told.get_all("Classifier"))
    assert {line.partition(",")[0] for line in told.get_all("Project-URL")} == {"Repository", "Documentation"}
    assert "katern = katern.cli:run" in points


def test_an_index_and_who_installs_it_have_nothing_to_say(built):
    files = sorted(map(str, built.iterdir()))
    (wheel,) = (file for file in files if file.endswith(".whl"))
    for program in (["twine", "check", "--strict", *files], ["check-wheel-contents", wheel]):
        command = [str(Path(sys.executable).with_name(program[0])), *program[1:]]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize(("language", "sound"), [("nl", "Geen bevindingen."), ("en", "No findings.")])
def test_a_site_begins_and_passes_its_own_tests_from_the_wheel_alone(built, tmp_path, language, sound):
    (wheel,) = built.glob("*.whl")
    installed = tmp_path / "installed"
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(installed)
    environment = {**os.environ, "PYTHONPATH": str(installed), "PYTHONUTF8": "1"}

    def run(folder: Path, *command: str) -> str:
        done = subprocess.run(
            command, cwd=folder, capture_output=True, text=True, encoding="utf-8", env=environment, check=False
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    where = run(tmp_path, sys.executable, "-c", "import katern; print(katern.__file__)")
    assert Path(where.strip()).is_relative_to(installed)
    assert __version__ in run(tmp_path, sys.executable, "-m", "katern", "--version")
    asked = ("platform", "--name", "Ons platform", "--language", language)
    run(tmp_path, sys.executable, "-m", "katern", "new", "site", *asked)
    command = f"KATERN={sys.executable} -m katern"
    run(tmp_path / "platform", "make", "site", command)
    assert sound in run(tmp_path / "platform", "make", "test", command)
    assert "Ons platform" in (tmp_path / "platform/site/index.html").read_text(encoding="utf-8")
