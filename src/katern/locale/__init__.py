"""The words that readers see, by language."""

from __future__ import annotations

from importlib.resources import files
from typing import Any

import yaml


def words(language: str) -> dict[str, Any]:
    """The words of a language (BCP 47); Dutch where there is no file for it."""
    folder = files(__name__)
    for name in (language, language.split("-")[0], "nl"):
        file = folder / f"{name}.yml"
        if file.is_file():
            loaded: dict[str, Any] = yaml.safe_load(file.read_text(encoding="utf-8"))
            return loaded
    raise AssertionError("locale/nl.yml is part of the package")
