"""Work that goes on beside the build, on a second core."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable

Wait = Callable[[], None]


def beside(work: Callable[[], None]) -> Wait:
    """Start work whose only effect is on files, in a copy of this process; calling the result waits for it.

    Where there is nothing to gain (one core) or a copy could hang (other threads, Windows), the work is done when the
    result is called. Work that failed in the copy is done again here, so that its error is seen.
    """
    if not hasattr(os, "fork") or threading.active_count() > 1 or (os.cpu_count() or 1) < 2:
        return work
    child = os.fork()
    if child == 0:
        status = 1
        try:
            work()
            status = 0
        finally:
            os._exit(status)  # without this process's own clean-up: buffers and temporary folders are the parent's

    def wait() -> None:
        _, status = os.waitpid(child, 0)
        if status != 0:
            work()

    return wait
