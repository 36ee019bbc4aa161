"""The monitor of the made-up site `tests/sites/monitor`, and a copy of that site with other files."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from katern.layout import Layout
from katern.loading import load_library
from katern.monitor.book import Book
from katern.monitor.loading import Loaded, load_monitor
from katern.words import words_of

SITE = Path(__file__).parents[2] / "sites" / "monitor"
WORDS = words_of("nl")


@pytest.fixture(scope="session")
def loaded() -> Loaded:
    return load_monitor(load_library(Layout(SITE), language="nl"))


@pytest.fixture(scope="session")
def book(loaded: Loaded) -> Book:
    return Book(loaded, WORDS)


@pytest.fixture
def changed(tmp_path: Path) -> Callable[..., Loaded]:
    """The same monitor where in a file of docs/_data one text stands for another."""

    def load(path: str, before: str, after: str) -> Loaded:
        root = tmp_path / "site"
        if not root.exists():
            shutil.copytree(SITE, root, ignore=shutil.ignore_patterns(".cache", "site"))
        file = root / "docs/_data" / path
        text = file.read_text(encoding="utf-8")
        assert before in text
        file.write_text(text.replace(before, after), encoding="utf-8")
        return load_monitor(load_library(Layout(root), language="nl"))

    return load
