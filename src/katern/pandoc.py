"""The one place that runs pandoc, and knows which pandoc it is."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Sequence

from katern.errors import PandocFailed
from katern.saying import said


class NoPandoc(PandocFailed):
    """There is no pandoc on this machine, or a program of that name that does nothing."""


def run_pandoc(options: Sequence[str], text: str, epoch: int | None = None, may_be_empty: bool = False) -> bytes:
    """What pandoc writes for a text, its dates those of `epoch` (seconds since 1970).

    Raises PandocFailed with what it said, NoPandoc where there is none, or where it writes nothing for a text that must come out.
    """
    import subprocess  # a build of which nothing changed runs nothing

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
        raise NoPandoc(said("pandoc", "no-pandoc")) from problem
    if done.returncode != 0:
        raise PandocFailed(said("pandoc", "failed", text=done.stderr.decode("utf-8", "replace").strip()))
    to_file = any(option.startswith("--output=") for option in options)
    if not done.stdout.strip() and text.strip() and not to_file and not may_be_empty:
        raise silent()
    return done.stdout


def silent() -> NoPandoc:
    """What to say of a pandoc that ends well and wrote nothing: its silence must not become a page or book without text."""
    return NoPandoc(said("pandoc", "silent", program=_program()))


def pandoc_version() -> str:
    """What the program itself says: the package says which program it brought, not which one is found."""
    try:
        return run_pandoc(["--version"], "").decode("utf-8", "replace").partition("User data directory")[0]
    except PandocFailed:
        return "none"


def places() -> list[str]:
    """The paths at which the program may stand: those of pypandoc, where it is there, which takes the newest, and of the machine."""
    folders = [*os.environ.get("PATH", "").split(os.pathsep), os.path.join(sys.exec_prefix, "bin"), "~/bin", "~/.bin"]
    folders += [os.path.join(folder, "pypandoc", "files") for folder in sys.path]
    folders += ["~/Applications/pandoc", os.path.join(sys.exec_prefix, "Scripts"), "~/AppData/Local/Pandoc"]
    folders += [os.path.join(os.environ.get(name, ""), "Pandoc") for name in ("ProgramFiles", "ProgramFiles(x86)")]
    named = [os.environ.get("PYPANDOC_PANDOC", "")]
    found = [os.path.join(os.path.expanduser(folder), name) for folder in folders for name in ("pandoc", "pandoc.exe")]
    return [path for path in dict.fromkeys([*named, *found]) if os.path.isfile(path)]


def _program() -> str:
    """The path of the program; raises FileNotFoundError where there is none."""
    try:
        import pypandoc  # a build whose texts are all in the store needs none of it
    except ModuleNotFoundError:
        found = shutil.which("pandoc")
        if found is None:
            raise FileNotFoundError("pandoc") from None
        return found
    return str(pypandoc.get_pandoc_path())
