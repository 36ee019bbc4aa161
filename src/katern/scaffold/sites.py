"""A whole small site to begin with, in the words of a language that has them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from katern import __version__
from katern.scaffold.writing import write_new

TEMPLATES = Path(__file__).parent / "templates"
# what stands for a name that begins with a dot: such files are left out of packages
_DOT = "dot-"
_VALUE = re.compile(r"\[\[ (?P<name>\w+) \]\]")
LANGUAGES = ("en", "nl")


class NotEmpty(Exception):
    """The folder for a new site holds something already."""


def new_site(folder: Path, name: str, language: str) -> tuple[str, ...]:
    """Write a site with this name into a folder that is empty or not there; the paths of its files."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise NotEmpty(str(folder))
    values = {"name": name, "quoted": _quoted(name), "version": __version__}
    files = {path: _filled(text, values) for path, text in _templates(language)}
    write_new(folder, files)
    return tuple(files)


def _templates(language: str) -> Iterator[tuple[str, str]]:
    """The files of a site, each with its path: what all sites have, and what each language has of its own."""
    for group in ("every", language):
        folder = TEMPLATES / group
        for file in sorted(path for path in folder.rglob("*") if path.is_file()):
            steps = file.relative_to(folder).parts
            path = "/".join(f".{step.removeprefix(_DOT)}" if step.startswith(_DOT) else step for step in steps)
            yield path, file.read_text(encoding="utf-8")


def _filled(text: str, values: dict[str, str]) -> str:
    return _VALUE.sub(lambda match: values[match["name"]], text)


def _quoted(text: str) -> str:
    """A text as YAML holds any text."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
