"""A reader of the engine's own dialect, whose keys end in a year."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from katern.layout import Layout
from katern.reading.markdown import Dialect, Reader
from katern.reading.text import Text

Read = Callable[[str], Text]


@pytest.fixture(scope="session")
def read() -> Read:
    """Reads a text as that of `docs/pagina.md`."""
    reader = Reader(Dialect(), Layout(Path()), lambda name: re.fullmatch(r"[a-z]+\d{4}", name) is not None)
    return lambda body: reader.page("docs/pagina.md", body)
