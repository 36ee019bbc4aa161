"""The macros that only this site has."""

from __future__ import annotations

from pathlib import Path
from typing import Any

GROET = "Dag"


def define_env(env: Any) -> None:
    """Called by mkdocs-macros: register what pages may use."""

    @env.macro
    def groet(naam: str) -> str:
        """A greeting."""
        return f"{GROET}, {naam}."

    @env.macro
    def teller() -> str:
        """What stands in a file that no setting names."""
        return (Path(env.project_dir) / "hooks" / "teller.txt").read_text(encoding="utf-8").strip()

    @env.macro
    def lijnen() -> str:
        """The titles of the programme's lines."""
        return ", ".join(line.title for line in env.conf.plugins["katern"].library.data.programme.lines)
