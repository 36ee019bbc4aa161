"""How long work shows that it goes on: a bar on a terminal, plain lines elsewhere."""

from __future__ import annotations

import sys

_WIDTH = 30


def show_progress(done: int, total: int, name: str) -> None:
    """One step of the work is done."""
    if not sys.stderr.isatty():
        print(f"[{done}/{total}] {name}", file=sys.stderr, flush=True)
        return
    filled = _WIDTH * done // max(total, 1)
    end = "\n" if done == total else ""
    print(
        f"\r\033[K{'█' * filled}{'░' * (_WIDTH - filled)} {done}/{total} {name}", end=end, file=sys.stderr, flush=True
    )
