"""The one place that runs pandoc, and knows which pandoc it is."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Sequence

from katern.errors import PandocFailed


class NoPandoc(PandocFailed):
    """There is no pandoc on this machine."""


def run_pandoc(options: Sequence[str], text: str, epoch: int | None = None) -> bytes:
    """What pandoc writes for a text, its dates those of `epoch` (seconds since 1970).

    Raises PandocFailed with what it said, NoPandoc where there is none.
    """
    environment = dict(os.environ)
    if epoch is not None:
        environment["SOURCE_DATE_EPOCH"] = str(epoch)
    try:
        done = subprocess.run(
            [_program(), *options],
            input=text.encode("utf-8", "replace"),
            capture_output=True,
            check=False,
            env=environment,
        )
    except OSError as problem:
        raise NoPandoc("pandoc ontbreekt; het hoort bij het pakket pypandoc_binary") from problem
    if done.returncode != 0:
        raise PandocFailed(done.stderr.decode("utf-8", "replace").strip())
    return done.stdout


def pandoc_version() -> str:
    """What the program itself says: the package says which program it brought, not which one is found."""
    try:
        return run_pandoc(["--version"], "").decode("utf-8", "replace").partition("User data directory")[0]
    except PandocFailed:
        return "none"


def _program() -> str:
    import pypandoc  # a build whose texts are all in the store needs none of it

    return str(pypandoc.get_pandoc_path())
