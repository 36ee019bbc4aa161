"""An environment of its own for each tool that Katern is measured beside; the project's is left alone."""

from __future__ import annotations

import subprocess
import venv
from pathlib import Path

# what is installed for each tool, at the versions that the tables name
PACKAGES = {
    "material": ("mkdocs-material==9.8.2",),
    "zensical": ("zensical==0.0.70",),
    "bibtex": ("mkdocs-bibtex==4.4.0", "mkdocs-material==9.8.2", "pypandoc_binary"),
}


def environment(folder: Path, tool: str) -> Path:
    """The folder of programs of a tool's environment below `folder`, which is made where it is not there yet."""
    place = folder / tool
    done = place / "installed"
    if not done.is_file():
        venv.create(place, with_pip=True, clear=True)
        python = place / "bin/python"
        subprocess.run(
            [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *PACKAGES[tool]], check=True
        )
        done.touch()
    return place / "bin"


def version(programs: Path, package: str) -> str:
    """The version of a package in an environment."""
    ask = f"import importlib.metadata as m; print(m.version('{package}'))"
    return subprocess.run([programs / "python", "-c", ask], check=True, capture_output=True, text=True).stdout.strip()
