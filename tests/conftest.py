"""Factories: a checkout from a few files, the library that Katern reads from it, and what it reports."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from katern.check import check
from katern.layout import Layout
from katern.library import Library
from katern.report import line

Files = Mapping[str, str | bytes]

# a busy machine is no failure
settings.register_profile("katern", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("thorough", settings.get_profile("katern"), max_examples=3000)
settings.load_profile("katern")

MKDOCS_YML = "site_name: Proef\ntheme: {name: material, language: nl}\nplugins: [katern]\n"


@pytest.fixture
def site(tmp_path: Path) -> Callable[[Files], Path]:
    """A folder with these files, and the smallest mkdocs.yml where they name none; its path."""

    def write(files: Files) -> Path:
        root = tmp_path / "site"
        (root / "docs").mkdir(parents=True, exist_ok=True)
        for path, content in {"mkdocs.yml": MKDOCS_YML, **files}.items():
            file = root / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content if isinstance(content, bytes) else content.encode())
        return root

    return write


@pytest.fixture
def library(site: Callable[[Files], Path]) -> Callable[[Files], Library]:
    """The library of a folder with these files."""
    return lambda files: Library.load(Layout(site(files)))


@pytest.fixture
def report(library: Callable[[Files], Library], request: pytest.FixtureRequest) -> Callable[[Files], list[str]]:
    """The lines that a check of these files reports; in `test_link.py` those of the family `link`."""
    family = request.path.stem.removeprefix("test_") + "."
    return lambda files: [line(finding) for finding in check(library(files)) if finding.code.startswith(family)]
