"""Small sets of made-up figures of a made-up municipality."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from katern.check import check
from katern.datasets.sets import Sets
from katern.layout import Layout
from katern.loading import load_library
from katern.report import line

sys.path.insert(0, str(Path(__file__).parent))

from samples import AREAS, DATA, INDICATORS, SET

Files = Mapping[str, str | bytes]


@pytest.fixture
def checkout(tmp_path: Path) -> Callable[..., Layout]:
    """A checkout with the areas and indicators above, and these files below `docs/_data`."""

    def write(files: Files) -> Layout:
        known = {"areas/2024.csv": AREAS, "indicators.yml": INDICATORS}
        for path, content in {**known, **files}.items():
            file = tmp_path / DATA / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content if isinstance(content, bytes) else content.encode())
        (tmp_path / "mkdocs.yml").write_text(
            "site_name: Proef\ntheme: {name: material, language: nl}\nplugins: [katern]\n"
        )
        (tmp_path / "docs/index.md").write_text("# Proef\n")
        return Layout(tmp_path)

    return write


@pytest.fixture
def sets(checkout: Callable[..., Layout]) -> Callable[..., Sets]:
    """The sets of a checkout with one table of figures and this set.yml; other files by name."""

    def load(table: str, manifest: str = SET, **more: str) -> Sets:
        files = {name.replace("__", "/"): text for name, text in more.items()}
        return Sets.load(checkout({"sets/proef/set.yml": manifest, "sets/proef/cijfers.csv": table, **files}))

    return load


@pytest.fixture
def found(checkout: Callable[..., Layout]) -> Callable[..., list[str]]:
    """What a check says of a set: each finding without its hint."""

    def run(table: str, manifest: str = SET, files: Files | None = None) -> list[str]:
        layout = checkout({"sets/proef/set.yml": manifest, "sets/proef/cijfers.csv": table, **(files or {})})
        lines = [line(finding, "nl") for finding in check(load_library(layout))]
        return [each.removeprefix(f"{DATA}/sets/proef/").split(" (")[0] for each in lines]

    return run
