"""The site's own Python: read anew when it changed."""

from __future__ import annotations

import contextlib
import importlib
import importlib.util
import sys
from collections.abc import Iterable
from pathlib import Path

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
