"""The site's own Python: read anew when it changed, and blamed at its own line when it fails."""

from __future__ import annotations

import contextlib
import importlib
import importlib.util
import sys
import traceback
from collections.abc import Iterable
from pathlib import Path

from katern.finding import Position

_CODE = ".py"


def forget(changed: Iterable[Path], folders: Iterable[Path]) -> None:
    """Let changed code be imported anew, with every module of these folders, which may use it.

    What Python compiled goes too: it knows a file by its size and the second in which it was saved.
    """
    for path in changed:
        if path.suffix == _CODE:
            with contextlib.suppress(OSError, NotImplementedError):
                Path(importlib.util.cache_from_source(str(path))).unlink()
    for name, module in list(sys.modules.items()):
        file = getattr(module, "__file__", None)
        if file and not name.startswith("katern") and any(Path(file).is_relative_to(folder) for folder in folders):
            del sys.modules[name]
    importlib.invalidate_caches()


def place_of(problem: BaseException, root: Path, folders: Iterable[Path]) -> Position | None:
    """The line of the site's own code at which something went wrong; None where none was running."""
    if isinstance(problem, SyntaxError) and problem.filename and _is_of(problem.filename, folders):
        return Position(_shown(problem.filename, root), problem.lineno or 1, problem.offset or 1)
    for frame in reversed(traceback.extract_tb(problem.__traceback__)):
        if _is_of(frame.filename, folders):
            return Position(_shown(frame.filename, root), frame.lineno or 1)
    return None


def _is_of(file: str, folders: Iterable[Path]) -> bool:
    return any(Path(file) == folder or Path(file).is_relative_to(folder) for folder in folders)


def _shown(file: str, root: Path) -> str:
    path = Path(file)
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else path.as_posix()
